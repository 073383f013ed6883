"""Each piece of the kit with made-up data, to be looked at while it is worked on."""
