"""What stands around the pages: the shell, the menu, signing in, the guide."""
