"""What `make bench` runs: a served app, driven as browsers drive it, and what that costs."""
