"""The district's own record in words: the same rows in every format that people read."""

from datetime import date, datetime

from analyzer.core.record import LoggedStep, ReviewRecord
from analyzer.core.reports import Report
from analyzer.core.reviews import Decision, DecisionKind, RequestState, VettingRequest
from analyzer.core.rules import Rulebook

NOT_RECORDED = "not recorded"
UNDECIDED = "Nobody has decided yet."

DECISION_LABEL: dict[DecisionKind, str] = {
    DecisionKind.APPROVE: "Approved",
    DecisionKind.APPROVE_WITH_AGREEMENT: "Approved with a signed data agreement",
    DecisionKind.APPROVE_WITH_CONDITIONS: "Approved with conditions",
    DecisionKind.DENY: "Denied",
    DecisionKind.DEFER: "Put off",
}
_REQUEST_LABEL: dict[RequestState, str] = {
    RequestState.OPEN: "waits for a decision",
    RequestState.DECIDED: "decided",
    RequestState.WITHDRAWN: "withdrawn",
}

LOG_HEADER = ("When (UTC)", "Who", "What", "About")

Row = tuple[str, str]


def review_id(report: Report, record: ReviewRecord) -> str:
    """Return the review's name: the vendor's id and the report's number, or its date where it has none."""
    number = f"{report.provenance.made_at:%Y%m%d}" if record.number is None else record.number
    return f"{report.vendor.id}-{number}"


def decision_words(record: ReviewRecord) -> str:
    """Return the decision in one sentence with who took it, until when it holds, and the next check."""
    decision = record.decision
    if decision is None:
        said = UNDECIDED
    else:
        second = f" and {decision.second_approver}" if decision.second_approver else ""
        until = f", until {decision.expires_on}" if decision.expires_on else ""
        said = (
            f"{DECISION_LABEL[decision.kind]} by {decision.decider}{second} on "
            f"{decision.decided_at:%Y-%m-%d}{until}."
        )
    return f"{said} Next check due {record.next_review}." if record.next_review else said


def record_rows(report: Report, rulebook: Rulebook, record: ReviewRecord) -> tuple[Row, ...]:
    """Return the record as label and value, every label each time, requests before the decision."""
    made = report.provenance
    requests: list[Row] = []
    for number, request in enumerate(record.requests, start=1):
        name = "Request" if len(record.requests) == 1 else f"Request {number}"
        requests.append((name, request_words(request, rulebook)))
    return (
        ("Review", review_id(report, record)),
        ("District", record.district or NOT_RECORDED),
        ("Compared with", f"profile {made.profile_id} ({made.profile_digest[:12]})"),
        *(requests or [("Request", NOT_RECORDED)]),
        *_decision_rows(record.decision),
        ("Next check due", _day(record.next_review)),
        ("Documents last fetched", _day(record.last_checked)),
        ("Note to the public", record.public_note or NOT_RECORDED),
    )


def _decision_rows(decision: Decision | None) -> tuple[Row, ...]:
    if decision is None:
        names = (
            "Decision",
            "Reason",
            "Decided by",
            "Second approver",
            "Decided on",
            "Conditions",
            "Runs out on",
        )
        return tuple((name, NOT_RECORDED) for name in names)
    return (
        ("Decision", DECISION_LABEL[decision.kind]),
        ("Reason", decision.reason or NOT_RECORDED),
        ("Decided by", decision.decider),
        ("Second approver", decision.second_approver or "none"),
        ("Decided on", f"{decision.decided_at:%Y-%m-%d}"),
        ("Conditions", "\n".join(decision.conditions) or "none"),
        ("Runs out on", str(decision.expires_on) if decision.expires_on else "no date set"),
    )


def request_words(request: VettingRequest, rulebook: Rulebook) -> str:
    """Return a request on a few lines: who asks for what, for whom, why, and with which data."""
    edition = f" ({request.edition})" if request.edition else ""
    school = f", {request.school}" if request.school else ""
    labels = {element.id: element.label for element in rulebook.elements}
    parts = (
        ("Grades", ", ".join(request.grades)),
        ("Subjects", ", ".join(request.subjects)),
        ("Students", "" if request.pupils is None else str(request.pupils)),
        ("Sign-in", request.sign_in.value if request.sign_in else ""),
        ("Use", request.purpose),
        ("Data", ", ".join(labels.get(name, name) for name in request.data_needed)),
        ("Note", request.note),
    )
    who = f"{request.product}{edition}: asked for by {request.requested_by}{school}"
    lines = [f"{who}, {request.received_at:%Y-%m-%d}; {_REQUEST_LABEL[request.state]}"]
    lines.extend(f"{name}: {value}" for name, value in parts if value)
    return "\n".join(lines)


def log_rows(record: ReviewRecord) -> tuple[tuple[str, ...], ...]:
    """Return the log as rows of `LOG_HEADER`, oldest first."""
    return tuple(
        (
            f"{step.made_at:%Y-%m-%d %H:%M}",
            step.person,
            step.action.replace("_", " "),
            "; ".join(filter(None, (_subject(step), *(f"{name}: {value}" for name, value in step.detail)))),
        )
        for step in record.log
    )


def _subject(step: LoggedStep) -> str:
    decided = {kind.value: label for kind, label in DECISION_LABEL.items()}
    return decided.get(step.subject, step.subject)


def answer_words(record: ReviewRecord | None, question_id: str) -> str:
    """Say when a question was sent and what the vendor answered; empty where neither is recorded."""
    for found in record.answers if record else ():
        if found.question_id == question_id:
            sent = f"Sent {found.sent_on}." if found.sent_on else ""
            when = f" on {found.answered_on}" if found.answered_on else ""
            where = f" ({found.evidence})" if found.evidence else ""
            said = f"Answered{when}: {found.answer}{where}" if found.answer else "No answer yet."
            return f"{sent} {said}".strip()
    return ""


def _day(moment: date | datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else NOT_RECORDED
