"""Turn a snapshot into a document, or say why not."""
