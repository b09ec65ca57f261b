"""Labels apart from their documents: where in a page's text each one stands, and no word of the page.

A label's places are counted in the page's visible text with all white space taken out, so that they
outlive every change of our extractor; a digest beside them tells when the page is another.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from bs4 import BeautifulSoup
from pydantic import BaseModel, ConfigDict, ValidationError

from analyzer.core.documents import Document, Snapshot, Source
from analyzer.core.errors import UsageError
from analyzer.core.findings import Asserted, Qualifier, Scope
from analyzer.core.media import HTML
from analyzer.extract import extract

PARTS = " … "
"""Stands between the parts of a quote in a labels file."""
Known = bool | int | float | str
_READ_AT = datetime(2026, 1, 1, tzinfo=UTC)  # no figure depends on it
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,30}")
_NAMES = frozenset({"certifications", "framework", "governing_state", "countries"})


class Part(StrEnum):
    """What a labelled document is for."""

    TRAIN = "train"
    HELD = "held"


class PlacedLabel(BaseModel):
    """One label, and its places: half-open ranges in the page's stripped text, the stating one last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    practice: str
    asserted: Asserted
    scope: Scope
    qualifier: Qualifier
    params: Mapping[str, Known | tuple[Known, ...]] = {}
    certain: bool = True
    at: tuple[tuple[int, int], ...]


class LabelFile(BaseModel):
    """The labels of one page.

    `page` is the file under the documents' folder, `sha256` that of its bytes, `text_sha256` that of
    its stripped text. `cap` is how many clauses a practice the labeller listed at most, None for all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: str
    sha256: str
    text_sha256: str
    part: Part
    cap: int | None
    rows: tuple[PlacedLabel, ...] = ()

    @property
    def name(self) -> str:
        """Return the stem of the page, by which labelled documents are known."""
        return Path(self.page).stem


class _Row(BaseModel):
    """One line of a labels file in which quotes are written out."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    practice: str
    quote: str
    asserted: Asserted = Asserted.AFFIRMS
    scope: Scope
    qualifier: Qualifier
    params: dict[str, object] = {}
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The visible text of a page: as it stands, without white space, and where each letter stands."""

    text: str
    stripped: str
    places: tuple[int, ...]

    def words(self, start: int, end: int) -> str:
        """Return what stands in a range of the stripped text, its white space folded."""
        return " ".join(self.text[self.places[start] : self.places[end - 1] + 1].split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Labels taken out of their texts, and the quotes of which no place was found."""

    file: LabelFile
    lost: tuple[str, ...]


def page_text(content: bytes) -> PageText:
    """Return the visible text of an HTML page, in a way that no change of our extractor alters."""
    soup = BeautifulSoup(content.decode("utf-8", "replace"), "html.parser")
    return _letters_of(soup.get_text(" "))


def take_labels(rows_file: Path, page: Path, *, part: Part, cap: int | None) -> Taken:
    """Return the labels of `rows_file` (JSON lines with quotes) as places in `page`.

    Of a quote whose lead-in is not found the stating part alone is kept. Raises UsageError where a
    line is no label.
    """
    content = page.read_bytes()
    text = page_text(content)
    placed: list[PlacedLabel] = []
    lost: list[str] = []
    for row in _rows(rows_file):
        at = _places(text, row.quote)
        if at:
            placed.append(_placed(row, at))
        else:
            lost.append(row.quote)
    file = LabelFile(
        page=f"{page.parent.name}/{page.name}",
        sha256=sha256(content).hexdigest(),
        text_sha256=sha256(text.stripped.encode()).hexdigest(),
        part=part,
        cap=cap,
        rows=tuple(placed),
    )
    return Taken(file=file, lost=tuple(lost))


def save_labels(file: LabelFile, folder: Path) -> Path:
    """Write a file of placed labels: a line that tells the page, and a line for each label."""
    path = folder / f"{file.name}.jsonl"
    head = file.model_dump_json(exclude={"rows"})
    rows = (row.model_dump_json(exclude_defaults=True) for row in file.rows)
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def load_labels(folder: Path) -> tuple[LabelFile, ...]:
    """Return all files of placed labels in `folder`, by name; raises UsageError at a broken line."""
    return tuple(_load(path) for path in sorted(folder.glob("*.jsonl")))


def page_of(file: LabelFile, documents: Path) -> Snapshot:
    """Return the page that a file of labels is about.

    Raises UsageError where it is not in `documents`, or is another than the one that was labelled.
    """
    path = documents / file.page
    if not path.is_file():
        raise UsageError(f"{file.name}: {file.page} is not in {documents}. Give the folder of the documents.")
    content = path.read_bytes()
    if sha256(content).hexdigest() != file.sha256:
        raise UsageError(f"{file.page} is not the page that was labelled: its sha256 is another.")
    return Snapshot(
        id=file.sha256,
        source=Source(location=path.name),
        final_url=path.name,
        fetched_at=_READ_AT,
        media_type=HTML,
        content=content,
    )


def quotes_of(file: LabelFile, snapshot: Snapshot, document: Document) -> tuple[str, ...]:
    """Return the quote of each label, in their order; parts are joined by `PARTS`.

    The words are those of `document` (our reading of the page) where it holds them, else the page's.
    Raises UsageError where the page's text is read otherwise than when it was labelled.
    """
    text = page_text(snapshot.content)
    if sha256(text.stripped.encode()).hexdigest() != file.text_sha256:
        raise UsageError(
            f"{file.page}: its visible text is read otherwise than when it was labelled "
            "(another version of beautifulsoup4?): take the labels anew."
        )
    own = _letters_of(document.text)
    return tuple(PARTS.join(_words(text, own, span) for span in row.at) for row in file.rows)


def write_gold(
    files: Iterable[LabelFile], documents: Path, out: Path, *, parts: Sequence[Part] = (Part.HELD,)
) -> tuple[str, ...]:
    """Write labelled texts into `out` in the form that the scorer reads; return the documents' names.

    What is written holds the vendors' words: it is for measuring on this machine, not for a repository.
    """
    chosen = [file for file in files if file.part in parts]
    (out / "labels").mkdir(parents=True, exist_ok=True)
    for file in chosen:
        snapshot = page_of(file, documents)
        document = extract(snapshot, document_id="d1")
        quotes = quotes_of(file, snapshot, document)
        lines = (
            json.dumps(_gold_row(file.name, row, quote)) for row, quote in zip(file.rows, quotes, strict=True)
        )
        (out / f"{file.name}.txt").write_text(document.text, encoding="utf-8")
        (out / "labels" / f"{file.name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tuple(file.name for file in chosen)


def _rows(path: Path) -> Iterator[_Row]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            try:
                yield _Row.model_validate_json(line)
            except ValidationError as error:
                raise UsageError(f"{path.name}:{number}: not a label: {error}") from error


def _load(path: Path) -> LabelFile:
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    try:
        rows = tuple(PlacedLabel.model_validate_json(line) for line in lines)
        return LabelFile.model_validate_json(head).model_copy(update={"rows": rows})
    except ValidationError as error:
        raise UsageError(f"{path.name}: not a file of placed labels: {error}") from error


def _places(text: PageText, quote: str) -> tuple[tuple[int, int], ...]:
    *before, stating = (_place(text.stripped, part) for part in quote.split(PARTS))
    if stating is None:
        return ()
    return (*(span for span in before if span), stating)


def _place(stripped: str, part: str) -> tuple[int, int] | None:
    letters = "".join(part.split())
    start = stripped.find(letters)
    return (start, start + len(letters)) if start >= 0 else None


def _placed(row: _Row, at: tuple[tuple[int, int], ...]) -> PlacedLabel:
    return PlacedLabel(
        practice=row.practice,
        asserted=row.asserted,
        scope=row.scope,
        qualifier=row.qualifier,
        params=dict(_plain(row.params)),
        certain=row.certain,
        at=at,
    )


def _plain(params: Mapping[str, object]) -> Iterator[tuple[str, Known | tuple[Known, ...]]]:
    """Keep numbers, codes and names; a phrase might be the document's own."""
    for key, value in params.items():
        several = value if isinstance(value, list) else [value]
        kept = tuple(
            one
            for one in several
            if isinstance(one, bool | int | float)
            or (isinstance(one, str) and (key in _NAMES or _CODE.fullmatch(one)))
        )
        if kept:
            yield key, kept if isinstance(value, list) else kept[0]


def _letters_of(text: str) -> PageText:
    places = tuple(place for place, letter in enumerate(text) if not letter.isspace())
    return PageText(text=text, stripped="".join(text[p] for p in places), places=places)


def _words(page: PageText, own: PageText, span: tuple[int, int]) -> str:
    letters = page.stripped[slice(*span)]
    start = own.stripped.find(letters)
    return own.words(start, start + len(letters)) if start >= 0 else page.words(*span)


def _gold_row(name: str, row: PlacedLabel, quote: str) -> dict[str, object]:
    told = row.model_dump(mode="json", exclude={"at"})
    return {"doc": name, "practice": told.pop("practice"), "quote": quote, **told}
