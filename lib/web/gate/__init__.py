"""The gate before Streamlit: whom it lets through, and how much of each."""
