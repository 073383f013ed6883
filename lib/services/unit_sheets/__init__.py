"""The reports of a unit in one workbook: filled in offline, tried out, written whole."""
