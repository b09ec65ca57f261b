"""Invented policies for the walks, and a report whose every word attacks the page that shows it."""

from dataclasses import replace

from analyzer.core.documents import Document, Span, Vendor
from analyzer.core.findings import Evidence
from analyzer.core.reports import Report

QUILLBARROW = "quillbarrow"
GOOD = """<!doctype html><html lang="en"><head><title>Privacy Policy</title></head><body><main>
<h1>Quillbarrow Privacy Policy</h1><p>Last updated: March 3, 2026.</p>
<p>This privacy policy covers the Quillbarrow service that schools use.</p>
<h2>What we collect</h2><p>We collect each student's name and class to provide the service to the school.</p>
<h2>What we never do</h2><p>We never sell student data.</p>
<p>We do not use student data for targeted advertising.</p>
<h2>Deletion</h2><p>We delete student data within 60 days after the school's contract ends.</p>
<h2>Safety</h2><p>We will notify the school of a data breach within 72 hours.</p>
<p>We encrypt all data in transit.</p>
</main></body></html>"""
BAD = GOOD.replace("We never sell student data.", "We may sell student data to data brokers.").replace(
    "We do not use student data for", "We use student data for"
)
NAME = "Grimlock <img src=x onerror=window.hacked=1> **bold** [go](javascript:window.hacked=1)"
ATTACK = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1> **not bold** :smile: "
    '=HYPERLINK("https://evil.example","click") $$x^2$$ [go](javascript:window.hacked=1) \u202etxt.exe '
)
LINE = 10_000_000  # characters of the one line


def hostile_report(model: Report | None) -> Report:
    """Return a report whose vendor, title, quote and ten-million-character line are attacks."""
    assert model is not None
    text = ATTACK + "We sell student data to anyone. " * ((LINE - len(ATTACK)) // 32)
    document = replace(
        model.documents[0],
        text=text,
        title=f"Policy {ATTACK}",
        blocks=(),
        sections=(),
        pages=(),
        foreign=(),
    )
    finding = replace(
        model.findings[0],
        practice_id="sale.sells_student_data",
        evidence=_evidence(document, model.findings[0].evidence),
    )
    vendor = Vendor(id="grimlock", name=NAME, homepage="https://grimlock.example", groups=(ATTACK,))
    assessment = replace(
        model.assessment,
        questions=(replace(model.assessment.questions[0], decided_by=(finding.key,)),),
    )
    return replace(
        model,
        vendor=vendor,
        documents=(document,),
        standings=model.standings[:1],
        findings=(finding,),
        dropped=(),
        assessment=assessment,
    )


def _evidence(document: Document, model: Evidence) -> Evidence:
    span = Span(0, len(ATTACK))
    return replace(
        model,
        document_id=document.id,
        span=span,
        quote=span.of(document.text),
        context=(),
        section=(ATTACK,),
    )
