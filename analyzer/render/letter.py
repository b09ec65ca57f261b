"""The letter that asks the vendor its open questions: Word, Markdown, and a mail draft."""

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Report, VendorQuestion
from analyzer.core.rules import Polarity, Rulebook
from analyzer.render.blocks import Block, Heading, Items, Paragraph, Quotation, letterhead_of
from analyzer.render.markdown import escape
from analyzer.render.presentation import Presentation
from analyzer.render.word import word_file

_OPENING = (
    "We are reviewing {vendor} for use with our pupils. We read the documents that you publish, as they "
    "stood on {day}. They leave the questions below open. Please answer each one in writing, and say which "
    "document says so. Where we name a clause, please tell us whether you will sign it."
)
_CLOSING = (
    "An answer that stands in a signed agreement counts more than one in a letter. If your documents already "
    "answer a question, please name the passage; we may have missed it. This letter is not legal advice."
)
_UNANSWERED = "We found no answer"  # how the question itself begins where the documents are silent
_QUOTES = 3  # per question: a letter that quotes everything is not read; the report holds them all
_LINE = 76  # columns of a plain mail


def render_letter_docx(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> bytes:
    """Return the letter as a Word file."""
    return word_file(
        tuple(letter(report, rulebook)),
        title=subject(report),
        made_at=report.provenance.made_at,
        letterhead=letterhead_of(record),
    )


def render_letter_md(report: Report, rulebook: Rulebook, _record: ReviewRecord | None = None) -> bytes:
    """Return the letter as Markdown; the vendor's words are escaped."""
    lines: list[str] = []
    for block in letter(report, rulebook):
        lines.extend((*_markdown(block), ""))
    return "\n".join(lines).encode()


def render_letter_eml(report: Report, rulebook: Rulebook, _record: ReviewRecord | None = None) -> bytes:
    """Return the letter as a mail draft (RFC 5322) that a mail program opens for sending.

    It names no sender and no receiver; `X-Unsent` makes Outlook open it as a draft.
    """
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject(report)
    mail["X-Unsent"] = "1"
    mail["Date"] = report.provenance.made_at
    mail.set_content("\n\n".join(_plain(block) for block in letter(report, rulebook)) + "\n", cte="8bit")
    return mail.as_bytes()


def subject(report: Report) -> str:
    """Return the subject line: one line, whatever the vendor is called."""
    return f"Questions about pupils' data in {' '.join(report.vendor.name.split())}"


def letter(report: Report, rulebook: Rulebook) -> Iterator[Block]:
    """Yield the letter: each question with the quotes that raise it and the clause asked for."""
    shown = Presentation(report, rulebook)
    yield Heading(level=1, text=subject(report))
    day = report.provenance.made_at.strftime("%Y-%m-%d")
    yield Paragraph(text=f"To the privacy contact of {report.vendor.name}")
    if not report.assessment.vendor_questions:
        yield Paragraph(text=f"We read the documents that you publish, as they stood on {day}.")
        yield Paragraph(text="They leave no question open that we would ask you.")
        return
    yield Paragraph(text=_OPENING.format(vendor=report.vendor.name, day=day))
    for number, ask in enumerate(report.assessment.vendor_questions, start=1):
        yield from _question(number, ask, shown)
    yield Paragraph(text=_CLOSING)
    if shown.unread:
        yield Heading(level=2, text="Documents that we could not read")
        yield Items(
            items=tuple(f"{source.what} ({source.location}): {source.why}" for source in shown.unread)
        )


def _question(number: int, ask: VendorQuestion, shown: Presentation) -> Iterator[Block]:
    yield Heading(level=2, text=f"{number}. {ask.text}")
    raised = sorted(shown.quoted(ask.finding_keys), key=lambda quoted: quoted.polarity is not Polarity.RISK)
    # The same words in one place may state two practices; the vendor reads them once.
    quotes = list({(quoted.finding.evidence.span, quoted.document.id): quoted for quoted in raised}.values())
    if quotes:
        yield Paragraph(text="What raises it, in your own words:")
        for quoted in quotes[:_QUOTES]:
            yield Quotation(text=quoted.quote, where=quoted.where, context=quoted.context)
        if len(quotes) > _QUOTES:
            yield Paragraph(
                text=f"Your documents say more of this kind in {len(quotes) - _QUOTES} other places."
            )
    elif not ask.text.startswith(_UNANSWERED):
        yield Paragraph(text="We found nothing about it in your documents.")
    if ask.agreement_clause:
        yield Paragraph(text=f"Clause we ask for: {ask.agreement_clause}", strong=True)
    yield Paragraph(text="Your answer:")


def _markdown(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {escape(block.text)}"
    elif isinstance(block, Paragraph):
        yield f"**{escape(block.text)}**" if block.strong else escape(block.text)
    elif isinstance(block, Items):
        yield from (f"- {escape(item)}" for item in block.items)
    elif isinstance(block, Quotation):
        yield from (f"> *after: “{escape(before)}”*  " for before in block.context)
        yield f"> “{escape(block.text)}”"
        yield ">"
        yield f"> — {escape(block.where)}"


def _plain(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{block.text}\n{'=' * min(len(block.text), _LINE)}" if block.level == 1 else block.text
    if isinstance(block, Items):
        return "\n".join(f"- {item}" for item in block.items)
    if isinstance(block, Quotation):
        context = "".join(f"> (after: “{before}”)\n" for before in block.context)
        quoted = "\n".join(f"> {line}" for line in f"“{block.text}”".splitlines())
        return f"{context}{quoted}\n> — {block.where}"
    return block.text if isinstance(block, Paragraph) else ""
