"""The database, and nothing but the database."""
