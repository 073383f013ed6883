"""Running an installation: first set-up, backup, restore, checks, health."""
