"""The district's own record as its public record."""

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Report
from analyzer.core.reviews import VettingRequest
from analyzer.render.contract_record import PublicLogged, PublicRecord, PublicRequest
from analyzer.render.recorded import review_id

_EMPTY = ReviewRecord()


def public_record(report: Report, record: ReviewRecord | None) -> PublicRecord:
    """Return the record; every field is there, null or empty where nothing was recorded."""
    kept = record or _EMPTY
    decision = kept.decision
    return PublicRecord(
        review_id=review_id(report, kept),
        district=kept.district,
        requests=tuple(_request(request) for request in kept.requests),
        decision=decision.kind if decision else None,
        decider=decision.decider if decision else "",
        second_approver=(decision.second_approver or "") if decision else "",
        decision_date=decision.decided_at if decision else None,
        reason=decision.reason if decision else "",
        conditions=decision.conditions if decision else (),
        expires_at=decision.expires_on if decision else None,
        next_review=kept.next_review,
        last_checked=kept.last_checked,
        public_note=kept.public_note,
        audit_log=tuple(
            PublicLogged(
                made_at=step.made_at,
                person=step.person,
                action=step.action,
                subject=step.subject,
                detail=dict(step.detail),
            )
            for step in kept.log
        ),
    )


def _request(request: VettingRequest) -> PublicRequest:
    return PublicRequest(
        product=request.product,
        edition=request.edition,
        requester=request.requested_by,
        school=request.school,
        grades=request.grades,
        subjects=request.subjects,
        student_count=request.pupils,
        sign_in_method=request.sign_in,
        use_description=request.purpose,
        data_needed=request.data_needed,
        note=request.note,
        received_at=request.received_at,
        state=request.state,
    )
