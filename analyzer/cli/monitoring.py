"""`analyzer monitor`: for cron or a timer; tells what matters, once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.listing import chosen_vendors, run_pass
from analyzer.cli.surroundings import (
    EXIT_FAIL_ON,
    EXIT_SOME_FAILED,
    now,
    one_line,
    open_list,
    put_json,
    rulebook,
    say,
    settings,
)

if TYPE_CHECKING:
    from analyzer.batch.monitoring import Notice, Watch
    from analyzer.store import Store

_TITLE = "Vendors' policies: {count} to look at"


def monitor(  # noqa: PLR0913 - one parameter for each option
    *,
    state: Annotated[Path, typer.Option(help="The folder of the feed and of what was told already.")],
    notify: Annotated[
        list[str] | None,
        typer.Option(
            envvar="ANALYZER_NOTIFY",
            help="Where to send the digest: addresses of Apprise (extra `notify`), such as mailto://….",
        ),
    ] = None,
    offline: Annotated[bool, typer.Option(help="Fetch nothing: look at stored documents only.")] = False,
    due: Annotated[bool, typer.Option("--due", help="Fetch only vendors that are due.")] = False,
    points: Annotated[float, typer.Option(help="From how many points on a score matters.")] = 5.0,
    failures: Annotated[int, typer.Option(help="After how many failures a document matters.")] = 3,
    days: Annotated[int, typer.Option(help="How many days before it ends an agreement matters.")] = 60,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 where there is news.")] = False,
    json_output: Annotated[bool, typer.Option("--json", help="Print the news as JSON.")] = False,
) -> None:
    """Score the list again and tell what matters: each thing once, to people, a feed, and the exit code."""
    from analyzer.batch.monitoring import Watch
    from analyzer.core.wire import to_wire

    chosen = settings()
    titles = {practice.id: practice.title for practice in rulebook(chosen).practices}
    watch = Watch(titles=titles, points=points, failures=failures, days=days)
    with open_list(chosen) as store:
        summary = run_pass(store, chosen, chosen_vendors(store, None, due=due), offline=offline)
        sent, fresh = _tell_news(store, state, watch, notify or [])
    if json_output:
        put_json([to_wire(one) for one in fresh])
    else:
        for one in fresh:
            typer.echo(one_line(one.sentence))
    say(f"{len(summary.outcomes)} vendors looked at, {len(fresh)} news")
    if not sent or summary.failed:
        raise typer.Exit(EXIT_SOME_FAILED)
    if fresh and exit_code:
        raise typer.Exit(EXIT_FAIL_ON)


def _tell_news(
    store: "Store", folder: Path, watch: "Watch", addresses: list[str]
) -> tuple[bool, "tuple[Notice, ...]"]:
    """Send what is new, and keep that it was sent; what could not be sent is tried again the next time."""
    from analyzer.batch.monitoring import newest_numbers, notices
    from analyzer.batch.watchbook import Book, read_book, write_book

    book = read_book(folder) or Book()
    found = notices(store, store.vendors.all(), dict(book.seen), watch, now())
    fresh = book.fresh(found)
    sent = _sent(fresh, addresses)
    if sent:
        write_book(folder, book.after(fresh, newest_numbers(store)))
    return sent, fresh


def _sent(fresh: "tuple[Notice, ...]", addresses: list[str]) -> bool:
    """Send the digest to every address; tell whether all went well. Nothing new is not sent."""
    from analyzer.core.errors import UsageError

    if not fresh or not addresses:
        return True
    try:
        import apprise
    except ModuleNotFoundError as error:
        raise UsageError("Notifications need one more package: pip install '.[notify]'.") from error
    sender = apprise.Apprise()
    for number, address in enumerate(addresses, start=1):
        if not sender.add(address):
            raise UsageError(f"Address {number} of --notify is none that Apprise knows.")
    lines = "\n".join(f"- {one_line(one.sentence)}" for one in fresh)
    if sender.notify(title=_TITLE.format(count=len(fresh)), body=lines, body_format="text"):
        return True
    say("The digest could not be sent everywhere. It is tried again the next time; see the addresses.")
    return False
