"""`analyzer review add`, `edit`, `close`, `reopen`: what the machine missed or misread, and when to stop."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.judging import Key, Reviewer, VendorName, finding_of, review_of
from analyzer.cli.surroundings import (
    listed,
    newest_report,
    now,
    one_line,
    open_list,
    rulebook,
    say,
    settings,
)
from analyzer.core.documents import Span
from analyzer.core.errors import UsageError
from analyzer.core.findings import Asserted, Qualifier, Scope, finding_key
from analyzer.core.reviews import Edit, Review, ReviewLock, ReviewVerdict

if TYPE_CHECKING:
    from analyzer.core.documents import Document
    from analyzer.core.reports import Report
    from analyzer.settings import Settings

Why = Annotated[str, typer.Option(help="Why, in a sentence.")]


def add(
    vendor: VendorName,
    words: Annotated[str, typer.Argument(help="The clause, word for word as the document has it.")],
    *,
    practice: Annotated[str, typer.Option(help="The practice it states, such as sale.no_sale_commitment.")],
    reviewer: Reviewer,
    reason: Annotated[str, typer.Option(help="Why; may be left out.")] = "",
    document: Annotated[str, typer.Option(help="Only documents whose address holds this.")] = "",
) -> None:
    """Add a clause that the machine missed; it is kept with its exact place in the document."""
    chosen = settings()
    _check_practice(chosen, practice)
    with open_list(chosen) as store:
        report = newest_report(store, vendor)
        where, span = _place(report, words, document)
        quote = span.of(where.text)
        made = Review(
            vendor_id=report.vendor.id,
            finding_key=finding_key(practice, quote),
            practice_id=practice,
            quote=quote,
            location=where.source.location,
            verdict=ReviewVerdict.ADDED,
            reason=reason,
            reviewer=reviewer,
            made_at=now(),
            snapshot_id=where.snapshot_id,
            span=span,
        )
        before = store.reviews.history(report.vendor.id, made.finding_key)
        store.reviews.add(made, seen=before[-1].revision if before else 0)
    typer.echo(f"added: {practice}, characters {span.start} to {span.end} of {one_line(made.location)}")
    typer.echo(f"    {one_line(quote)}")
    say(f"To score with it: analyzer rescore {report.vendor.id} --offline")


def edit(  # noqa: PLR0913  options of a command, not arguments of a function
    vendor: VendorName,
    finding: Key,
    *,
    reviewer: Reviewer,
    reason: Why,
    practice: Annotated[str | None, typer.Option(help="Another practice.")] = None,
    asserted: Annotated[Asserted | None, typer.Option(help="Whether it states it or its opposite.")] = None,
    scope: Annotated[Scope | None, typer.Option(help="Whom it is about.")] = None,
    qualifier: Annotated[Qualifier | None, typer.Option(help="What narrows it.")] = None,
    severity: Annotated[int | None, typer.Option(min=0, max=4, help="How bad it is, 0 to 4.")] = None,
) -> None:
    """Say how a clause is to be read where the machine misread it; what is left out stays."""
    change = Edit(
        practice_id=practice, asserted=asserted, scope=scope, qualifier=qualifier, severity=severity
    )
    if change == Edit():
        raise UsageError("Say what is to be read otherwise: --practice, --asserted, --scope, … .")
    chosen = settings()
    if practice is not None:
        _check_practice(chosen, practice)
    with open_list(chosen) as store:
        report = newest_report(store, vendor)
        found = finding_of(report, finding)
        made = review_of(report, found, ReviewVerdict.EDITED, reviewer, reason, edit=change)
        before = store.reviews.history(report.vendor.id, found.key)
        store.reviews.add(made, seen=before[-1].revision if before else 0)
    typer.echo(f"edited: {found.practice_id}\n    {one_line(found.evidence.quote)}")
    say(f"To score with it: analyzer rescore {report.vendor.id} --offline")


def close(vendor: VendorName, *, reviewer: Reviewer, reason: Why) -> None:
    """Close a vendor's review: no verdict can be given until somebody reopens it."""
    _lock(vendor, reviewer, reason, closed=True)


def reopen(vendor: VendorName, *, reviewer: Reviewer, reason: Why) -> None:
    """Reopen a vendor's closed review; who did it and why stays in the log."""
    _lock(vendor, reviewer, reason, closed=False)


def _lock(vendor: str, person: str, reason: str, *, closed: bool) -> None:
    with open_list(settings()) as store:
        one = listed(store, vendor)
        before = store.reviews.lock(one.id)
        if before.closed is closed:
            standing = "closed" if closed else "open"
            raise UsageError(f"The review of {one.name} is {standing} already. Nothing was changed.")
        lock = ReviewLock(vendor_id=one.id, closed=closed, person=person, reason=reason, made_at=now())
        store.reviews.set_lock(lock, seen=before.revision)
    typer.echo(f"{one_line(one.name)}: review {'closed' if closed else 'reopened'} by {one_line(person)}")


def _check_practice(chosen: "Settings", practice: str) -> None:
    if practice not in {known.id for known in rulebook(chosen).practices}:
        raise UsageError(f"There is no practice {practice!r}. rules/README.md lists them.")


def _place(report: "Report", words: str, location: str) -> "tuple[Document, Span]":
    """Return the one document that holds these words, and where; how they are spaced does not matter."""
    wanted = r"\s+".join(re.escape(word) for word in words.split())
    found = [
        (document, Span(*match.span()))
        for document in report.documents
        if location in document.source.location
        and wanted
        and (match := re.search(wanted, document.text)) is not None
    ]
    if not found:
        raise UsageError(f"No document of {report.vendor.name} holds these words. Copy them from the report.")
    if len(found) > 1:
        places = ", ".join(document.source.location for document, _ in found)
        raise UsageError(f"These words stand in several documents: {places}. Name one: --document …")
    return found[0]
