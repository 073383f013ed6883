"""The files of an item or a nomination."""
