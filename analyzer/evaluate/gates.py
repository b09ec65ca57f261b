"""Measure the gates on real documents: what is scored of the pages that must not be, and the reverse."""

import json
import mimetypes
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from analyzer.core.documents import Document, Snapshot, Source
from analyzer.core.errors import ExtractError, UsageError
from analyzer.extract import extract

CLEAR_CLASSES = (
    "blog_post",
    "cookie_banner_only",
    "empty_or_shell",
    "error_page",
    "js_shell_or_challenge",
    "login_wall",
    "non_english",
)
"""The classes of which nothing may be scored."""

FULL_CHARACTERS = 6000
"""From this many characters on a document counts as a full one, whose refusal is a mistake."""

READ_BY_HAND = frozenset(
    {
        "cookie_banner_only--tosdr-scan--mitre--shield-privacy-policy.html",
        "error_page--tosdr-scan--artemislena-eu--privacy-policy.html",
        "error_page--tosdr-scan--kprofiles--disclaimer.html",
        "js_shell_or_challenge--tosback-hist--ruqqus--privacy-policy--2021-04-05.html",
        "js_shell_or_challenge--tosdr-scan--anti-captcha--privacy-policy.html",
        "js_shell_or_challenge--tosdr-scan--cheap-captcha--privacy-policy.html",
        "login_wall--tosback-hist--cocorahs--privacy-policy--2021-03-28.html",
        "login_wall--tosback-hist--mokum--privacy-policy--2021-05-30.html",
        "login_wall--tosback-hist--rationalwiki--privacy-policy--2021-05-30.html",
        "login_wall--tosdr-scan--citsci-org--data-use-policy.html",
        "login_wall--tosdr-scan--multilogin-software--kyc-policy.html",
    }
)
"""Files that the manifest's heuristic puts into a clear class, but that hold a short policy, when read."""

_FOLDERS = ("html", "markdown", "pdf")
_BROKEN = "broken_file"
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # when a file was fetched does not matter here


@dataclass(frozen=True, slots=True, kw_only=True)
class GateScores:
    """What the gates did.

    `confusion` counts (class, status) over the negatives. `scored` are the files of clear classes
    that were scored against the rule; `scored_policies` those that a reader finds to be short
    policies after all. `full` and `refused` count and name the full English documents by half of
    the vendors: `tune`, on which the gates were tuned, and `held`.
    """

    confusion: tuple[tuple[str, str, int], ...]
    scored: tuple[str, ...]
    scored_policies: tuple[str, ...]
    full: tuple[tuple[str, int], ...]
    refused: tuple[tuple[str, str, str], ...]

    @property
    def refused_share(self) -> float:
        """The share (0–1) of full English documents that was refused, garbled ones among them."""
        return len(self.refused) / max(1, sum(count for _, count in self.full))

    def render(self) -> str:
        """Return the confusion table and the figures as text."""
        lines = ["Negatives: class → status", ""]
        classes = sorted({name for name, _, _ in self.confusion})
        for name in classes:
            statuses = ", ".join(f"{status} {n}" for one, status, n in self.confusion if one == name)
            lines.append(f"  {'* ' if name in CLEAR_CLASSES else '  '}{name:<26} {statuses}")
        lines += ["", "  * none of these may be scored", f"Scored though clear: {len(self.scored)}"]
        lines += [f"  {file}" for file in self.scored]
        lines.append(f"Scored, and short policies when read by hand: {len(self.scored_policies)}")
        lines += [f"  {file}" for file in self.scored_policies]
        lines += ["", "Full English documents (more than 6,000 characters)"]
        for half, count in self.full:
            refused = [one for one in self.refused if one[0] == half]
            lines.append(f"  {half}: {count}, refused {len(refused)} ({len(refused) / max(1, count):.2%})")
            lines += [f"    {status:<14} {file}" for _, file, status in refused]
        lines.append(f"  all: refused {self.refused_share:.2%}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    file: str
    vendor: str
    negative_class: str | None
    characters: int
    language: str | None


def measure_gates(documents_dir: Path) -> GateScores:
    """Read every negative and every full English document under a folder with its `manifest.jsonl`.

    Raises:
        UsageError: the folder has no manifest.
    """
    entries = tuple(_manifest(documents_dir))
    negatives = [one for one in entries if one.negative_class]
    status = {one.file: _status(documents_dir / one.file) for one in negatives}
    full = [one for one in entries if _is_full(one)]
    read = [(one, _status(documents_dir / one.file)) for one in full]
    clear = [one for one in negatives if one.negative_class in CLEAR_CLASSES and status[one.file] in _SCORED]
    names = sorted(Path(one.file).name for one in clear)
    return GateScores(
        confusion=_confusion((one.negative_class or "", status[one.file]) for one in negatives),
        scored=tuple(name for name in names if name not in READ_BY_HAND),
        scored_policies=tuple(name for name in names if name in READ_BY_HAND),
        full=tuple(sorted(Counter(half_of(one.vendor) for one in full).items())),
        refused=tuple((half_of(one.vendor), one.file, got) for one, got in read if got not in _SCORED),
    )


def half_of(vendor: str) -> str:
    """Return the half (`tune` or `held`) that a vendor belongs to, the same on every machine."""
    return "tune" if zlib.crc32(vendor.lower().encode()) % 2 else "held"


_SCORED = frozenset({"read", "partly_read"})


def _manifest(folder: Path) -> Iterator[_Entry]:
    path = folder / "manifest.jsonl"
    if not path.is_file():
        raise UsageError(f"{folder} has no manifest.jsonl. Name the folder that holds the real documents.")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield _Entry(
                file=row["file"],
                vendor=row.get("vendor") or "",
                negative_class=row.get("negative_class"),
                characters=row.get("text_chars") or 0,
                language=row.get("lang"),
            )


def _is_full(entry: _Entry) -> bool:
    """Tell whether an entry is a full English document; the manifest leaves Markdown's language out."""
    in_folder = entry.file.partition("/")[0] in _FOLDERS
    return in_folder and entry.characters > FULL_CHARACTERS and entry.language in {None, "", "en"}


def _status(path: Path) -> str:
    try:
        return read_file(path).status.value
    except ExtractError:
        return _BROKEN


def read_file(path: Path) -> Document:
    """Return the document in a file, as if it had been served with the type its name says.

    Raises:
        ExtractError: the file is broken.
    """
    content = path.read_bytes()
    snapshot = Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=path.name),
        final_url=path.name,
        fetched_at=_MOMENT,
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        content=content,
    )
    return extract(snapshot, document_id="d1")


def _confusion(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    counted = Counter(pairs)
    return tuple((name, status, count) for (name, status), count in sorted(counted.items()))
