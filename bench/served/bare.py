"""Bare Streamlit with our config.toml and no code of ours: what a run costs at the very least."""

import streamlit as st

st.write("Chào")
