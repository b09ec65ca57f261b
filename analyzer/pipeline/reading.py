"""One snapshot, read: its document, and what the document states."""

from dataclasses import dataclass, replace

from analyzer.assess import combine, read_elements
from analyzer.core.documents import Document, Segment, Snapshot
from analyzer.core.findings import Dropped, Finding
from analyzer.core.reports import ElementMention
from analyzer.extract import extract
from analyzer.fetch import references_of
from analyzer.pipeline.kit import Kit
from analyzer.pipeline.looking import Look, look
from analyzer.pipeline.memory import NOTHING, Memory
from analyzer.pipeline.telling import Stage, Step, Tell, nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReading:
    """A document with its segments, its findings, and the matches that were not kept.

    `mentions` are the data elements that the text says are collected.
    """

    document: Document
    segments: tuple[Segment, ...] = ()
    findings: tuple[Finding, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    mentions: tuple[ElementMention, ...] = ()


def read_snapshot(
    snapshot: Snapshot, kit: Kit, *, document_id: str, ocr: bool = False, tell: Tell = nobody
) -> DocumentReading:
    """Return what a snapshot says. A document that failed a gate has no findings.

    Each stage is told as it begins. Raises ExtractError where the bytes are broken.
    """
    return reading_of(look_at(snapshot, kit, document_id=document_id, ocr=ocr, tell=tell), kit, tell=tell)


def read_document(document: Document, kit: Kit, *, tell: Tell = nobody) -> DocumentReading:
    """Return the segments and findings of a document that was already extracted."""
    return reading_of(look(document, kit, tell=tell), kit, tell=tell)


def look_at(
    snapshot: Snapshot,
    kit: Kit,
    *,
    document_id: str,
    ocr: bool = False,
    tell: Tell = nobody,
    memory: Memory = NOTHING,
) -> Look:
    """Return what is seen in a snapshot; what `memory` holds of it is not read again.

    Raises ExtractError where the bytes are broken.
    """
    location = snapshot.source.location
    known = memory.recall(snapshot, document_id=document_id, ocr=ocr)
    if known is not None:
        tell(Step(stage=Stage.RECALLED, location=location))
        return known
    tell(Step(stage=Stage.EXTRACT, location=location))
    document = extract(snapshot, document_id=document_id, ocr=ocr)
    document = replace(document, refers_to=references_of(document, snapshot))
    return look(document, kit, earlier=memory.before(location), tell=tell)


def reading_of(seen: Look, kit: Kit, *, tell: Tell = nobody) -> DocumentReading:
    """Return the findings of what was seen in a document."""
    document = seen.document
    findings = combine(document, seen.segments, seen.matches, seen.predictions)
    tell(
        Step(
            stage=Stage.READ,
            location=document.source.location,
            status=document.status,
            words=len(document.text.split()),
            segments=len(seen.segments),
            findings=len(findings),
        )
    )
    return DocumentReading(
        document=document,
        segments=seen.segments,
        findings=findings,
        dropped=seen.dropped,
        mentions=read_elements(document, seen.segments, kit.rulebook.elements),
    )
