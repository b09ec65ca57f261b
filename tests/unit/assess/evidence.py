"""Findings and documents made by hand for the tests of the assessment."""

from __future__ import annotations

from analyzer.core.documents import Document, DocumentKind, ReadingStatus, Source, Span
from analyzer.core.findings import (
    Asserted,
    Evidence,
    Finding,
    FindingStatus,
    Qualifier,
    Scope,
    as_parameters,
    finding_key,
)
from analyzer.core.reports import DocumentStanding

POLICY, TERMS, ADDENDUM, AGREEMENT = "d1", "d2", "d3", "d4"
KINDS = {
    POLICY: DocumentKind.PRIVACY_POLICY,
    TERMS: DocumentKind.TERMS,
    ADDENDUM: DocumentKind.STUDENT_POLICY,
    AGREEMENT: DocumentKind.DATA_AGREEMENT,
}
RANKS = {POLICY: 3, TERMS: 4, ADDENDUM: 2, AGREEMENT: 1}


def finding(practice: str, document: str = POLICY, **given) -> Finding:
    parameters = {
        name: given[name]
        for name in given
        if name not in ("p", "confirmed", "status", "asserted", "scope", "qualifier", "quote", "at")
    }
    quote = given.get("quote", f"{practice} as {document} puts it")
    start = given.get("at", 0)
    status = FindingStatus.CONFIRMED if given.get("confirmed") else FindingStatus.MACHINE
    return Finding(
        key=finding_key(practice, quote),
        practice_id=practice,
        asserted=Asserted(given.get("asserted", "affirms")),
        scope=Scope(given.get("scope", "any")),
        qualifier=Qualifier(given.get("qualifier", "none")),
        evidence=Evidence(document_id=document, span=Span(start, start + len(quote)), quote=quote),
        parameters=as_parameters(parameters.items()),
        confidence=given.get("p", 0.9),
        status=FindingStatus(given.get("status", status)),
    )


def document(
    document_id: str, kind: DocumentKind | None = None, *, status: ReadingStatus = ReadingStatus.READ, **given
) -> Document:
    return Document(
        id=document_id,
        source=Source(
            location=given.pop("location", f"{document_id}.html"),
            kind=given.pop("declared", None),
            rank=given.pop("rank", None),
        ),
        snapshot_id=None,
        kind=kind or KINDS[document_id],
        status=status,
        **given,
    )


def standing(document_id: str, *, controls: bool = False, rank: int | None = None, covers: bool = True):
    placed = rank or RANKS[document_id]
    return DocumentStanding(
        document_id=document_id, rank=placed, controls=controls or placed == 1, covers_product=covers
    )
