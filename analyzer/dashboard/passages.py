"""Vendors' words on the page: always as text, whatever they contain."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from analyzer.core.documents import Document, Span

_STYLE = Markup(
    "<style>.passage{white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.55;margin:0}"
    ".passage mark{background:#ffe08a;color:#1a1a1a;padding:0 .1em;border-radius:.15em}</style>"
)
_AROUND = 280  # characters of context on either side of a quote


def marked(text: str, spans: Iterable[Span], *, within: Span | None = None) -> str:
    """Return `text` as HTML in which every character of it is escaped and `spans` are marked.

    Only the part `within` is shown; spans are offsets into the whole text and may overlap.
    """
    shown = within or Span(0, len(text))
    parts: list[Markup] = []
    position = shown.start
    for start, end in _merged(spans, shown):
        parts += [escape(text[position:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        position = end
    parts.append(escape(text[position : shown.end]))
    return str(_STYLE + Markup('<p class="passage" dir="auto">') + Markup().join(parts) + Markup("</p>"))


def around(document: Document, span: Span) -> Span:
    """Return the passage in which a quote is shown: some sentences before and behind it."""
    start = document.text.rfind("\n", 0, max(0, span.start - _AROUND)) + 1
    end = document.text.find("\n", span.end + _AROUND)
    return Span(start, len(document.text) if end < 0 else end)


def _merged(spans: Iterable[Span], shown: Span) -> Sequence[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        start, end = max(span.start, shown.start), min(span.end, shown.end)
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
