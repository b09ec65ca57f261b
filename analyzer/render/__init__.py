"""A report as terminal text, JSON, Markdown, HTML and more."""

from collections.abc import Callable

from analyzer.core.errors import UsageError
from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.render.blocks import Letterhead
from analyzer.render.columnar import findings_parquet, vendors_parquet
from analyzer.render.disclosures import (
    DISCLOSURES,
    render_disclosure_csv,
    render_disclosure_docx,
    render_disclosure_pdf,
)
from analyzer.render.families import FamilyEntry, family_site, write_site
from analyzer.render.headline import headline, score_words
from analyzer.render.json_report import render_json, report_schema
from analyzer.render.letter import render_letter_docx, render_letter_eml, render_letter_md
from analyzer.render.markdown import render_md
from analyzer.render.pdf import render_pdf
from analyzer.render.tables import render_csv, vendors_csv
from analyzer.render.terminal import render_full_txt, render_txt, terminal_text
from analyzer.render.web import render_html
from analyzer.render.word import render_docx
from analyzer.render.workbook import DueReview, due_reviews, render_xlsx, vendors_xlsx

Renderer = Callable[[Report, Rulebook, ReviewRecord | None], bytes]

RENDERERS: dict[str, Renderer] = {
    "txt": render_txt,
    "full.txt": render_full_txt,
    "json": render_json,
    "md": render_md,
    "html": render_html,
    "csv": render_csv,
    "xlsx": render_xlsx,
    "docx": render_docx,
    "pdf": render_pdf,
    "letter.docx": render_letter_docx,
    "letter.md": render_letter_md,
    "letter.eml": render_letter_eml,
}


def render(report: Report, rulebook: Rulebook, format_name: str, record: ReviewRecord | None = None) -> bytes:
    """Return the report in one of `RENDERERS`' formats, with the district's record where there is one.

    Raises:
        UsageError: no such format.
    """
    renderer = RENDERERS.get(format_name)
    if renderer is None:
        raise UsageError(f"No report format '{format_name}'. Use one of: {', '.join(RENDERERS)}.")
    return renderer(report, rulebook, record)


__all__ = [
    "DISCLOSURES",
    "RENDERERS",
    "DueReview",
    "FamilyEntry",
    "Letterhead",
    "Renderer",
    "due_reviews",
    "family_site",
    "findings_parquet",
    "headline",
    "render",
    "render_csv",
    "render_disclosure_csv",
    "render_disclosure_docx",
    "render_disclosure_pdf",
    "render_docx",
    "render_full_txt",
    "render_html",
    "render_json",
    "render_letter_docx",
    "render_letter_eml",
    "render_letter_md",
    "render_md",
    "render_pdf",
    "render_txt",
    "render_xlsx",
    "report_schema",
    "score_words",
    "terminal_text",
    "vendors_csv",
    "vendors_parquet",
    "vendors_xlsx",
    "write_site",
]
