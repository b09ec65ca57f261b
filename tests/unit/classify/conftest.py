"""A small document and a small model, both invented."""

from pathlib import Path

import pytest

from analyzer.classify import Background, Label, Lesson, Material, Plan, Trained, View, train_on
from analyzer.core.documents import (
    Document,
    DocumentKind,
    ReadingStatus,
    Segment,
    SegmentKind,
    Source,
    Span,
)

ADS = Label("ads.targeted")
SALE = Label("sale.no_sale_commitment")
TINY = Plan(folds=3)
OTHER = (
    "The weather is fine today.",
    "Click the blue button to begin.",
    "Our office opens at nine.",
    "Lessons end with a short quiz.",
)


def lessons() -> tuple[Lesson, ...]:
    """Six vendors, each with one clause of each practice and some that state nothing."""
    made: list[Lesson] = []
    for number in range(6):
        vendor = f"vendor{number}"
        made += [
            Lesson(
                view=View(
                    own=f"We show targeted advertising based on your interests, case {number}.", kind="terms"
                ),
                group=vendor,
                stated=frozenset({ADS}),
                seen=((ADS, 0.9),) if number % 2 else (),
            ),
            Lesson(
                view=View(
                    own=f"We will never sell your personal information, promise {number}.", kind="terms"
                ),
                group=vendor,
                stated=frozenset({SALE}),
                seen=((SALE, 0.9),),
            ),
            *(Lesson(view=View(own=text, kind="terms"), group=vendor) for text in OTHER),
        ]
    return tuple(made)


@pytest.fixture(scope="session")
def few_lessons() -> tuple[Lesson, ...]:
    return lessons()


def silent(_: str) -> None:
    """Tell nobody how far the training has come."""


@pytest.fixture(scope="session")
def background() -> Background:
    material = Material(name="invented", terms="ours", clauses=36, stated=12, digest="0" * 64, documents=6)
    return Background(
        name="tiny", rulebook="1" * 64, material=(material,), careful=frozenset({SALE.practice_id})
    )


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory, background: Background) -> Trained:
    return train_on(lessons(), background, tmp_path_factory.mktemp("models") / "tiny", TINY, silent)


@pytest.fixture
def folder(tmp_path: Path, background: Background) -> Path:
    """A trained model of one's own, to be damaged."""
    train_on(lessons(), background, tmp_path / "tiny", TINY, silent)
    return tmp_path / "tiny"


def page(*sentences: str) -> tuple[Document, tuple[Segment, ...]]:
    """Return a document of these sentences, one segment each."""
    text = " ".join(sentences)
    segments: list[Segment] = []
    start = 0
    for number, sentence in enumerate(sentences):
        span = Span(start, start + len(sentence))
        segments.append(Segment(id=number, kind=SegmentKind.SENTENCE, span=span))
        start = span.end + 1
    document = Document(
        id="d1",
        source=Source(location="x"),
        snapshot_id=None,
        kind=DocumentKind.TERMS,
        status=ReadingStatus.READ,
        text=text,
    )
    return document, tuple(segments)
