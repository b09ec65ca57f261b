"""One snapshot, read: its document, and what the document states."""

from dataclasses import dataclass, replace

from analyzer.assess import combine, read_elements
from analyzer.classify import Opinion, second_opinion
from analyzer.core.documents import Document, Segment, Snapshot
from analyzer.core.findings import Dropped, Finding
from analyzer.core.reports import ElementMention
from analyzer.extract import extract
from analyzer.match import match
from analyzer.pipeline.kit import Kit
from analyzer.pipeline.telling import Stage, Step, Tell, nobody
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


def read_snapshot(
    snapshot: Snapshot, kit: Kit, *, document_id: str, ocr: bool = False, tell: Tell = nobody
) -> DocumentReading:
    """Return what a snapshot says. A document that failed a gate has no findings.

    Each stage is told as it begins. Raises ExtractError where the bytes are broken.
    """
    tell(Step(stage=Stage.EXTRACT, location=snapshot.source.location))
    return read_document(extract(snapshot, document_id=document_id, ocr=ocr), kit, tell=tell)


def read_document(document: Document, kit: Kit, *, tell: Tell = nobody) -> DocumentReading:
    """Return the segments and findings of a document that was already extracted."""
    at = Step(
        stage=Stage.READ,
        location=document.source.location,
        status=document.status,
        words=len(document.text.split()),
    )
    if not document.status.scored:
        tell(at)
        return DocumentReading(document=document)
    tell(replace(at, stage=Stage.SEGMENT))
    segments = segment(document)
    at = replace(at, segments=len(segments))
    tell(replace(at, stage=Stage.MATCH))
    seen = match(document, segments, kit.rules)
    opinion = Opinion(matches=seen.matches, predictions=())
    if kit.model is not None:
        tell(replace(at, stage=Stage.CLASSIFY))
        opinion = second_opinion(document, segments, seen.matches, kit.model)
    findings = combine(document, segments, opinion.matches, opinion.predictions)
    tell(replace(at, findings=len(findings)))
    return DocumentReading(
        document=document,
        segments=segments,
        findings=findings,
        dropped=seen.dropped,
        mentions=read_elements(document, segments, kit.rulebook.elements),
    )
