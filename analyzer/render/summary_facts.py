"""The tables after the evidence: the district's page, questions, data, laws, agreement, documents, record."""

import textwrap
from collections.abc import Iterator

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import LawNote, Report, VendorQuestion
from analyzer.render.blocks import Block, Heading, Items, PageBreak, Paragraph, Table
from analyzer.render.presentation import Presentation
from analyzer.render.recorded import LOG_HEADER, answer_words, log_rows, record_rows
from analyzer.render.words import (
    COMPARED_LABEL,
    JURISDICTION_LABEL,
    MARK_LABEL,
    NEED_LABEL,
    RANK_LABEL,
    VERDICT_LABEL,
    agreement_lines,
    subject_words,
    told_by_words,
)

_LONGEST_WHY = 120  # characters; the JSON holds all


def comparison(report: Report) -> Iterator[Block]:
    """Yield what the vendor says against what the district tells its families."""
    if not report.assessment.comparisons:
        return
    yield Heading(level=2, text="Against the district's own page")
    rows = tuple(
        (
            f"{COMPARED_LABEL.get(row.kind, row.kind)}: {subject_words(row.subject)}",
            row.rule,
            VERDICT_LABEL.get(row.verdict, row.verdict),
            row.action,
        )
        for row in report.assessment.comparisons
    )
    yield Table(
        header=("The vendor", "The district", "Verdict", "What to do"), rows=rows, widths=(3, 3, 3, 3)
    )


def vendor_questions(report: Report, record: ReviewRecord | None) -> Iterator[Block]:
    """Yield the questions to the vendor, each with the clause to ask for and what became of it."""
    asks = report.assessment.vendor_questions
    if asks:
        yield Heading(level=2, text="Questions to the vendor")
        yield Items(items=tuple(_asked(ask, record) for ask in asks), numbered=True)


def _asked(ask: VendorQuestion, record: ReviewRecord | None) -> str:
    clause = f"Clause to ask for: {ask.agreement_clause}" if ask.agreement_clause else ""
    return " ".join(filter(None, (ask.text, clause, answer_words(record, ask.question_id))))


def laws(report: Report) -> Iterator[Block]:
    """Yield the laws that bear on findings by jurisdiction; those whose text was not seen say so."""
    notes = report.assessment.law_notes
    if not notes:
        return
    yield Heading(level=2, text="Laws and agreements that bear on this")
    yield Paragraph(text="The text of each was seen, where nothing else stands beside it.")
    for place in dict.fromkeys(note.jurisdiction for note in notes):
        yield Heading(level=3, text=JURISDICTION_LABEL.get(place, place))
        yield Items(items=tuple(law_words(note) for note in notes if note.jurisdiction == place))


def law_words(note: LawNote) -> str:
    """Return one note in a line, with its mark where its text was not seen."""
    mark = "" if note.mark == "C" else f" [{note.mark}: {MARK_LABEL.get(note.mark, 'unknown mark')}]"
    why = f" Bears on: {textwrap.shorten(note.why, _LONGEST_WHY, placeholder=' …')}." if note.why else ""
    return f"{note.cite}: {note.says}{mark}{why}"


def data_elements(report: Report) -> Iterator[Block]:
    """Yield the pupil data that the product uses, the most sensitive first, and who says so."""
    uses = sorted(report.assessment.elements, key=lambda use: -use.exposure)
    if not uses:
        return
    yield Heading(level=2, text="Data that it uses")
    rows = tuple(
        (use.label, NEED_LABEL[use.optional], told_by_words(use.told_by), f"{use.exposure} of 3")
        for use in uses
    )
    header = ("Data", "Needed", "Who says so", "Sensitivity")
    yield Table(header=header, rows=rows, widths=(5, 3, 6, 2))


def agreement(report: Report) -> Iterator[Block]:
    """Yield the signed agreement as its own text tells it."""
    signed = report.agreement
    if signed is None:
        return
    yield Heading(level=2, text="Signed data agreement")
    yield Items(items=agreement_lines(signed))


def documents(report: Report, shown: Presentation) -> Iterator[Block]:
    """Yield what was read, with address, digest, standing and dates."""
    standings = {standing.document_id: standing for standing in report.standings}
    rows = []
    for document in report.documents:
        standing = standings.get(document.id)
        rank = RANK_LABEL.get(standing.rank, str(standing.rank)) if standing else "not read"
        dates = (
            f"in force since {document.effective_date}" if document.effective_date else "",
            f"fetched {document.retrieved_at:%Y-%m-%d}" if document.retrieved_at else "",
        )
        digest = f"\nsha256 {document.snapshot_id[:16]}…" if document.snapshot_id else ""
        rows.append(
            (
                shown.document_titles[document.id],
                f"{document.source.location}{digest}",
                f"{rank}\n{len(document.text.split()):,} words",
                "\n".join(filter(None, dates)),
            )
        )
    if rows:
        header = ("Document", "Address", "Standing", "Dates")
        yield Heading(level=2, text="Documents")
        yield Table(header=header, rows=tuple(rows), widths=(3, 5, 3, 3))


def recorded(report: Report, shown: Presentation) -> Iterator[Block]:
    """Yield what the district itself recorded, on a page of its own."""
    record = shown.record
    if record is None:
        return
    yield PageBreak()
    yield Heading(level=1, text="The review record")
    rows = record_rows(report, shown.rulebook, record)
    yield Table(header=("Field", "What is recorded"), rows=rows, widths=(1, 3))
    if record.log:
        yield Heading(level=2, text="Log")
        yield Table(header=LOG_HEADER, rows=log_rows(record), widths=(4, 4, 4, 7))
