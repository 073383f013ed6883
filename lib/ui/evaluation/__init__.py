"""Evaluation of units on screen."""
