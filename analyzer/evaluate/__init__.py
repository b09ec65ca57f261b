"""Measure against labels, never tune on them."""
