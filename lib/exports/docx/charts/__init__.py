"""Charts that Word draws."""
