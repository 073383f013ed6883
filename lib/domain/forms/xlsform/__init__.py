"""A form as an XLSForm, there and back."""
