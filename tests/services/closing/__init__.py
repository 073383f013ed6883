"""Tests of closing and interim reports."""
