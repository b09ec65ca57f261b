"""One file per step of the schema; never edited once released."""
