"""The campaign builder: a draft of the plan, checked, told in words, put in force."""
