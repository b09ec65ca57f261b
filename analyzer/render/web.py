"""A report as one self-contained HTML file: no script, no remote resource, prints well."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import AnswerState, Report
from analyzer.core.rules import Rulebook
from analyzer.render.headline import score_words, standing_words
from analyzer.render.marked_text import runs
from analyzer.render.next_steps import next_steps
from analyzer.render.presentation import Presentation, percent, points
from analyzer.render.recorded import LOG_HEADER, answer_words, decision_words, log_rows, record_rows
from analyzer.render.words import (
    COMPARED_LABEL,
    FINDING_STATUS_LABEL,
    KIND_LABEL,
    LIMITATIONS,
    MARK_LABEL,
    NEED_LABEL,
    RANK_LABEL,
    STATE_LABEL,
    STATE_SIGN,
    TIER_TONE,
    VERDICT_LABEL,
    agreement_lines,
    subject_words,
    told_by_words,
)

# Which of the four tones of the style sheet a state wears; the words always say the same.
_TONE: dict[AnswerState, str] = {
    AnswerState.PROTECTED: "good",
    AnswerState.PROTECTED_QUALIFIED: "middle",
    AnswerState.PARTIAL: "middle",
    AnswerState.SILENT: "open",
    AnswerState.CONFLICT: "bad",
    AnswerState.RISK: "bad",
    AnswerState.NOT_APPLICABLE: "open",
}


def render_html(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> bytes:
    """Return the report as one UTF-8 HTML file; vendors' words are always escaped."""
    shown = Presentation(report, rulebook, record)
    return (
        template("report.html.j2")
        .render(
            report=report,
            shown=shown,
            assessment=report.assessment,
            score=score_words(report.assessment),
            standing=standing_words(report),
            loose=shown.loose,
            steps=next_steps(report, shown, record),
            record=record,
            decision=decision_words(record) if record else "",
            record_rows=record_rows(report, rulebook, record) if record else (),
            log=log_rows(record) if record else (),
            agreement=agreement_lines(report.agreement) if report.agreement else (),
            dimension_ids={group.id for group in shown.dimension_groups},
            standings={standing.document_id: standing for standing in report.standings},
            tier_tone=TIER_TONE[report.assessment.tier.id],
            texts={document.id: runs(document, shown.quotes) for document in report.documents},
            without_score=score_words(report.without_agreement) if report.without_agreement else "",
        )
        .encode()
    )


@cache
def template(name: str) -> Template:
    """Load one template of this package, with escaping on and unknown names an error."""
    environment = Environment(
        loader=PackageLoader("analyzer.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "percent": percent,
        "subject_words": subject_words,
        "points": points,
        "told_by_words": told_by_words,
    }
    environment.globals["answer_words"] = answer_words
    environment.globals |= {
        "STATE_LABEL": STATE_LABEL,
        "STATE_SIGN": STATE_SIGN,
        "STATE_TONE": _TONE,
        "KIND_LABEL": KIND_LABEL,
        "RANK_LABEL": RANK_LABEL,
        "MARK_LABEL": MARK_LABEL,
        "VERDICT_LABEL": VERDICT_LABEL,
        "COMPARED_LABEL": COMPARED_LABEL,
        "NEED_LABEL": NEED_LABEL,
        "LOG_HEADER": LOG_HEADER,
        "FINDING_STATUS_LABEL": FINDING_STATUS_LABEL,
        "LIMITATIONS": LIMITATIONS,
    }
    return environment.get_template(name)
