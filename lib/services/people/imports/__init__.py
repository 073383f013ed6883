"""Units and accounts that come in as a workbook."""
