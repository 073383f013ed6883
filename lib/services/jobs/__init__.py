"""Files made beside everybody's work: asked for, made one at a time, taken by who asked."""
