"""What the district keeps beside a report: who asked, who decided, what was asked of the vendor, the log."""

from dataclasses import dataclass
from datetime import date, datetime

from analyzer.core.reviews import Decision, Review, VettingRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedStep:
    """One line of the log: who did what, to what, and when."""

    made_at: datetime
    person: str
    action: str
    subject: str = ""
    detail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorAnswer:
    """What became of a question to the vendor; `answer` is empty while it waits for one.

    `evidence` says where the answer stands, such as the name of a letter or an agreement.
    """

    question_id: str
    sent_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRecord:
    """The district's own record of one vendor's review, printed beside the report.

    `number` is the report's number in the list, None where it was never kept. `logo` holds the bytes
    of a PNG or JPEG picture. `reviews` are the verdicts in force on single findings, `next_review` is
    the day on which the vendor is to be looked at again, `last_checked` the time of the last attempt
    to fetch its documents. `public_note` is what the district tells the public.
    """

    number: int | None = None
    district: str = ""
    logo: bytes | None = None
    requests: tuple[VettingRequest, ...] = ()
    decision: Decision | None = None
    reviews: tuple[Review, ...] = ()
    answers: tuple[VendorAnswer, ...] = ()
    next_review: date | None = None
    last_checked: datetime | None = None
    public_note: str = ""
    log: tuple[LoggedStep, ...] = ()
