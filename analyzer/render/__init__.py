"""A report as terminal text, JSON, Markdown, HTML and more."""

from collections.abc import Callable

from analyzer.core.errors import UsageError
from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.render.blocks import Letterhead
from analyzer.render.headline import headline, score_words
from analyzer.render.json_report import render_json, report_schema
from analyzer.render.markdown import render_md
from analyzer.render.pdf import render_pdf
from analyzer.render.terminal import render_txt, terminal_text
from analyzer.render.web import render_html
from analyzer.render.word import render_docx

Renderer = Callable[[Report, Rulebook], bytes]

RENDERERS: dict[str, Renderer] = {
    "txt": render_txt,
    "json": render_json,
    "md": render_md,
    "html": render_html,
    "docx": render_docx,
    "pdf": render_pdf,
}


def render(report: Report, rulebook: Rulebook, format_name: str) -> bytes:
    """Return the report in one of `RENDERERS`' formats.

    Raises:
        UsageError: no such format.
    """
    renderer = RENDERERS.get(format_name)
    if renderer is None:
        raise UsageError(f"No report format '{format_name}'. Use one of: {', '.join(RENDERERS)}.")
    return renderer(report, rulebook)


__all__ = [
    "RENDERERS",
    "Letterhead",
    "Renderer",
    "headline",
    "render",
    "render_docx",
    "render_html",
    "render_json",
    "render_md",
    "render_pdf",
    "render_txt",
    "report_schema",
    "score_words",
    "terminal_text",
]
