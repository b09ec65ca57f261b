"""Blocks as a PDF: tagged, with bookmarks, page numbers and text that can be selected.

Typst sets the pages. Vendors' words reach it as data, never as markup; it runs without network.
"""

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.render.blocks import Block, Letterhead, letterhead_of
from analyzer.render.summary import summary

_EMPTY = Letterhead()


def render_pdf(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> bytes:
    """Return the review summary as PDF. Its date is the report's, so the same report gives the same bytes."""
    made = report.provenance.made_at
    return set_pages(
        summary(report, rulebook, record),
        title=f"{report.vendor.name}: privacy review",
        footer=f"Privacy review, {made:%Y-%m-%d}. Published words, not behaviour; not legal advice.",
        stamp=int(made.timestamp()),
        letterhead=letterhead_of(record),
    )


def set_pages(
    blocks: tuple[Block, ...], *, title: str, footer: str, stamp: int, letterhead: Letterhead = _EMPTY
) -> bytes:
    """Set blocks as PDF pages; `stamp` is the creation time in seconds since 1970."""
    page = {
        "title": title,
        "footer": footer,
        "district": letterhead.district,
        "logo": letterhead.logo is not None,
        "blocks": [{"kind": type(block).__name__.lower(), **asdict(block)} for block in blocks],
    }
    with TemporaryDirectory(prefix="analyzer-pdf-") as folder:
        root = Path(folder)
        template = files("analyzer.render").joinpath("templates/pages.typ").read_bytes()
        (root / "pages.typ").write_bytes(template)
        (root / "page.json").write_text(json.dumps(page), encoding="utf-8")
        if letterhead.logo is not None:
            (root / "logo").write_bytes(letterhead.logo)
        pdf = typst.compile(root / "pages.typ", root=root, format="pdf", timestamp=stamp)
    if not isinstance(pdf, bytes):
        raise TypeError("Typst returned several files where one PDF was asked for.")
    return pdf
