"""Everything that makes a campaign, as one file out and in."""
