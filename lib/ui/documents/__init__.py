"""Documents on screen: their list, one of them, preparing one, and who has it."""
