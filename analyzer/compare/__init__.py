"""Two reports: what changed, and whose change it was."""
