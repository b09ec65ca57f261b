"""What to ask the vendor, and which laws and agreements bear on what was found."""

import re
from collections.abc import Iterable
from datetime import date

from analyzer.assess.answering import Answer
from analyzer.assess.scoring import Scored
from analyzer.assess.stating import Statement
from analyzer.core.documents import Document, DocumentKind
from analyzer.core.reports import AnswerState, LawNote, VendorQuestion
from analyzer.core.rules import Citation, Polarity, Practice, Rulebook

_TO_ASK = (AnswerState.CONFLICT, AnswerState.RISK, AnswerState.SILENT, AnswerState.PROTECTED_QUALIFIED)
_PARTIAL_BELOW = 0.9
_NOTHING_WRONG = 1.0
RETENTION_DUTY = date(2026, 4, 22)  # compliance date of 16 CFR 312.10 as amended
_STATES = {
    "MA": ("MA-",),
    "NY": ("NY-",),
    "IL": ("IL-", "BIPA"),
    "CA": ("SOPIPA-", "AB1584", "CCPA-"),
    "CO": ("CO-",),
    "CT": ("CT-",),
    "FL": ("FL-",),
    "TX": ("TX-",),
}
_FEDERAL = ("FERPA-", "COPPA-", "FTC-", "PPRA", "CIPA")
_MODELS = ("NDPA-", "PTAC-", "DISTRICT", "PLEDGE")
_AFTER_HOME = ("US", "", "MA", "NY", "IL", "CA", "CO", "CT", "FL", "TX", "EU")
_PLEDGE = re.compile(r"\bstudent privacy pledge\b", re.IGNORECASE)
_AROUND = 60  # characters shown on either side of a claim


def questions_for_vendor(scored: Iterable[Scored], rulebook: Rulebook) -> tuple[VendorQuestion, ...]:
    """Draft what to ask: contradictions first, then risks, silence and narrowed promises, by weight.

    Each comes with the findings that raise it and the clause to ask for in the agreement.
    """
    asked = [one.answer for one in scored if one.answer and _worth_asking(one.answer)]
    order = {state: place for place, state in enumerate(_TO_ASK)}
    asked.sort(key=lambda a: (-a.question.weight, order.get(a.state, len(order)), a.question.id))
    return tuple(_question(answer, rulebook) for answer in asked)


def law_notes(
    statements: Iterable[Statement], documents: Iterable[Document], rulebook: Rulebook, home_state: str
) -> tuple[LawNote, ...]:
    """Return the laws and agreements cited by what was found: home state, federal, models, others.

    They point to where a lawyer may look and are never advice; each carries its verification mark.
    """
    keys: dict[str, set[str]] = {}
    titles: dict[str, set[str]] = {}
    for statement in statements:
        for citation in statement.practice.citations:
            keys.setdefault(citation, set()).add(statement.key)
            titles.setdefault(citation, set()).add(statement.practice.title)
    read = [d for d in documents if d.status.scored]
    remarks = {"COPPA-RET": _overdue_schedules(read, statements), "PLEDGE": _outdated_claims(read)}
    notes = [
        _note(
            c,
            keys.get(c.id, set()),
            "; ".join(filter(None, (*sorted(titles.get(c.id, ())), remarks.get(c.id)))),
        )
        for c in rulebook.citations
        if c.id in keys or remarks.get(c.id)
    ]
    ranks = {home_state: -1} | {j: i for i, j in enumerate(_AFTER_HOME) if j != home_state}
    return tuple(sorted(notes, key=lambda n: (ranks.get(n.jurisdiction, len(ranks)), n.citation_id)))


def jurisdiction_of(citation_id: str) -> str:
    """Return whose law a citation is: two letters of a state, "US", "EU", or "" for a model agreement."""
    if citation_id.startswith(_MODELS):
        return ""
    if citation_id.startswith(_FEDERAL):
        return "US"
    return next((state for state, marks in _STATES.items() if citation_id.startswith(marks)), "EU")


def _worth_asking(answer: Answer) -> bool:
    if answer.credit >= _NOTHING_WRONG:
        return False
    return answer.state in _TO_ASK or (answer.state is AnswerState.PARTIAL and answer.credit < _PARTIAL_BELOW)


def _question(answer: Answer, rulebook: Rulebook) -> VendorQuestion:
    about = _subject(answer, rulebook)
    # what a practice has us ask refers to a clause; where there is none, the plain question is asked
    silent = f"We found no answer in your documents: {answer.question.text} Please answer in writing."
    return VendorQuestion(
        question_id=answer.question.id,
        text=about.ask_vendor if about and answer.decided else silent,
        finding_keys=tuple(sorted({s.key for s in answer.decided})),
        agreement_clause=about.agreement_clause if about else "",
    )


def _subject(answer: Answer, rulebook: Rulebook) -> Practice | None:
    """Return the practice whose question to ask: the worst risk stated, else the promise wanted."""
    for kind in (Polarity.RISK, Polarity.NEUTRAL, Polarity.PROTECTIVE):
        heard = [s for s in answer.decided if s.kind is kind]
        if heard:
            return min(heard, key=lambda s: (s.credit, s.practice.id)).practice
    ours = [p for p in rulebook.practices if p.question == answer.question.id]
    ours.sort(key=lambda p: (p.polarity is not Polarity.PROTECTIVE, -p.severity, p.id))
    return ours[0] if ours else None


def _outdated_claims(documents: Iterable[Document]) -> str:
    """Name the documents that still claim a pledge that has ended, with their words."""
    told = [
        f"outdated claim in {d.title or d.source.location}: “…{' '.join(words.split())}…”"
        for d in documents
        if (found := _PLEDGE.search(d.text))
        and (words := d.text[max(0, found.start() - _AROUND) : found.end() + _AROUND])
    ]
    return "; ".join(told)


def _overdue_schedules(documents: Iterable[Document], statements: Iterable[Statement]) -> str:
    """Name the policies last dated before the federal duty of a written retention schedule, without one."""
    scheduled = {
        s.finding.evidence.document_id for s in statements if s.practice.id == "retention.fixed_period"
    }
    policies = (DocumentKind.PRIVACY_POLICY, DocumentKind.STUDENT_POLICY)
    overdue = ", ".join(
        d.title or d.source.location
        for d in documents
        if d.kind in policies
        and d.id not in scheduled
        and (dated := d.updated_date or d.effective_date)
        and dated < RETENTION_DUTY
    )
    return (
        f"dated before {RETENTION_DUTY:%d %B %Y} and without a retention period: {overdue}" if overdue else ""
    )


def _note(citation: Citation, keys: set[str], why: str) -> LawNote:
    return LawNote(
        citation_id=citation.id,
        cite=citation.cite,
        says=citation.says,
        mark=citation.mark,
        finding_keys=tuple(sorted(keys)),
        jurisdiction=jurisdiction_of(citation.id),
        why=why,
    )
