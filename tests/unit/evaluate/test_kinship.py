"""Vendors that copied one another's text share a group."""

from analyzer.evaluate.kinship import kin_of


def _text(seed: str, count: int) -> str:
    return " ".join(f"{seed}{i}" for i in range(count))


def test_strangers_stand_alone() -> None:
    assert kin_of([("a", _text("x", 100)), ("b", _text("y", 100))]) == {"a": "a", "b": "b"}


def test_copies_share_the_first_name_and_kin_of_kin_are_akin() -> None:
    middle = f"{_text('x', 60)} {_text('y', 60)}"
    texts = [("c", _text("y", 100)), ("b", middle), ("a", _text("x", 100)), ("d", _text("z", 100))]
    assert kin_of(texts) == {"c": "a", "b": "a", "a": "a", "d": "d"}


def test_a_few_common_words_make_no_kin() -> None:
    shared = _text("s", 12)
    assert kin_of([("a", f"{_text('x', 200)} {shared}"), ("b", f"{shared} {_text('y', 200)}")])["b"] == "b"


def test_documents_without_text_are_nobodys_kin() -> None:
    assert kin_of([("a", ""), ("b", ""), ("a", "short")]) == {"a": "a", "b": "b"}
