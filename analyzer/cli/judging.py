"""`analyzer review …` and `decide`: a person's word on a finding, and the district's on a vendor."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.surroundings import listed, newest_report, now, one_line, open_list, put_json, say, settings
from analyzer.core.errors import UsageError
from analyzer.core.reviews import Decision, DecisionKind, Review, ReviewVerdict

if TYPE_CHECKING:
    from analyzer.core.findings import Finding
    from analyzer.core.reports import Report
    from analyzer.core.reviews import Edit

review = typer.Typer(help="A person's verdict on single findings.", no_args_is_help=True)

VendorName = Annotated[str, typer.Argument(help="The id or name of a vendor of the list.")]
Key = Annotated[str, typer.Argument(help="The finding's key, or its beginning, from `review list`.")]
Reviewer = Annotated[str, typer.Option(help="Who says so.")]
_SHOWN = 12
"""How many characters of a key are shown; they tell all findings of a vendor apart."""


@review.command("list")
def list_findings(
    vendor: VendorName,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Also findings that were judged.")] = False,
    json_output: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """Show the findings of a vendor's newest report with their keys, those that decide answers first."""
    with open_list(settings()) as store:
        report = newest_report(store, vendor)
    deciding = {key for state in report.assessment.questions for key in state.decided_by}
    judged = {f.key for f in report.findings if f.status.value != "machine"}
    shown = {f.key: f for f in report.findings if everything or f.key not in judged}
    rows = sorted(shown.values(), key=lambda f: (f.key not in deciding, f.practice_id))
    if json_output:
        put_json([_as_json(finding, decides=finding.key in deciding) for finding in rows])
        return
    for finding in rows:
        decides = "  decides an answer" if finding.key in deciding else ""
        typer.echo(f"{finding.key[:_SHOWN]}  {finding.practice_id}  {finding.status.value}{decides}")
        typer.echo(f"    {one_line(finding.evidence.quote)}")


@review.command("confirm")
def confirm(
    vendor: VendorName,
    finding: Key,
    *,
    reviewer: Reviewer,
    reason: Annotated[str, typer.Option(help="Why; may be left out.")] = "",
) -> None:
    """Confirm that the machine read a clause rightly."""
    _judge(vendor, finding, ReviewVerdict.CONFIRMED, reviewer, reason)


@review.command("reject")
def reject(
    vendor: VendorName,
    finding: Key,
    *,
    reviewer: Reviewer,
    reason: Annotated[str, typer.Option(help="Why the clause does not say this.")],
) -> None:
    """Reject a finding: the clause does not say this. It stays in the report, and no longer counts."""
    _judge(vendor, finding, ReviewVerdict.REJECTED, reviewer, reason)


@review.command("withdraw")
def withdraw(
    vendor: VendorName,
    finding: Key,
    *,
    reviewer: Reviewer,
    reason: Annotated[str, typer.Option(help="Why the verdict is taken back.")],
) -> None:
    """Take the verdict on a finding back; both stay in the history."""
    _judge(vendor, finding, ReviewVerdict.WITHDRAWN, reviewer, reason)


def decide(  # noqa: PLR0913  options of a command, not arguments of a function
    vendor: VendorName,
    kind: Annotated[DecisionKind, typer.Argument(help="What the district decides.")],
    *,
    decider: Annotated[str, typer.Option(help="Who decides.")],
    reason: Annotated[str, typer.Option(help="Why; needed to deny or defer.")] = "",
    condition: Annotated[list[str] | None, typer.Option(help="A condition; may be given again.")] = None,
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day on which it runs out.")
    ] = None,
    second_approver: Annotated[str | None, typer.Option(help="Another person who approves, too.")] = None,
) -> None:
    """Record the district's decision on a vendor, with the report that it was taken on."""
    with open_list(settings()) as store:
        one = listed(store, vendor)
        newest = store.reports.newest(one.id)
        before = store.decisions.current(one.id)
        decision = Decision(
            vendor_id=one.id,
            kind=kind,
            decider=decider,
            decided_at=now(),
            reason=reason,
            second_approver=second_approver,
            expires_on=_day(expires),
            conditions=tuple(condition or ()),
            report=newest.number if newest else None,
        )
        kept = store.decisions.add(decision, seen=before.revision if before else 0)
    until = f", until {kept.expires_on}" if kept.expires_on else ""
    typer.echo(f"{one.name}: {kept.kind.value.replace('_', ' ')}, decided by {kept.decider}{until}")


def _judge(vendor: str, key: str, verdict: ReviewVerdict, reviewer: str, reason: str) -> None:
    with open_list(settings()) as store:
        report = newest_report(store, vendor)
        finding = finding_of(report, key)
        before = store.reviews.history(report.vendor.id, finding.key)
        made = review_of(report, finding, verdict, reviewer, reason)
        store.reviews.add(made, seen=before[-1].revision if before else 0)
    typer.echo(f"{verdict.value}: {finding.practice_id}\n    {one_line(finding.evidence.quote)}")
    say(f"To score with it: analyzer rescore {report.vendor.id} --offline")


def review_of(
    report: "Report",
    finding: "Finding",
    verdict: ReviewVerdict,
    reviewer: str,
    reason: str,
    *,
    edit: "Edit | None" = None,
) -> Review:
    """Return a verdict on a finding, with the words and the place it was given on."""
    document = next(d for d in report.documents if d.id == finding.evidence.document_id)
    return Review(
        vendor_id=report.vendor.id,
        finding_key=finding.key,
        practice_id=finding.practice_id,
        quote=finding.evidence.quote,
        location=document.source.location,
        verdict=verdict,
        reason=reason,
        reviewer=reviewer,
        made_at=now(),
        snapshot_id=document.snapshot_id,
        span=finding.evidence.span,
        edit=edit,
    )


def finding_of(report: "Report", key: str) -> "Finding":
    """Return the one finding whose key begins so; raises UsageError where there is none, or several."""
    found = {finding.key: finding for finding in report.findings if finding.key.startswith(key)}
    if len(found) != 1 or not key:
        many = "No finding has" if not found else f"{len(found)} findings have"
        raise UsageError(
            f"{many} a key that begins with {key!r}. See: analyzer review list {report.vendor.id}"
        )
    return next(iter(found.values()))


def _as_json(finding: "Finding", *, decides: bool) -> dict[str, object]:
    return {
        "key": finding.key,
        "practice": finding.practice_id,
        "quote": finding.evidence.quote,
        "confidence": finding.confidence,
        "status": finding.status.value,
        "decides": decides,
    }


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
