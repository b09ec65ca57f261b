"""A segment as the model sees it: its own words, and the words around it kept apart from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzer.core.documents import Document, Segment, SegmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The words of one segment and of its surroundings.

    `lead_in` introduces it, `headings` is its heading path from the outermost, `before` the segment
    before it, `kind` the kind of its document. `own` is never mixed with them: "advertisers" in a
    heading says something else than "advertisers" in the clause.
    """

    own: str
    lead_in: str = ""
    headings: str = ""
    before: str = ""
    kind: str = ""


def readable(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return the segments that can state something: no headings, no second copies."""
    return tuple(s for s in segments if s.kind is not SegmentKind.HEADING and s.repeats is None)


def views(document: Document, segments: Sequence[Segment]) -> tuple[View, ...]:
    """Return the view of each segment, in their order; `before` is the one before it in `segments`."""
    text = document.text
    own = [segment.span.of(text) for segment in segments]
    return tuple(
        View(
            own=own[index],
            lead_in=" ".join(span.of(text) for span in segment.lead_in),
            headings=" ".join(_headings(document, segment.section)),
            before=own[index - 1] if index else "",
            kind=document.kind.value,
        )
        for index, segment in enumerate(segments)
    )


def _headings(document: Document, section: int | None) -> list[str]:
    path: list[str] = []
    while section is not None:
        found = document.sections[section]
        path.insert(0, found.heading.of(document.text))
        section = found.parent
    return path
