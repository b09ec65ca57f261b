"""Load spaCy once."""

from functools import cache

import spacy
from spacy.language import Language

MAX_LENGTH = 10_000_000
"""Characters of the longest document the tokenizer takes; no policy comes near it."""


@cache
def english() -> Language:
    """Return the one blank English pipeline of this process: tokenizer only, no model, no download."""
    nlp = spacy.blank("en")
    nlp.max_length = MAX_LENGTH
    return nlp


__all__ = ["MAX_LENGTH", "english"]
