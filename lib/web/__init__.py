"""HTTP routes and middleware around Streamlit."""
