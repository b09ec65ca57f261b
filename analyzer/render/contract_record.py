"""The district's own record as part of the public JSON: request, decision, next check, log."""

from datetime import date, datetime

from pydantic import Field

from analyzer.core.profile import SignIn
from analyzer.core.reviews import DecisionKind, RequestState
from analyzer.render.contract_base import Public


class PublicRequest(Public):
    """Somebody at a school asks to use the product."""

    product: str = Field(description="The product asked for.")
    edition: str = Field(description="Its edition; empty where not told.")
    requester: str = Field(description="Who asks.")
    school: str = Field(description="The school; empty where not told.")
    grades: tuple[str, ...] = Field(description="Grades that would use it.")
    subjects: tuple[str, ...] = Field(description="Subjects that it is for.")
    student_count: int | None = Field(description="How many pupils would use it; null where not told.")
    sign_in_method: SignIn | None = Field(description="How pupils sign in; null where not told.")
    use_description: str = Field(description="Why it is needed.")
    data_needed: tuple[str, ...] = Field(description="Ids of the data elements that pupils would give.")
    note: str = Field(description="Anything else.")
    received_at: datetime = Field(description="When the request came in (UTC).")
    state: RequestState = Field(description="What became of it.")


class PublicLogged(Public):
    """One line of the log."""

    made_at: datetime = Field(description="When it was done (UTC).")
    person: str = Field(description="Who did it.")
    action: str = Field(description="What was done.")
    subject: str = Field(description="What it was done to.")
    detail: dict[str, str] = Field(description="More about it, by name.")


class PublicRecord(Public):
    """The district's own record of the review; what nobody recorded is null or empty."""

    review_id: str = Field(description="Name of the review: the vendor's id and the report's number or date.")
    district: str = Field(description="Name of the district.")
    requests: tuple[PublicRequest, ...] = Field(description="Requests for the vendor's products.")
    decision: DecisionKind | None = Field(description="What the district decided; null where nothing.")
    decider: str = Field(description="Who decided.")
    second_approver: str = Field(description="Who approved, too.")
    decision_date: datetime | None = Field(description="When it was decided (UTC).")
    reason: str = Field(description="Why.")
    conditions: tuple[str, ...] = Field(description="Conditions of the approval.")
    expires_at: date | None = Field(description="Day on which the decision runs out.")
    next_review: date | None = Field(description="Day on which the next check is due.")
    last_checked: datetime | None = Field(description="Last attempt to fetch the documents (UTC).")
    public_note: str = Field(description="What the district tells the public.")
    audit_log: tuple[PublicLogged, ...] = Field(description="Who did what and when, oldest first.")
