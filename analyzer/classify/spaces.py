"""Texts to numbers: a few separate spaces of n-grams, each weighted by tf-idf and scaled to length one."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from analyzer.classify.context import View

Floats = NDArray[np.float32]
WORD = r"\w+"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceSpec:
    """How one part of a view becomes n-grams.

    `analyzer` is `word` or `char_wb` (characters within words), `shortest` and `longest` the lengths
    of its n-grams, `most` how many are kept, `weight` the length of the vector.
    """

    name: str
    view: str
    analyzer: str
    shortest: int
    longest: int
    most: int
    weight: float


SPACES = tuple(
    SpaceSpec(name=name, view=view, analyzer=cut, shortest=low, longest=high, most=most, weight=weight)
    for name, view, cut, (low, high), most, weight in (
        ("words", "own", "word", (1, 3), 20000, 1.0),
        ("letters", "own", "char_wb", (3, 5), 20000, 1.0),
        ("lead_in", "lead_in", "word", (1, 2), 2000, 0.3),
        ("headings", "headings", "word", (1, 2), 2000, 0.2),
        ("before", "before", "word", (1, 1), 3000, 0.2),
        ("kind", "kind", "word", (1, 1), 20, 0.1),
    )
)
"""Lengths and weights of the parts; compared by cross-validation on the labelled training documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A space with its n-grams, in the order of their columns, and their idf."""

    spec: SpaceSpec
    ngrams: tuple[str, ...]
    idf: Floats

    def transform(self, seen: Sequence[View]) -> Any:
        """Return a sparse matrix of one row a view and one column an n-gram."""
        if not self.ngrams or not seen:
            return sp.csr_matrix((len(seen), len(self.ngrams)), dtype=np.float32)
        counter = _counter(self.spec, {ngram: column for column, ngram in enumerate(self.ngrams)})
        counts = counter.transform(map(attrgetter(self.spec.view), seen)).astype(np.float32)
        np.log(counts.data, out=counts.data)
        counts.data += 1
        weighted = counts @ sp.diags(self.idf)
        length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        length[length == 0] = 1
        return (sp.diags((self.spec.weight / length).astype(np.float32)) @ weighted).tocsr()


def fit_spaces(
    seen: Sequence[View], groups: Sequence[str], *, specs: Sequence[SpaceSpec] = SPACES, fewest: int = 3
) -> tuple[Space, ...]:
    """Return the spaces of the views of training.

    An n-gram is kept only where at least `fewest` groups (vendors) use it, so that no vendor's
    sentence can be read out of the vocabulary; of more than `most`, those of most groups.
    """
    names = {name: row for row, name in enumerate(sorted(set(groups)))}
    owner = sp.csr_matrix(
        (np.ones(len(groups)), ([names[g] for g in groups], range(len(groups)))),
        shape=(len(names), len(groups)),
    )
    return tuple(_fit(spec, seen, owner, min(fewest, len(names))) for spec in specs)


def transform(spaces: Sequence[Space], seen: Sequence[View]) -> Any:
    """Return all spaces side by side: a sparse matrix of one row a view."""
    return sp.hstack([space.transform(seen) for space in spaces], format="csr")


def columns(spaces: Sequence[Space]) -> dict[str, slice]:
    """Return where each space's columns lie in what `transform` returns."""
    ends = np.cumsum([len(space.ngrams) for space in spaces])
    return {s.spec.name: slice(int(e) - len(s.ngrams), int(e)) for s, e in zip(spaces, ends, strict=True)}


def _fit(spec: SpaceSpec, seen: Sequence[View], owner: Any, fewest: int) -> Space:
    counter = _counter(spec, None)
    try:
        counts = counter.fit_transform(map(attrgetter(spec.view), seen))
    except ValueError:  # sklearn's word for a part that is empty in every view
        return Space(spec=spec, ngrams=(), idf=np.zeros(0, np.float32))
    used_by = np.asarray(((owner @ (counts > 0)) > 0).sum(axis=0)).ravel()
    ngrams = counter.get_feature_names_out()
    ranked = np.lexsort((ngrams, -used_by))[: spec.most]
    kept = np.sort(ranked[used_by[ranked] >= fewest])
    idf = TfidfTransformer().fit(counts[:, kept]).idf_ if len(kept) else np.zeros(0)
    return Space(spec=spec, ngrams=tuple(map(str, ngrams[kept])), idf=idf.astype(np.float32))


def _counter(spec: SpaceSpec, vocabulary: dict[str, int] | None) -> Any:
    return CountVectorizer(
        analyzer=spec.analyzer,
        ngram_range=(spec.shortest, spec.longest),
        token_pattern=WORD if spec.analyzer == "word" else None,
        vocabulary=vocabulary,
    )
