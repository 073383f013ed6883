"""Documents that the Office publishes for units, or a unit for its people, and who has them."""
