"""What every command needs from around it: settings, kit, clock, and where to print."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from analyzer.core.errors import UsageError
from analyzer.settings import Settings, read_settings

if TYPE_CHECKING:
    from analyzer.core.documents import Vendor
    from analyzer.core.reports import Report
    from analyzer.core.rules import Rulebook
    from analyzer.fetch import Fetcher
    from analyzer.pipeline import Kit, KitPaths
    from analyzer.store import Store

BINARY = frozenset({"docx", "pdf", "xlsx", "parquet"})
"""The forms that a terminal cannot show."""
EXIT_FAIL_ON = 1
EXIT_USAGE = 2
EXIT_SOME_FAILED = 3


def now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def settings() -> Settings:
    """Return the settings in force."""
    return read_settings()


def kit_paths(chosen: Settings) -> "KitPaths":
    """Return where rulebook and profile are loaded from."""
    from analyzer.pipeline import KitPaths

    return KitPaths(rules=chosen.rules, profile=chosen.profile_path, model=chosen.model_path)


def kit(chosen: Settings) -> "Kit":
    """Return rulebook, compiled rules and profile."""
    from analyzer.pipeline import load_kit

    return load_kit(kit_paths(chosen))


def rulebook(chosen: Settings) -> "Rulebook":
    """Return the rulebook alone: enough to show a report that was made before."""
    from analyzer.rulebook import load_rulebook

    return load_rulebook(chosen.rules)


def open_list(chosen: Settings) -> "Store":
    """Return the open database of the list; an SQLite file is made where there is none."""
    from analyzer.store import open_store

    prefix = "sqlite:///"
    if chosen.database_url.startswith(prefix):
        Path(chosen.database_url.removeprefix(prefix)).parent.mkdir(parents=True, exist_ok=True)
    return open_store(chosen.database_url)


def listed(store: "Store", name: str) -> "Vendor":
    """Return the vendor of the list of that id or name; raises UsageError naming the nearest ones."""
    from analyzer.rulebook.vendors import find_vendor

    return find_vendor(store.vendors.all(), name)


def newest_report(store: "Store", name: str) -> "Report":
    """Return the newest report of a vendor of the list; raises UsageError where it has none yet."""
    vendor = listed(store, name)
    report = store.reports.latest(vendor.id)
    if report is None:
        raise UsageError(f"{vendor.name} was not read yet. Run: analyzer rescore {vendor.id}")
    return report


def fetcher(chosen: Settings) -> "Fetcher":
    """Return the one fetcher of this run."""
    from analyzer.pipeline import fetcher_for

    return fetcher_for(chosen.contact, chosen.allow_hosts, now)


def say(message: str) -> None:
    """Print progress or an error to standard error."""
    typer.echo(message, err=True)


def one_line(text: str) -> str:
    """Return a stranger's text on one line, without characters that would steer the terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(text.split()))


def put(content: bytes, out: Path | None) -> None:
    """Write a result to `out`, or to standard output."""
    if out is None:
        typer.echo(content.decode(), nl=not content.endswith(b"\n"))
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}. Choose another place.") from error
    say(f"Wrote {out}")


def put_json(value: object) -> None:
    """Print plain values as JSON."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def need_file(form: str, out: Path | None) -> None:
    """Refuse to print to the terminal what it cannot show."""
    if out is None and form.rpartition(".")[2] in BINARY:
        raise UsageError(f"The format {form} is for a file. Name one: --out FILE.{form}")


def form_of(form: str | None, out: Path | None, known: tuple[str, ...], otherwise: str) -> str:
    """Return the format asked for, else the one that the file's name ends in, else `otherwise`.

    Raises UsageError for a format that there is not, or that cannot be printed.
    """
    ending = [] if out is None else [name for name in known if out.name.casefold().endswith(f".{name}")]
    chosen = form or max(ending, key=len, default=otherwise)
    if chosen not in known:
        raise UsageError(f"There is no format {chosen!r} here. Use one of: {', '.join(known)}.")
    need_file(chosen, out)
    return chosen
