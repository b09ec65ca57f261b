"""Read environment and configuration once."""
