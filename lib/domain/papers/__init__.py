"""What a paper may tell, and the law it follows."""
