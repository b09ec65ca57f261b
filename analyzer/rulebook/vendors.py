"""The declared vendors: `data/vendors/<id>.yaml` to `Vendor`, and finding one by name."""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from rapidfuzz import fuzz, process, utils

from analyzer.core.documents import DocumentKind, Source, Vendor
from analyzer.core.errors import RuleError, UsageError
from analyzer.rulebook.files import Strict, gather, read_checked

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEAR: Final = 70  # of 100: how alike a name must be to be suggested
_SUGGESTIONS: Final = 3


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or value != value.strip():
        raise ValueError("must be a web address that begins with https:// or http://")
    return value


class SourceEntry(Strict):
    """Where one document of a vendor is published."""

    kind: DocumentKind | None = None
    location: str
    rank: int | None = Field(default=None, ge=1, le=6)

    _address = field_validator("location")(_web_address)


class VendorFile(Strict):
    """The whole of one vendor's file; its id is the file's name."""

    name: str = Field(min_length=1)
    homepage: str | None = None
    groups: tuple[str, ...] = ()
    sources: tuple[SourceEntry, ...] = ()

    @field_validator("homepage")
    @classmethod
    def _home(cls, value: str | None) -> str | None:
        return None if value is None else _web_address(value)

    def to_core(self, vendor_id: str) -> Vendor:
        """Return the vendor that the file declares."""
        return Vendor(
            id=vendor_id,
            name=self.name,
            homepage=self.homepage,
            groups=self.groups,
            sources=tuple(Source(location=s.location, kind=s.kind, rank=s.rank) for s in self.sources),
        )


def load_vendors(folder: Path) -> tuple[Vendor, ...]:
    """Return the vendors declared in `folder`, ordered by id.

    Raises RuleError that lists every mistake of every file as `file:line: field: message`.
    """
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such folder. Point the vendors setting at a folder of vendor files.")
    paths = sorted(folder.glob("*.yaml"))
    mistakes = [
        f"{_shown(p)}:1: file: must be named in lower-case letters, digits and hyphens"
        for p in paths
        if not _ID.fullmatch(p.stem)
    ]
    if mistakes:
        raise RuleError("\n".join(mistakes))
    files = gather([partial(read_checked, path, VendorFile, shown=_shown(path)) for path in paths])
    vendors = tuple(file.to_core(path.stem) for path, file in zip(paths, files, strict=True))
    _refuse_namesakes(vendors)
    return vendors


def find_vendor(vendors: Sequence[Vendor], name: str) -> Vendor:
    """Return the vendor of that id or name; case, spaces and punctuation do not count.

    Where no vendor has exactly that name, one whose name begins with it (in whole words) does, if
    it is the only one. Raises UsageError that names the nearest ones.
    """
    wanted = _folded(name)
    exact = [v for v in vendors if wanted and wanted in (_folded(v.id), _folded(v.name))]
    if len(exact) == 1:
        return exact[0]
    words = utils.default_process(name).split()
    beginning = [v for v in vendors if words and _words(v)[: len(words)] == words]
    if not exact and len(beginning) == 1:
        return beginning[0]
    raise UsageError(_unknown(name, exact or beginning or _nearest(vendors, name)))


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _refuse_namesakes(vendors: Sequence[Vendor]) -> None:
    first: dict[str, str] = {}
    mistakes = []
    for vendor in vendors:
        other = first.setdefault(_folded(vendor.name), vendor.id)
        if other != vendor.id:
            mistakes.append(f"{vendor.id}.yaml:1: name: {vendor.name!r} is declared in {other}.yaml too")
    if mistakes:
        raise RuleError("\n".join(mistakes))


def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _words(vendor: Vendor) -> list[str]:
    return utils.default_process(vendor.name).split()


def _nearest(vendors: Sequence[Vendor], name: str) -> list[Vendor]:
    found = process.extract(
        name,
        [v.name for v in vendors],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=_NEAR,
        limit=_SUGGESTIONS,
    )
    return [vendors[index] for _, _, index in found]


def _unknown(name: str, near: Sequence[Vendor]) -> str:
    if not near:
        return f"No vendor is called {name!r}. Give its web address, or add a file for it to the vendors."
    meant = " or ".join(f"{v.name} ({v.id})" for v in near[:_SUGGESTIONS])
    return f"No vendor is called exactly {name!r}. Did you mean {meant}?"
