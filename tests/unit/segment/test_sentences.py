import pytest

from analyzer.core.documents import Span
from analyzer.segment.sentences import sentences, shouted_names


def cut(text: str) -> list[str]:
    return [one.of(text) for one in sentences(text, Span(0, len(text)), shouted_names(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["We do not sell data.", "We never did."],
        ["We use vendors, e.g. Acme Hosting, for backups.", "They may not read it."],
        ["Records (i.e. grades) stay here.", "See 20 U.S.C. § 1232g and 34 C.F.R. Part 99 for more."],
        ["Lumen Inc. Privacy Office answers.", "Write to Lumen Inc.", "We reply in a week."],
        ["See No. 5 of Sec. 3.2 on p. 7.", "Do you sell data?", "No.", "We never do."],
        ["In Doe v. Roe the court spoke.", "Retention is 1.5 years."],
        ["1. Definitions apply.", "2. Vendor shall delete data."],
        ["1.2 (a) Vendor shall delete data.", "1.3 Vendor shall report."],
        ["Visit https://example.org/a.b/c?d=e.f today.", "It helps."],
        ["WE NEVER SELL DATA.", "YOU AGREE TO THIS."],
        ["They call it “sale.”", "We do not.", "(We checked.)", "So be it."],
        ["Call Mr. Bell at 9 a.m. on Monday.", "He knows."],
        ["Kahoot! keeps no records.", "It deletes them!", "We like that."],
        ["we keep no data.", "we never share it."],
        ["Use any tablet.", "iPad and eReader work."],
        ["We keep data...", "Then we delete it.", "Why?", "Because we care…", "Truly."],
        ["We collect data.[1]", "We delete it."],
        ["We collect names, grades, etc. and keep them.", "We delete them."],
    ],
)
def test_ends_sentences_where_lawyers_do(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_glued_sentences_are_parted() -> None:
    assert cut("We collect data.We never sell it.") == ["We collect data.", "We never sell it."]
    assert cut("It runs on Node.Js and more.") == ["It runs on Node.Js and more."]


def test_keeps_to_its_range() -> None:
    text = "Out. In one. In two. Out."
    assert [one.of(text) for one in sentences(text, Span(5, 20))] == ["In one.", "In two."]
    assert sentences(text, Span(4, 5)) == ()
