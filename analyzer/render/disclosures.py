"""Tables that states ask districts to publish, drafted from vendors' own words.

Each column is filled with the quotes that answer it, or "the documents do not say". The tables are
drafts: the list of columns follows our reading of each rule, which a person must check.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from analyzer.core.errors import UsageError
from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.render.blocks import Block, Heading, Letterhead, PageBreak, Paragraph, Table
from analyzer.render.pdf import set_pages
from analyzer.render.presentation import Presentation, Quoted
from analyzer.render.tables import csv_bytes
from analyzer.render.word import word_file
from analyzer.render.words import KIND_LABEL, subject_words

NOT_SAID = "the documents do not say"
DRAFT = (
    "DRAFT, made from the vendors' published words. A person must check every cell and the rule itself "
    "before it is published. Not legal advice."
)
_EMPTY = Letterhead()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureColumn:
    """One column: filled from the findings of `questions`, or from a fact of the report.

    `fact` is one of `service`, `links`, `elements`, `recipients`, `agreement`.
    """

    title: str
    questions: tuple[str, ...] = ()
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One state's table. `mark` tells how its rule was checked: C seen, S secondary, K own knowledge."""

    id: str
    title: str
    rule: str
    mark: str
    columns: tuple[DisclosureColumn, ...]


def _column(title: str, *questions: str, fact: str = "") -> DisclosureColumn:
    return DisclosureColumn(title=title, questions=questions, fact=fact)


_SERVICE = _column("Product and company", fact="service")
_ELEMENTS = _column("Student data that it collects", "Q26", fact="elements")
_RECIPIENTS = _column("Who receives the data", "Q07", "Q08", fact="recipients")

DISCLOSURES: dict[str, Disclosure] = {
    disclosure.id: disclosure
    for disclosure in (
        Disclosure(
            id="florida",
            title="Florida: online educational services",
            rule="Rule 6A-1.0955, F.A.C.",
            mark="K",
            columns=(
                _SERVICE,
                _column("Terms of service and privacy policy", fact="links"),
                _ELEMENTS,
                _column("Educational purpose of the use", "Q05"),
                _RECIPIENTS,
                _column("Sale, advertising and marketing", "Q01", "Q02", "Q03"),
                _column("Keeping and deleting", "Q15", "Q16", "Q17"),
            ),
        ),
        Disclosure(
            id="illinois",
            title="Illinois: operators under the Student Online Personal Protection Act",
            rule="105 ILCS 85/27",
            mark="C",
            columns=(
                _SERVICE,
                _column("Written agreement", fact="agreement"),
                _ELEMENTS,
                _column("Purpose of the collection", "Q05"),
                _column("Subcontractors and other recipients", "Q08", "Q07", fact="recipients"),
                _column("Breach notice", "Q20"),
                _column("How parents inspect, correct and delete", "Q23", "Q16"),
            ),
        ),
        Disclosure(
            id="colorado",
            title="Colorado: school service contract providers",
            rule="C.R.S. 22-16-107",
            mark="C",
            columns=(
                _SERVICE,
                _column("Contract", fact="agreement"),
                _ELEMENTS,
                _column("Learning purpose", "Q05"),
                _column("How the data is used and shared", "Q07", "Q08", "Q12", fact="recipients"),
                _column("Destruction of the data", "Q16", "Q17"),
            ),
        ),
        Disclosure(
            id="new-york",
            title="New York: supplemental information, Part 121",
            rule="8 NYCRR 121.3(c)",
            mark="C",
            columns=(
                _SERVICE,
                _column("Exclusive purposes of the use", "Q05"),
                _column("How subcontractors are bound", "Q08"),
                _column("Duration, return and destruction", "Q15", "Q17"),
                _column("How the accuracy of data can be challenged", "Q23"),
                _column("Where data is stored and how it is protected", "Q19", "Q33"),
                _column("Encryption", "Q18"),
            ),
        ),
        Disclosure(
            id="massachusetts",
            title="Massachusetts-style public list",
            rule="Practice of districts in the state; no statute prescribes it",
            mark="K",
            columns=(
                _SERVICE,
                _column("Policies", fact="links"),
                _column("Data agreement", fact="agreement"),
                _ELEMENTS,
                _RECIPIENTS,
                _column("Sold or used for advertising", "Q01", "Q02"),
                _column("Keeping and deleting", "Q15", "Q16", "Q17"),
            ),
        ),
    )
}


def disclosure(disclosure_id: str) -> Disclosure:
    """Return one table's definition.

    Raises:
        UsageError: there is no such table.
    """
    if disclosure_id not in DISCLOSURES:
        raise UsageError(f"No disclosure table '{disclosure_id}'. Use one of: {', '.join(DISCLOSURES)}.")
    return DISCLOSURES[disclosure_id]


def disclosure_rows(
    wanted: Disclosure, reports: Sequence[Report], rulebook: Rulebook
) -> tuple[tuple[str, ...], ...]:
    """Return one row per vendor, one cell per column; quotes stand on lines of their own."""
    shown = [Presentation(report, rulebook) for report in reports]
    return tuple(tuple(_cell(column, one) for column in wanted.columns) for one in shown)


def render_disclosure_csv(
    disclosure_id: str, reports: Sequence[Report], rulebook: Rulebook, *, bom: bool = False
) -> bytes:
    """Return the table as CSV; its last column marks every row as a draft."""
    wanted = disclosure(disclosure_id)
    rows = [(*row, DRAFT) for row in disclosure_rows(wanted, reports, rulebook)]
    return csv_bytes((*(column.title for column in wanted.columns), "Status"), rows, bom=bom)


def render_disclosure_docx(
    disclosure_id: str,
    reports: Sequence[Report],
    rulebook: Rulebook,
    *,
    made_at: datetime,
    letterhead: Letterhead = _EMPTY,
) -> bytes:
    """Return the table as a Word file, one small table per vendor, so that quotes stay readable."""
    wanted = disclosure(disclosure_id)
    blocks = tuple(_blocks(wanted, reports, rulebook))
    return word_file(blocks, title=wanted.title, made_at=made_at, letterhead=letterhead)


def render_disclosure_pdf(
    disclosure_id: str,
    reports: Sequence[Report],
    rulebook: Rulebook,
    *,
    made_at: datetime,
    letterhead: Letterhead = _EMPTY,
) -> bytes:
    """Return the table as PDF, marked as a draft on every page."""
    wanted = disclosure(disclosure_id)
    return set_pages(
        tuple(_blocks(wanted, reports, rulebook)),
        title=wanted.title,
        footer=f"DRAFT, {made_at:%Y-%m-%d}. {wanted.rule}",
        stamp=int(made_at.timestamp()),
        letterhead=letterhead,
    )


def _blocks(wanted: Disclosure, reports: Sequence[Report], rulebook: Rulebook) -> Iterator[Block]:
    yield Heading(level=1, text=wanted.title)
    yield Paragraph(text=DRAFT, strong=True)
    yield Paragraph(text=f"Rule: {wanted.rule} [{wanted.mark}].")
    titles = [column.title for column in wanted.columns]
    rows = disclosure_rows(wanted, reports, rulebook)
    for number, (report, row) in enumerate(zip(reports, rows, strict=True)):
        if number:
            yield PageBreak()
        yield Heading(level=2, text=report.vendor.name)
        cells = tuple(zip(titles, row, strict=True))
        yield Table(header=("What is asked", "What the documents say"), rows=cells, widths=(1, 3))


def _cell(column: DisclosureColumn, shown: Presentation) -> str:
    facts = _fact(column.fact, shown)
    quotes = [f"“{quoted.quote}” ({quoted.where})" for quoted in _quotes(column, shown)]
    return "\n".join((*facts, *quotes)) or NOT_SAID


def _quotes(column: DisclosureColumn, shown: Presentation) -> tuple[Quoted, ...]:
    """Return the quotes that count for the column's questions, each once."""
    rows: dict[str, Quoted] = {}
    for answer in shown.answers:
        if answer.state.question_id not in column.questions:
            continue
        counting = {*answer.state.finding_keys, *answer.state.decided_by}
        rows |= {quoted.anchor: quoted for quoted in answer.quotes if quoted.finding.key in counting}
    return tuple(rows.values())


def _fact(fact: str, shown: Presentation) -> tuple[str, ...]:
    report = shown.report
    if fact == "service":
        return (" · ".join(filter(None, (report.vendor.name, report.vendor.homepage))),)
    if fact == "links":
        return tuple(
            f"{KIND_LABEL[document.kind]}: {document.source.location}" for document in report.documents
        )
    if fact == "agreement":
        return _agreement(report)
    if fact in ("elements", "recipients"):
        return _compared(fact.removesuffix("s"), shown)
    return ()


def _agreement(report: Report) -> tuple[str, ...]:
    if report.agreement is None:
        return ("no signed agreement was given to the analyzer",)
    signed, expires = report.agreement.signed_at, report.agreement.expires_at
    parts = (
        report.agreement.kind,
        f"signed {signed}" if signed else "",
        f"until {expires}" if expires else "",
    )
    return (", ".join(filter(None, parts)),)


def _compared(kind: str, shown: Presentation) -> tuple[str, ...]:
    """Return each element or recipient that the comparison names, with the words that name it."""
    labels = {element.id: element.label for element in shown.rulebook.elements}
    lines = []
    for row in shown.report.assessment.comparisons:
        if row.kind == kind:
            quotes = "; ".join(
                f"“{quoted.quote}” ({quoted.where})" for quoted in shown.quoted(row.finding_keys)
            )
            lines.append(
                f"{labels.get(row.subject, subject_words(row.subject))}{': ' if quotes else ''}{quotes}"
            )
    return tuple(dict.fromkeys(lines))
