"""Negation over coordination, its ends, and who acts: judged at the anchor."""

from dataclasses import replace

import pytest

from analyzer.match.actors import Actor, actor, imperative
from analyzer.match.cues import announced, answers_question, defines, polarity, titled


def _anchor(reading, word: str) -> tuple[int, int]:
    position = [t.lower() for t in reading.tokens].index(word)
    return position, position + 1


@pytest.mark.parametrize(
    ("text", "word", "negated"),
    [
        ("We sell student data.", "sell", False),
        ("We do not sell student data.", "sell", True),
        ("We don't sell student data.", "sell", True),
        ("We don’t sell student data.", "sell", True),
        ("We will never, under any circumstances, sell, rent or lease your information.", "lease", True),
        ("Neither we nor our partners sell, rent or disclose records.", "disclose", True),
        ("No student data is sold.", "sold", True),
        ("We do not charge schools, but we may sell your data.", "sell", False),
        ("We do not store cards; we sell your data.", "sell", False),
        ("We not only share but sell your data.", "sell", False),
        ("Selling student data is strictly prohibited.", "selling", True),
        ("We sell no personal data.", "sell", True),
        ("If you do not want us to share your data, tell us.", "share", False),
    ],
)
def test_negation_reaches_as_far_as_it_should(read, text: str, word: str, *, negated: bool) -> None:
    reading = read(text)
    assert polarity(reading, _anchor(reading, word)).negated is negated


def test_negation_in_a_lists_header_governs_its_items(read) -> None:
    reading = read("Sell personal information.", lead_in="We do not:")
    assert polarity(reading, _anchor(reading, "sell")).negated


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("We may share your data.", "share", Actor.VENDOR),
        ("Your school may share your grades.", "share", Actor.SCHOOL),
        ("You may not sell your account data.", "sell", Actor.USER),
        ("Partners who share data must tell us.", "share", Actor.THIRD_PARTY),
        ("Your data may be shared by your school.", "shared", Actor.SCHOOL),
        ("Your data may be shared.", "shared", Actor.UNNAMED),
        ("Information collected from students is never sold.", "sold", Actor.UNNAMED),
        ("You agree that Fernquill may sell the data.", "sell", Actor.VENDOR),
        ("You agree that Fernquill, Inc. may sell the data.", "sell", Actor.VENDOR),
        ("You authorise us to sell the data.", "sell", Actor.VENDOR),
        ("You hereby authorize the Company and its affiliates to share the data.", "share", Actor.VENDOR),
        ("Parents consent to our sharing the data.", "sharing", Actor.VENDOR),
        ("The school allows Fernquill to share the data.", "share", Actor.VENDOR),
        ("You permit third parties to share the data.", "share", Actor.THIRD_PARTY),
        ("You agree to share the data.", "share", Actor.USER),
        ("You may ask us to share the data.", "share", Actor.USER),
        ("Neither we nor our partners sell data.", "sell", Actor.VENDOR),
        ("Fernquill and its service providers will share data.", "share", Actor.VENDOR),
        ("Schools and their contractors may share data.", "share", Actor.THIRD_PARTY),
    ],
)
def test_actor_is_the_nearest_subject(read, text: str, word: str, who: Actor) -> None:
    reading = read(text)
    assert actor(reading, _anchor(reading, word)) is who


@pytest.mark.parametrize(
    ("text", "commands"),
    [("Do not share your password.", True), ("Please never share data.", True), ("We share data.", False)],
)
def test_imperatives_speak_to_the_reader(read, text: str, *, commands: bool) -> None:
    reading = read(text)
    assert imperative(reading, _anchor(reading, "share")) is commands


def test_definitions_state_nothing(read) -> None:
    assert defines(read("“Sell” means to exchange personal data for money."))
    assert not defines(read("This means that we sell personal data."))


@pytest.mark.parametrize(
    ("lead_in", "text", "commands"),
    [
        ("Please don't", "collect or sell other people's data.", True),
        ("Do not use our service to:", "sell personal data.", True),
        ("We do not:", "sell personal data.", False),
        ("Do Not Sell.", "You may ask us not to sell personal data.", False),
    ],
)
def test_a_lead_in_may_be_the_command(read, lead_in: str, text: str, *, commands: bool) -> None:
    reading = read(text, lead_in=lead_in)
    anchor = next(hit for hit in reading.seen("sell_or_rent") if hit[0] >= reading.own)
    assert imperative(reading, anchor) is commands


@pytest.mark.parametrize(
    ("heading", "defined"), [("Definitions", True), ("Exhibit C: Defined Terms", True), ("What we do", False)]
)
def test_a_term_with_a_colon_under_definitions_is_defined(read, heading: str, *, defined: bool) -> None:
    reading = read("Sell: to hand over personal data for money.")
    titles = frozenset(read(heading + ".").hits)
    assert defines(replace(reading, headings=titles)) is defined


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("We will keep records provided by users and partners for two years.", "for", Actor.VENDOR),
        ("Users and partners keep records for two years.", "keep", Actor.THIRD_PARTY),
        ("Such organizations keep records for two years.", "keep", Actor.THIRD_PARTY),
    ],
)
def test_the_second_of_two_objects_is_no_subject(read, text, word, who):
    reading = read(text)
    assert actor(reading, _anchor(reading, word)) is who


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("This notice explains how we share personal data.", True),
        ("This notice explains how we work, but we share personal data.", False),
        ("We share personal data.", False),
    ],
)
def test_what_a_text_only_announces_is_not_stated(read, text, told):
    reading = read(text)
    assert announced(reading, _anchor(reading, "share")) is told


@pytest.mark.parametrize(
    ("question", "answer", "answered"),
    [
        ("How long is the data kept?", "Two years after the last visit.", True),
        ("How long is the data kept?", "We will tell you by mail.", False),
        ("Do you keep data?", "Two years after the last visit.", False),
        ("Do you keep data?", "No.", True),
    ],
)
def test_an_open_question_is_answered_by_a_fragment(read, question, answer, answered):
    assert answers_question(read(answer, lead_in=question)) is answered


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Right to erasure.", True),
        ("How we keep your records safe", True),
        ("How do we keep your records safe?", False),
        ("Right to erasure: we will delete your records.", False),
        ("We delete your records.", False),
    ],
)
def test_a_title_set_as_a_paragraph_is_known(read, text, title):
    assert titled(read(text)) is title


@pytest.mark.parametrize(
    ("answer", "negated"),
    [
        ("No.", True),
        ("Absolutely not.", True),
        ("A: No, never.", True),
        ("We do not.", True),
        ("We don't.", True),
        ("Absolutely.", False),
        ("Yes, we do.", False),
    ],
)
def test_short_answers_affirm_or_deny_what_was_asked(read, answer: str, *, negated: bool) -> None:
    reading = read(answer, lead_in="Will you sell my data?")
    assert answers_question(reading)
    assert polarity(reading, _anchor(reading, "sell")).negated is negated


def test_a_sentence_of_its_own_is_no_answer_to_yes_or_no(read) -> None:
    assert not answers_question(read("We keep it in the cellar.", lead_in="Will you sell my data?"))
