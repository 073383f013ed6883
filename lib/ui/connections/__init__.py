"""Keys for programs on screen: their list, one of them, and a new one with its secret."""
