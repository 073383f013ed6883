"""What looks wrong: rules over plain rows."""
