"""From what a person names (a file, an address) to snapshots, and to the sources that gave none."""

import platform
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from analyzer.core.documents import Snapshot, Source, Vendor
from analyzer.core.errors import FetchError
from analyzer.core.reports import UnreadSource
from analyzer.fetch import Fetcher, FetchPolicy, NotModified, read_file
from analyzer.pipeline.telling import Stage, Step, Tell, nobody
from analyzer.pipeline.version import analyzer_version

Obtain = Callable[[Source], Snapshot]
"""Return the bytes behind a source, or raise FetchError."""


def is_address(location: str) -> bool:
    """Tell whether a location is a web address, rather than a path."""
    return "://" in location


def fetch_policy(contact: str, allow_hosts: Iterable[str] = ()) -> FetchPolicy:
    """Return our manners on the web: who we are, whom to write to, which private hosts are ours."""
    agent = (
        f"vendor-policy-analyzer/{analyzer_version()} (+{contact if ':' in contact else 'mailto:' + contact})"
    )
    return FetchPolicy(user_agent=agent, allowed_private_hosts=frozenset(allow_hosts))


def fetcher_for(contact: str, allow_hosts: Iterable[str], clock: Callable[[], datetime]) -> Fetcher:
    """Return a fetcher with our manners. Without a contact, this machine's name stands in for one."""
    address = contact or f"operator@{platform.node() or 'localhost'}"
    return Fetcher(fetch_policy(address, allow_hosts), clock=clock)


def obtain(source: Source, vendor_id: str, fetcher: Fetcher, now: Callable[[], datetime]) -> Snapshot:
    """Return the bytes of one source: a file is read, an address fetched. Raises FetchError."""
    if not is_address(source.location):
        return read_file(Path(source.location), source, fetched_at=now())
    got = fetcher.for_vendor(vendor_id).fetch(source)
    if isinstance(got, NotModified):  # we sent no validators, so a server that says this is wrong
        raise FetchError(
            f"{source.location} answered 'not modified' to an unconditional request.",
            kind="bad_response",
            remedy="Open the page, save it, and upload the file.",
        )
    return got


def obtain_all(
    vendor: Vendor, get: Obtain, *, tell: Tell = nobody
) -> tuple[tuple[Snapshot, ...], tuple[UnreadSource, ...]]:
    """Return the snapshots of a vendor's sources, and each source that gave none with its reason."""
    snapshots: list[Snapshot] = []
    unread: list[UnreadSource] = []
    for number, source in enumerate(vendor.sources, start=1):
        step = Step(stage=Stage.FETCH, location=source.location, number=number, total=len(vendor.sources))
        tell(step)
        try:
            snapshots.append(get(source))
        except FetchError as error:
            tell(replace(step, stage=Stage.NOT_FETCHED, reason=str(error)))
            unread.append(unread_source(source, error))
    return tuple(snapshots), tuple(unread)


def unread_source(source: Source, error: FetchError) -> UnreadSource:
    """Return the line of a report for a source that could not be obtained."""
    reason = str(error).removesuffix(error.remedy).strip()
    return UnreadSource(location=source.location, kind=source.kind, reason=reason, remedy=error.remedy)
