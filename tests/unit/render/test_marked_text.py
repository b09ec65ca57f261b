from dataclasses import replace

from analyzer.core.documents import Block, BlockKind, Span
from analyzer.render.marked_text import runs
from analyzer.render.presentation import Presentation
from tests.unit.render.make_report import make_finding, make_report, make_rulebook


def cut(report, document_id):
    shown = Presentation(report, make_rulebook())
    document = next(d for d in report.documents if d.id == document_id)
    return runs(document, shown.quotes), shown, document


def test_the_runs_joined_are_the_text_and_each_quote_is_marked():
    pieces, shown, document = cut(make_report(), "d1")
    assert "".join(piece.text for piece in pieces) == document.text
    for quoted in shown.quotes:
        if quoted.document.id == "d1":
            marked = "".join(piece.text for piece in pieces if quoted.anchor in piece.anchors)
            assert marked == quoted.quote
            assert sum(quoted.anchor in piece.opens for piece in pieces) == 1


def test_overlapping_quotes_keep_both_marks():
    report = make_report()
    inner = make_finding(report.documents[0], "student data to anyone", "ads.no_targeted")
    pieces, _, _ = cut(replace(report, findings=(*report.findings, inner)), "d1")
    both = [piece for piece in pieces if len(piece.anchors) == 2]
    assert "".join(piece.text for piece in both) == "student data to anyone"


def test_pages_and_headings_are_known():
    report = make_report()
    pieces, _, document = cut(report, "d2")
    assert [piece.page for piece in pieces if piece.page] == [1, 2]
    heading = Block(kind=BlockKind.HEADING, span=Span(0, len("School Addendum")), level=1)
    titled = replace(
        report, documents=(report.documents[0], replace(document, blocks=(heading,)), report.documents[2])
    )
    pieces, _, _ = cut(titled, "d2")
    assert "".join(piece.text for piece in pieces if piece.heading) == "School Addendum"


def test_a_document_without_text_has_no_runs():
    assert cut(make_report(), "d3")[0] == ()
