"""What every command needs from around it: settings, kit, clock, and where to print."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from analyzer.settings import Settings, read_settings

if TYPE_CHECKING:
    from analyzer.fetch import Fetcher
    from analyzer.pipeline import Kit, KitPaths

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

    return KitPaths(rules=chosen.rules, profile=chosen.profile_path)


def kit(chosen: Settings) -> "Kit":
    """Return rulebook, compiled rules and profile."""
    from analyzer.pipeline import load_kit

    return load_kit(kit_paths(chosen))


def fetcher(chosen: Settings) -> "Fetcher":
    """Return the one fetcher of this run."""
    from analyzer.pipeline import fetcher_for

    return fetcher_for(chosen.contact, chosen.allow_hosts, now)


def say(message: str) -> None:
    """Print progress or an error to standard error."""
    typer.echo(message, err=True)


def put(content: bytes, out: Path | None) -> None:
    """Write a result to `out`, or to standard output."""
    if out is None:
        typer.echo(content.decode(), nl=not content.endswith(b"\n"))
        return
    out.write_bytes(content)
    say(f"Wrote {out}")
