"""One snapshot, read: its document, and what the document states."""

from dataclasses import dataclass

from analyzer.assess import combine, read_elements
from analyzer.classify import Opinion, second_opinion
from analyzer.core.documents import Document, Segment, Snapshot
from analyzer.core.findings import Dropped, Finding
from analyzer.core.reports import ElementMention
from analyzer.extract import extract
from analyzer.match import match
from analyzer.pipeline.kit import Kit
from analyzer.segment import segment


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


def read_snapshot(snapshot: Snapshot, kit: Kit, *, document_id: str, ocr: bool = False) -> DocumentReading:
    """Return what a snapshot says. A document that failed a gate has no findings.

    Raises ExtractError where the bytes are broken.
    """
    return read_document(extract(snapshot, document_id=document_id, ocr=ocr), kit)


def read_document(document: Document, kit: Kit) -> DocumentReading:
    """Return the segments and findings of a document that was already extracted."""
    if not document.status.scored:
        return DocumentReading(document=document)
    segments = segment(document)
    seen = match(document, segments, kit.rules)
    opinion = Opinion(matches=seen.matches, predictions=())
    if kit.model is not None:
        opinion = second_opinion(document, segments, seen.matches, kit.model)
    findings = combine(document, segments, opinion.matches, opinion.predictions)
    return DocumentReading(
        document=document,
        segments=segments,
        findings=findings,
        dropped=seen.dropped,
        mentions=read_elements(document, segments, kit.rulebook.elements),
    )
