from analyzer.core.documents import BlockKind
from analyzer.extract.layout import RawBlock, lay_out
from analyzer.extract.tongue import Tongue, judge_language, language_name

ENGLISH = "We keep the records of the pupils for a year and then we delete them."
GERMAN = "Wir bewahren die Daten der Schüler ein Jahr lang auf und löschen sie danach vollständig und sicher."
CHINESE = "我们会在一年后删除学生的所有个人信息和学习记录。"


def judged(*texts: str) -> Tongue:
    laid = lay_out([RawBlock(kind=BlockKind.PARAGRAPH, text=text) for text in texts])
    return judge_language(laid.text, laid.blocks)


def test_names_the_main_language() -> None:
    assert judged(ENGLISH).language == "en"
    assert judged(GERMAN).language == "de"
    assert judged(CHINESE).language == "zh"
    assert judged("Acme").language is None
    assert language_name("de") == "German"
    assert language_name("xx") == "xx"


def test_joins_foreign_neighbours_and_takes_short_blocks_along() -> None:
    found = judged(ENGLISH, GERMAN, "Kurz.", GERMAN, ENGLISH)
    start = len(ENGLISH) + 2
    assert [(span.start, span.end) for span in found.foreign] == [(start, start + 2 * len(GERMAN) + 9)]
    assert found.foreign_languages == ("de",)
    assert 0.5 < found.foreign_share < 0.7


def test_names_and_addresses_are_no_language() -> None:
    found = judged(
        ENGLISH, "Rheinstrasse 12, 80331 München, Müller GmbH, Anna Schmidt, Karl Weber, Eva Braun"
    )
    assert found.foreign == ()
