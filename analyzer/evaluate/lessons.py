"""Labelled documents and the rulebook's examples, read as lessons for the classifier."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from analyzer.classify import Label, Lesson, QuotedLabel, readable, stated_in, views
from analyzer.core.documents import Document, Segment, Snapshot, Source
from analyzer.core.errors import UsageError
from analyzer.core.findings import Asserted, Match
from analyzer.core.rules import Example, Practice, Rulebook
from analyzer.evaluate.examples import example_document
from analyzer.evaluate.kinship import kin_of
from analyzer.evaluate.labels import LabelFile, Part, load_labels, page_of, quotes_of
from analyzer.extract import extract
from analyzer.match import match
from analyzer.pipeline import Kit
from analyzer.segment import segment

_READ_AT = datetime(2026, 1, 1, tzinfo=UTC)  # no figure depends on it
_NAME_PARTS = 3  # collection--vendor--document


class _Row(BaseModel):
    """One line of a labels file, as far as the classifier uses it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    practice: str
    quote: str
    asserted: Asserted = Asserted.AFFIRMS
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledDocument:
    """A document read by our own stages, with what the rules saw and what the labels say.

    `lessons` belong to `segments`, one each; `name` is the file's stem.
    """

    name: str
    document: Document
    segments: tuple[Segment, ...]
    matches: tuple[Match, ...]
    lessons: tuple[Lesson, ...]


def vendor_of(name: str) -> str:
    """Return the vendor that a labelled file's name tells (`collection--vendor--document`)."""
    parts = name.split("--")
    return parts[1] if len(parts) >= _NAME_PARTS else parts[0]


def read_labelled(
    folder: Path, kit: Kit, *, without: Iterable[str] = (), listed_at_most: int | None = None
) -> tuple[LabelledDocument, ...]:
    """Return the labelled documents of `folder`, by name, save those of the vendors in `without`.

    `listed_at_most` is how many clauses a practice its labellers listed at most, None for all of them.
    Raises UsageError where the folder holds no labels or a line of them is not one.
    """
    if not (folder / "labels").is_dir():
        raise UsageError(f"{folder} holds no labelled documents: it needs labels/ beside the texts.")
    away = set(without)
    paths = [path for path in sorted(folder.glob("*.txt")) if vendor_of(path.stem) not in away]
    return tuple(_labelled(path, kit, listed_at_most) for path in paths)


def read_lessons(
    corpus: Path,
    documents: Path,
    labels: Path,
    kit: Kit,
    *,
    parts: Sequence[Part] = (Part.TRAIN,),
    without: Iterable[str] = (),
) -> tuple[LabelledDocument, ...]:
    """Return what there is to learn from: the fully labelled `corpus`, then our own labels.

    `labels` holds places (`analyzer.evaluate.labels`) in the pages of `documents`, read as pages; of
    them the documents of `parts`. Documents of vendors in `without` stay out. The lessons of one vendor
    share a group, and so do those of vendors that copied one another's text.

    Raises UsageError where labels or pages are absent, broken, or other than they were.
    """
    away = set(without)
    own = [f for f in load_labels(labels) if f.part in parts and vendor_of(f.name) not in away]
    read = (*read_labelled(corpus, kit, without=away), *(_placed(file, documents, kit) for file in own))
    group = kin_of([(vendor_of(one.name), one.document.text) for one in read])
    return tuple(
        replace(one, lessons=tuple(replace(x, group=group[vendor_of(one.name)]) for x in one.lessons))
        for one in read
    )


def corpus_digest(folder: Path, names: Iterable[str]) -> str:
    """Return the sha256 over the texts and labels of the named documents, in hex."""
    files = [p for n in sorted(names) for p in (folder / f"{n}.txt", folder / "labels" / f"{n}.jsonl")]
    lines = [f"{p.name} {sha256(p.read_bytes()).hexdigest()}\n" for p in files if p.is_file()]
    return sha256("".join(lines).encode()).hexdigest()


def folder_digest(folder: Path) -> str:
    """Return the sha256 over the files of a folder, in hex."""
    lines = [
        f"{p.name} {sha256(p.read_bytes()).hexdigest()}\n" for p in sorted(folder.iterdir()) if p.is_file()
    ]
    return sha256("".join(lines).encode()).hexdigest()


def example_lessons(rulebook: Rulebook) -> tuple[Lesson, ...]:
    """Return the rulebook's own examples as lessons; each teaches of its own practice only.

    One that another practice must be found in instead teaches that practice, too.
    """
    every = frozenset(Label(p.id, a) for p in rulebook.practices for a in Asserted)
    ids = {practice.id for practice in rulebook.practices}
    return tuple(
        lesson
        for practice in rulebook.practices
        for example in (*practice.match_examples, *practice.no_match_examples)
        for lesson in _example(practice, example, every, ids)
    )


def _example(
    practice: Practice, example: Example, every: frozenset[Label], ids: set[str]
) -> Iterable[Lesson]:
    document = example_document(example.text, heading=example.heading, lead_in=example.lead_in)
    segments = readable(segment(document))
    own = segments[1:] if example.lead_in else segments
    stating = example in practice.match_examples
    if stating and len(own) != 1:
        return  # which of its sentences states the practice is not said
    told = {Label(practice.id, example.asserted)} if stating else set()
    if not stating and example.because in ids:
        told = {Label(str(example.because))}
    judged = {Label(practice.id, a) for a in Asserted} | told
    seen = {s.id: view for s, view in zip(segments, views(document, segments), strict=True)}
    for one in own:
        yield Lesson(view=seen[one.id], group=None, stated=frozenset(told), unknown=every - judged)


def _labelled(path: Path, kit: Kit, listed_at_most: int | None) -> LabelledDocument:
    content = path.read_bytes()
    snapshot = Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=path.name),
        final_url=path.name,
        fetched_at=_READ_AT,
        media_type="text/plain",
        content=content,
    )
    document = extract(snapshot, document_id="d1")
    return _taught(path.stem, document, kit, _quoted(path), listed_at_most)


def _placed(file: LabelFile, documents: Path, kit: Kit) -> LabelledDocument:
    snapshot = page_of(file, documents)
    document = extract(snapshot, document_id="d1")
    quoted = [
        QuotedLabel(label=Label(row.practice, row.asserted), quote=quote, certain=row.certain)
        for row, quote in zip(file.rows, quotes_of(file, snapshot, document), strict=True)
    ]
    return _taught(file.name, document, kit, quoted, file.cap)


def _taught(
    name: str, document: Document, kit: Kit, quoted: Iterable[QuotedLabel], listed_at_most: int | None
) -> LabelledDocument:
    whole = segment(document) if document.status.scored else ()
    matches = match(document, whole, kit.rules).matches
    segments = readable(whole)
    told = stated_in(document, segments, quoted, listed_at_most=listed_at_most)
    return LabelledDocument(
        name=name,
        document=document,
        segments=segments,
        matches=matches,
        lessons=_lessons(vendor_of(name), document, segments, matches, told),
    )


def _lessons(
    vendor: str,
    document: Document,
    segments: Sequence[Segment],
    matches: Iterable[Match],
    told: Iterable[tuple[frozenset[Label], frozenset[Label]]],
) -> tuple[Lesson, ...]:
    seen: dict[int, dict[Label, float]] = defaultdict(dict)
    for found in matches:
        label = Label(found.practice_id, found.asserted)
        surest = max(found.confidence, seen[found.segment_id].get(label, 0.0))
        seen[found.segment_id][label] = surest
    return tuple(
        Lesson(
            view=view,
            group=vendor,
            stated=stated,
            unknown=unknown,
            seen=tuple(sorted(seen[one.id].items())),
        )
        for one, view, (stated, unknown) in zip(segments, views(document, segments), told, strict=True)
    )


def _quoted(path: Path) -> list[QuotedLabel]:
    file = path.parent / "labels" / f"{path.stem}.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return [_row(file, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _row(file: Path, number: int, line: str) -> QuotedLabel:
    try:
        row = _Row.model_validate(json.loads(line))
    except (ValidationError, json.JSONDecodeError) as error:
        raise UsageError(f"{file.name}:{number}: not a label: {error}") from error
    return QuotedLabel(label=Label(row.practice, row.asserted), quote=row.quote, certain=row.certain)
