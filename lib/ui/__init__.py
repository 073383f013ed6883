"""What pages draw with; imports Streamlit."""
