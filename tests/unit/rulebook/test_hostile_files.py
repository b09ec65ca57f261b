"""Whatever stands in a rule file, the answer is a rulebook or a RuleError; found by fuzzing."""

from pathlib import Path

import pytest

from analyzer.core.errors import RuleError
from analyzer.rulebook.braces import phrases_of
from analyzer.rulebook.files import Strict, read_checked
from analyzer.rulebook.load import expand, load_rulebook
from tests.fuzz.guided.seeds import small_rules

RULES = Path(__file__).resolve().parents[3] / "rules"


class Shelf(Strict):
    books: tuple[str, ...]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"books: [\xa7]", "shelf.yaml:1: not UTF-8"),
        (b"books:\n- a\n- \x02", "shelf.yaml:3: not valid YAML"),
        (b"books: [2026-99-99]", "month must be in 1..12"),
        (b"books: [!!int '']", "shelf.yaml:1: a value"),
        (b"books: [!!bool maybe]", "shelf.yaml:1: a value"),
        (b"books: [!!timestamp soon]", "shelf.yaml:1: a value"),
        (b"books: " + b"9" * 5000, "shelf.yaml:1: a value"),
        (b"books: &a [*a]", "books.0"),
        (b"books: " + b"[" * 300_000, "more than 200 deep"),
        (b"books: " + b"{a: " * 100_000, "more than 200 deep"),
    ],
    ids=["bytes", "control", "date", "int", "bool", "time", "digits", "itself", "deep-lists", "deep-maps"],
)
def test_a_spoiled_file_is_named(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "shelf.yaml"
    path.write_bytes(content)
    with pytest.raises(RuleError, match=told):
        read_checked(path, Shelf, shown="shelf.yaml")


def test_many_mistakes_are_told_in_linear_time(tmp_path: Path) -> None:
    path = tmp_path / "shelf.yaml"
    path.write_text("books:\n" + "- []\n" * 3000, encoding="utf-8")
    with pytest.raises(RuleError) as told:
        read_checked(path, Shelf)
    assert str(told.value).splitlines()[-1].split(":")[1] == "3001"


@pytest.mark.parametrize(
    ("entry", "phrases"),
    [
        ("sell{,s,ing}", ("sell", "sells", "selling")),
        ("{a,{b,c}}{d,e}", ("ad", "ae", "bd", "be", "cd", "ce")),
        ("{1..3}  x", ("1 x", "2 x", "3 x")),
        (r"\{a,b", ("{a,b",)),
        ("{alone}", ("{alone}",)),
        ("a, b", ("a, b",)),
    ],
)
def test_braces_stand_for_phrases(entry: str, phrases: tuple[str, ...]) -> None:
    assert phrases_of(entry) == phrases


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{a,b}" * 40, "1,099,511,627,776 phrases"),
        ("{1..9999999999}", "9,999,999,999 phrases"),
        ("{1.." + "9" * 5000 + "}", "is no range"),
        ("{" * 5000, "more than 20 deep"),
        ("{a,b", "do not match"),
    ],
)
def test_braces_that_cannot_be_meant_are_refused_before_they_are_expanded(entry: str, told: str) -> None:
    with pytest.raises(RuleError, match=told):
        phrases_of(entry)


def test_references_that_fan_out_are_followed_once() -> None:
    lattice = {f"c{i}": (f"@c{i + 1}", f"@c{i + 1}", f"w{i}") for i in range(18)} | {"c18": ("end",)}
    done: dict[str, tuple[str, ...]] = {}
    assert len(expand("c0", lattice, done=done)) == 19
    assert len(done) == 19


def test_a_long_chain_of_references_is_refused() -> None:
    chain = {f"c{i}": (f"@c{i + 1}",) for i in range(5000)} | {"c5000": ("end",)}
    with pytest.raises(RuleError, match="behind more than 20 references"):
        expand("c0", chain)


def test_braces_of_a_literal_are_checked_when_the_rulebook_loads(tmp_path: Path) -> None:
    for name, content in small_rules(RULES).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content.replace(b"=rent {it,them}", b"=rent {it,them"))
    with pytest.raises(RuleError, match=r"qualified_or_opt_out.yaml:1: patterns: .*braces do not match"):
        load_rulebook(tmp_path)
