"""Obtain documents politely and safely, and keep the bytes as proof."""
