"""Cut a document into sentences, items and cells with their context."""
