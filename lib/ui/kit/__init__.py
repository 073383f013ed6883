"""The pieces that every page is drawn with; knows no feature."""
