"""All phrases of the rulebook in one trie, so that a text is walked once whatever the rules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from braceexpand import braceexpand
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from analyzer.core.rules import DataElement, Practice, Rulebook

ELEMENT = "element:"
"""What the concept of a data element is called by, before the element's id."""

_OUTWEIGHED_BY = {
    "negation": "not_negation",
    "no_object": "not_negation",
    "about_student": "not_about_student",
}
"""Concepts whose hits do not count where a longer phrase of the other concept covers them."""


class Lexicon:
    """Finds concepts in tokens. Built once for a rulebook; safe to share between threads.

    Phrases match by spaCy's NORM, so case and typographic apostrophes do not matter and "don't"
    reads as "do not".
    """

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        """Compile the phrases of every concept, and the literals that patterns use."""
        self._language = language
        self._matcher = PhraseMatcher(language.vocab, attr="NORM")
        self._concepts: dict[int, tuple[str, ...]] = {}
        names: dict[tuple[str, ...], set[str]] = defaultdict(set)
        docs: dict[tuple[str, ...], Doc] = {}
        own = (*_literals(rulebook.practices), *_elements(rulebook.elements))
        for concept, phrases in (*rulebook.lexicon, *own):
            for phrase in phrases:
                doc = language.make_doc(phrase)
                norms = tuple(token.norm_ for token in doc)
                names[norms].add(concept)
                docs.setdefault(norms, doc)
        for number, norms in enumerate(sorted(names), start=1):
            self._matcher.add(str(number), [docs[norms]])
            self._concepts[language.vocab.strings[str(number)]] = tuple(sorted(names[norms]))

    def tokenize(self, text: str) -> Doc:
        """Return the tokens of `text`."""
        return self._language.make_doc(text)

    def find(self, doc: Doc) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Return, for each concept seen in `doc`, its token ranges in order."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for key, start, end in self._matcher(doc):
            for concept in self._concepts[key]:
                found[concept].append((start, end))
        for weaker, stronger in _OUTWEIGHED_BY.items():
            if weaker in found and stronger in found:
                found[weaker] = [h for h in found[weaker] if not _covered(h, found[stronger])]
                if not found[weaker]:
                    del found[weaker]
        return {concept: sorted(hits) for concept, hits in found.items()}


def _covered(hit: tuple[int, int], by: Iterable[tuple[int, int]]) -> bool:
    return any(start <= hit[0] and hit[1] <= end for start, end in by)


def _literals(practices: Iterable[Practice]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield the phrases that patterns write out as `=phrase`, under that very name."""
    for practice in practices:
        for pattern in practice.patterns:
            needed = (need.concepts for need in (*pattern.needs, *pattern.without))
            for concept in {*pattern.anchor, *(c for concepts in needed for c in concepts)}:
                if concept.startswith("="):
                    yield concept, tuple(braceexpand(concept[1:]))


def _elements(elements: Iterable[DataElement]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield what each data element is called, in singular and plural, as `element:<id>`."""
    for element in elements:
        singular = element.names
        plural = (f"{name}{ending}" for name in singular for ending in ("s", "es"))
        changed = (f"{name[:-1]}ies" for name in singular if name.endswith("y"))
        yield f"{ELEMENT}{element.id}", (*singular, *plural, *changed)
