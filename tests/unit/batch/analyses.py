"""A stand-in for the pipeline: the page says how it reads. Importable, so that processes can run it."""

import os
import re
from dataclasses import replace

from analyzer.batch import Analysis, VendorSources
from analyzer.core.documents import Document, ReadingStatus, Snapshot
from analyzer.core.reports import TierId, UnreadSource
from tests.unit.store.invented import make_assessment, make_document, make_report


def analyze(sources: VendorSources) -> Analysis:
    """Read "score 40" as the score; BLOCKED as a blocked page; CRASH and DIE as what they say."""
    text = " ".join(snapshot.content.decode() for snapshot in sources.snapshots)
    if "CRASH" in text:
        raise ValueError("the page has no end")
    if "DIE" in text:
        os._exit(1)
    whole = [s for s in sources.snapshots if s.content != b"BROKEN"]
    broken = tuple(
        UnreadSource(location=s.source.location, kind=None, reason="no end", remedy="")
        for s in sources.snapshots
        if s not in whole
    )
    documents = tuple(_document(number, s) for number, s in enumerate(whole, 1))
    scores = [
        float(found)
        for document in documents
        if document.status.scored
        for found in re.findall(r"score (\d+)", document.text)
    ]
    score = sum(scores) / len(scores) if scores else None
    tier = TierId.NOT_REVIEWABLE if score is None else TierId.READY if score >= 80 else TierId.NEEDS_ANSWERS
    report = make_report(sources.vendor, documents, (), assessment=make_assessment(score, tier))
    return Analysis(report=replace(report, unread=(*sources.unread, *broken)))


def _document(number: int, snapshot: Snapshot) -> Document:
    text = snapshot.content.decode()
    status = ReadingStatus.BLOCKED if "BLOCKED" in text else ReadingStatus.READ
    return make_document(
        (text,),
        status=status,
        location=snapshot.source.location,
        snapshot_id=snapshot.id,
        document_id=f"d{number}",
    )
