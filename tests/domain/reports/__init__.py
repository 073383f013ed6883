"""Tests of the closing report's domain."""
