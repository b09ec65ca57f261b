"""The first look at a report: verdict, worst clauses, silences, and what to do next."""

from collections.abc import Iterable

from markupsafe import Markup

from analyzer.assess import decision_advice
from analyzer.core.advice import Advice
from analyzer.core.findings import Asserted, FindingStatus
from analyzer.core.profile import DistrictProfile
from analyzer.core.reports import AnswerState, Report
from analyzer.core.reviews import Decision
from analyzer.core.rules import Polarity, Rulebook, Silence
from analyzer.dashboard.passages import shown_safely
from analyzer.dashboard.wording import DECISION_TITLE, TIER_SIGN
from analyzer.render.headline import score_words, standing_words, to_confirm
from analyzer.render.presentation import Answer, Presentation, Quoted, percent

_LONGEST = 420  # characters of a quote at first look; its card shows all of it
_EXPOSURE = {0: "no personal data", 1: "low", 2: "personal data", 3: "sensitive data"}


def verdict_html(report: Report, rulebook: Rulebook, decision: Decision | None) -> str:
    """Return tier, score with range and meter, coverage, exposure and decision as one HTML box."""
    assessment = report.assessment
    known = assessment.exposure
    tier = f"{TIER_SIGN[assessment.tier.id]} {assessment.tier.title}"
    missing = ", ".join(assessment.coverage.missing)
    facts = [
        _fact("Tier", tier, standing_words(report)),
        _score(report, rulebook),
        _fact(
            "Governing documents read",
            percent(assessment.coverage.share),
            f"missing: {missing}" if missing else "",
        ),
        _fact(
            "Exposure",
            "not known" if known is None else f"E{known}",
            "nobody said which data" if known is None else _EXPOSURE.get(known, ""),
        ),
        _decision(decision),
    ]
    return str(Markup('<dl class="verdict">{}</dl>').format(Markup().join(facts)))


def worst(shown: Presentation, most: int = 5) -> tuple[Quoted, ...]:
    """Return the gravest risks that count for pupils, one clause a practice: gates first, then severity."""
    gates = {key for gate in shown.report.assessment.hard_fails for key in gate.finding_keys}
    risks = [quoted for quoted in shown.quotes if _counts_against(quoted)]
    risks.sort(
        key=lambda q: (
            q.finding.key not in gates,
            not q.decisive,
            -(q.finding.severity or q.severity),
            -q.finding.confidence,
        )
    )
    by_practice: dict[str, Quoted] = {}
    for quoted in risks:
        by_practice.setdefault(quoted.finding.practice_id, quoted)
    return tuple(by_practice.values())[:most]


def silent(shown: Presentation) -> tuple[Answer, ...]:
    """Return the questions that the documents leave open and that cost points, the weightiest first."""
    answers = [
        answer
        for answer in shown.answers
        if answer.state.state is AnswerState.SILENT
        and not (answer.question and answer.question.silence is Silence.FINE)
    ]
    return tuple(sorted(answers, key=lambda answer: -answer.state.weight))


def advice_on(report: Report, profile: DistrictProfile) -> Advice:
    """Return the decision that the district's grid suggests, and what is still unmet."""
    signed = report.agreement is not None or report.without_agreement is not None
    return decision_advice(report.assessment, report.findings, profile, signed=signed)


def next_steps(report: Report, advice: Advice, *, silences: int) -> tuple[str, ...]:
    """Return what to do next, the first thing first."""
    steps: list[str] = []
    count = to_confirm(report)
    gaps = len(report.unread) + sum(not d.status.scored for d in report.documents)
    if gaps:
        steps.append(f"Get what could not be read ({gaps}); see Documents.")
    if count:
        steps.append(f"Check the {count} decisive quote{'s' if count > 1 else ''} under Review and decide.")
    asked = len(report.assessment.vendor_questions)
    if asked and any(document.status.scored for document in report.documents):
        steps.append(f"Send the vendor the letter: {asked} questions, {silences} of them where it is silent.")
    if advice.unmet:
        steps.append("Settle what the district's grid still lacks: " + " ".join(advice.unmet))
    steps.append(f"Then decide; the district's grid suggests: {advice.decision.value.replace('_', ' ')}.")
    return tuple(steps)


def quote_html(quoted: Quoted) -> str:
    """Return a clause as a titled quotation with its place, every character escaped."""
    words = quoted.quote if len(quoted.quote) <= _LONGEST else quoted.quote[:_LONGEST] + " …"
    lead = " ".join(quoted.context)
    lead = lead if len(lead) <= _LONGEST else "… " + lead[-_LONGEST:]
    return str(
        Markup(
            '<blockquote class="quote {}" dir="auto"><strong>{}</strong>{}“{}”<cite>{}</cite></blockquote>'
        ).format(
            "risk" if quoted.polarity is Polarity.RISK else "",
            f"{quoted.title} (severity {quoted.finding.severity or quoted.severity} of 4)",
            shown_safely(f"{lead} " if lead else ""),
            shown_safely(words),
            shown_safely(" · ".join((quoted.where, *quoted.chips))),
        )
    )


def bullets(lines: Iterable[str], *, ordered: bool = False) -> str:
    """Return lines as an HTML list, every character escaped."""
    items = Markup().join(Markup("<li>{}</li>").format(shown_safely(line)) for line in lines)
    around = '<ol class="plain">{}</ol>' if ordered else '<ul class="plain">{}</ul>'
    return str(Markup(around).format(items))  # noqa: S704  one of two texts of ours


def _counts_against(quoted: Quoted) -> bool:
    finding = quoted.finding
    return (
        quoted.polarity is Polarity.RISK
        and finding.asserted is Asserted.AFFIRMS
        and finding.status is not FindingStatus.REJECTED
        and finding.scope.reaches_students
        and not quoted.superseded
    )


def _score(report: Report, rulebook: Rulebook) -> Markup:
    assessment = report.assessment
    told = score_words(assessment).removesuffix(" of 100")
    if not told or assessment.score is None:
        return _fact("Score of 100, and its range", "no score", "too little was read to score it")
    low = assessment.score if assessment.low is None else assessment.low
    high = assessment.score if assessment.high is None else assessment.high
    steps = Markup().join(
        Markup('<s style="left:{}%"></s>').format(f"{tier.minimum:g}")
        for tier in rulebook.scoring.tiers
        if tier.minimum > 0
    )
    meter = Markup(
        '<div class="meter" role="img" aria-label="{}"><i style="left:{}%;width:{}%"></i>{}'
        '<b style="left:calc({}% - 2px)"></b></div>'
    ).format(
        f"Score {told} on a line from 0 to 100",
        f"{low:.1f}",
        f"{max(0.5, high - low):.1f}",
        steps,
        f"{assessment.score:.1f}",
    )
    fact = Markup('<div class="score"><dt>Score of 100, and its range</dt><dd>{}{}</dd></div>')
    return fact.format(told, meter)


def _decision(decision: Decision | None) -> Markup:
    if decision is None:
        return _fact("Decision", "none yet", "")
    until = f", until {decision.expires_on:%Y-%m-%d}" if decision.expires_on else ""
    by = f"{decision.decided_at:%Y-%m-%d} by {decision.decider}{until}"
    return _fact("Decision", DECISION_TITLE[decision.kind], by)


def _fact(name: str, value: str, remark: str) -> Markup:
    small = Markup("<small>{}</small>").format(shown_safely(remark)) if remark else Markup()
    return Markup("<div><dt>{}</dt><dd>{}{}</dd></div>").format(name, shown_safely(value), small)
