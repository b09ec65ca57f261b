"""What is fuzzed: each target takes bytes and raises where a stage breaks its promise.

The typed errors of `analyzer.core.errors` are answers, every other exception is a defect.
"""

import contextlib
import logging
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from analyzer.core.documents import Document, DocumentKind, ReadingStatus, Snapshot, Source, Span
from analyzer.core.errors import AnalyzerError
from analyzer.core.media import DOCX, HTML, JSON, MARKDOWN, PDF, PLAIN
from analyzer.extract import extract
from analyzer.extract.layout import lay_out
from analyzer.extract.plain import extract_plain
from analyzer.pipeline import Kit, KitPaths, load_kit, read_document
from analyzer.rulebook import load_rulebook
from analyzer.segment import segment
from tests.fuzz.guided import seeds

ROOT = Path(__file__).resolve().parents[3]
logging.disable(logging.CRITICAL)  # pdfminer tells of every damage
WHEN = datetime(2026, 1, 2, tzinfo=UTC)


class BrokenPromiseError(Exception):
    """A stage returned something that its contract excludes."""


def promised(holds: bool, what: str) -> None:  # noqa: FBT001  reads as a sentence
    if not holds:
        raise BrokenPromiseError(what)


# The first byte says what the rest is, so that one corpus holds all formats.
FORMATS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    (HTML, lambda body: body),
    (PDF, lambda body: body),
    (DOCX, lambda body: body),
    (DOCX, lambda body: _with_part(seeds.small_docx(), "word/document.xml", body)),
    (DOCX, lambda body: _with_part(seeds.small_docx(), "word/numbering.xml", body)),
    (PDF, seeds.pdf_around),
    (MARKDOWN, lambda body: body),
    (PLAIN, lambda body: body),
    (JSON, lambda body: body),
)
SUFFIXES = {HTML: "html", PDF: "pdf", DOCX: "docx", MARKDOWN: "md", PLAIN: "txt", JSON: "json"}


def extract_any(data: bytes) -> None:
    """Any bytes of any format give a document with exact offsets, or an ExtractError."""
    if not data:
        return
    media_type, wrap = FORMATS[data[0] % len(FORMATS)]
    content = wrap(data[1:])
    location = f"policy.{SUFFIXES[media_type]}"
    snapshot = Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=location),
        final_url=location,
        fetched_at=WHEN,
        media_type=media_type,
        content=content,
    )
    with contextlib.suppress(AnalyzerError):
        exact_blocks(extract(snapshot, document_id="d1"))


def segment_text(data: bytes) -> None:
    """Any text is cut into segments that hold every character of it once."""
    exact_segments(document_of(data))


def match_text(data: bytes) -> None:
    """Whatever a text says, each finding quotes it exactly."""
    document = document_of(data)
    read = read_document(document, kit())
    for finding in read.findings:
        evidence = finding.evidence
        promised(evidence.span.of(document.text) == evidence.quote, f"a quote is not the text: {evidence}")
        promised(0 <= finding.confidence <= 1, f"confidence {finding.confidence}")
        for span in evidence.context:
            promised(span.end <= len(document.text), "context outside the text")
    for drop in read.dropped:
        promised(drop.match.span.end <= len(document.text), "a dropped match outside the text")


def rulebook_file(data: bytes) -> None:
    """Any bytes in the place of a rule file give a rulebook or a RuleError with the file's name."""
    if not data:
        return
    whole = seeds.small_rules(ROOT / "rules")
    names = sorted(whole)
    name = names[data[0] % len(names)]
    with tempfile.TemporaryDirectory(prefix="fuzz-rules-") as folder:
        for other, content in whole.items():
            path = Path(folder, other)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data[1:] if other == name else content)
        with contextlib.suppress(AnalyzerError):
            load_rulebook(Path(folder))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "extract": extract_any,
    "segment": segment_text,
    "match": match_text,
    "rulebook": rulebook_file,
}


def document_of(data: bytes) -> Document:
    """Return bytes as a plain text document that passed its gates."""
    laid = lay_out(extract_plain(data).blocks)
    return Document(
        id="d1",
        source=Source(location="policy.txt"),
        snapshot_id=None,
        kind=DocumentKind.PRIVACY_POLICY,
        status=ReadingStatus.READ,
        text=laid.text,
        blocks=laid.blocks,
        sections=laid.sections,
        pages=laid.pages,
    )


def exact_blocks(document: Document) -> None:
    """Hold the offsets of a document, and of its segments where it is scored."""
    end = 0
    for number, block in enumerate(document.blocks):
        promised(end <= block.span.start <= block.span.end <= len(document.text), f"block {number}: {block}")
        promised(all(i < number for i in block.introduced_by), f"block {number} is introduced by a later one")
        promised(bool(block.span.of(document.text).strip()), f"block {number} is empty")
        end = block.span.end
    for section in document.sections:
        promised(section.span.covers(section.heading), f"section {section}")
    promised(document.text_share is None or 0 <= document.text_share <= 1, f"share {document.text_share}")
    exact_segments(replace(document, status=ReadingStatus.READ))


def exact_segments(document: Document) -> None:
    """Hold that segments are in order, overlap nowhere and leave no character of a block out."""
    end, number = 0, 0
    held = bytearray(len(document.text))
    for number, one in enumerate(segment(document)):
        promised(one.id == number, "ids do not count")
        promised(end <= one.span.start < one.span.end <= len(document.text), f"segment {one}")
        held[one.span.start : one.span.end] = b"\x01" * (one.span.end - one.span.start)
        end = one.span.end
    for block in document.blocks:
        if any(span.covers(block.span) for span in document.foreign):
            continue
        for at in range(block.span.start, block.span.end):
            promised(bool(held[at]) or document.text[at].isspace(), f"lost {Span(at, at + 1)} of {block}")


@cache
def kit() -> Kit:
    """Return the real rulebook and model, as a run would load them."""
    model = ROOT / "models"
    first = next((m.parent for m in sorted(model.glob("*/manifest.yaml"))), None)
    profile = min((ROOT / "data" / "profiles").glob("*.yaml"))
    return load_kit(KitPaths(rules=ROOT / "rules", profile=profile, model=first))


def _with_part(archive: bytes, name: str, part: bytes) -> bytes:
    """Return the archive with one part replaced: damage beneath the checksums of ZIP."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            target.writestr(info.filename, part if info.filename == name else source.read(info))
        if name not in source.namelist():
            target.writestr(name, part)
    return out.getvalue()
