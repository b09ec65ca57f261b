import pytest

from analyzer.core.documents import BlockKind, Span
from analyzer.extract.gates_statements import STATEMENT, count_statements, weight
from analyzer.extract.layout import RawBlock, lay_out


@pytest.mark.parametrize(
    "sentence",
    [
        "We never sell personal information.",
        "You agree not to copy content.",
        "Data is deleted after the contract.",
        "Provider shall notify the LEA of a breach.",
        "Harassing members of the community is not allowed.",
    ],
)
def test_policies_make_statements(sentence: str) -> None:
    assert weight(sentence) >= STATEMENT


@pytest.mark.parametrize(
    "sentence",
    [
        "Picture day is on Friday in the gym.",
        "Teachers love our planner.",
        "Sign up and see more at the fair.",
    ],
)
def test_others_do_not(sentence: str) -> None:
    assert weight(sentence) < STATEMENT


def test_counts_sentences_titles_cookies_and_narration() -> None:
    raw = [
        RawBlock(kind=BlockKind.PARAGRAPH, text="Acme Cookie Policy"),
        RawBlock(
            kind=BlockKind.PARAGRAPH, text="We store cookies in your browser. We like oats and honey a lot."
        ),
        RawBlock(kind=BlockKind.LIST_ITEM, text="Too short."),
        RawBlock(
            kind=BlockKind.PARAGRAPH, text="He said that we sell your data. if (a == b) { sell(data, us); }"
        ),
        RawBlock(kind=BlockKind.PARAGRAPH, text="We share your data with other firms."),
    ]
    laid = lay_out(raw)
    counted = count_statements(laid.text, laid.blocks, None, (laid.blocks[-1].span,))
    assert (counted.sentences, counted.statements) == (3, 2)
    assert (counted.about_cookies, counted.narrated, counted.named) == (1, 1, True)
    assert counted.density == pytest.approx(2 / 3)


def test_nothing_counts_as_nothing() -> None:
    counted = count_statements("", (), None, (Span(0, 0),))
    assert (counted.sentences, counted.density, counted.named) == (0, 0.0, False)
