"""How far a negation reaches: lists it governs, clauses at which it stops."""

import pytest

from analyzer.match.cues import polarity


def _last(reading, word: str) -> tuple[int, int]:
    position = max(i for i, token in enumerate(reading.tokens) if token.lower() == word)
    return position, position + 1


@pytest.mark.parametrize(
    ("header", "item", "word"),
    [
        ("We will not:", "sell student data to brokers;", "sell"),
        ("We won't", "sell student data;", "sell"),
        ("Student data may not be used to:", "target advertising to students;", "target"),
        ("Student records shall not be used for:", "targeted advertising;", "advertising"),
        ("Providers are prohibited from:", "selling student data.", "selling"),
        ("Operators are expressly prohibited from the following:", "selling student data.", "selling"),
        ("The following uses are prohibited:", "selling student data;", "selling"),
        ("What is not permitted by law:", "selling student data;", "selling"),
        ("Under no circumstances will we:", "sell student data;", "sell"),
        ("The Provider shall not do any of the following:", "sell student data;", "sell"),
        ("We will not, except as told in section 4:", "sell student data;", "sell"),
    ],
)
def test_a_header_that_denies_denies_its_items(read, header, item, word):
    reading = read(item, lead_in=header)
    assert polarity(reading, _last(reading, word)).negated


@pytest.mark.parametrize(
    ("header", "item", "word"),
    [
        ("We may:", "sell student data;", "sell"),
        ("We will never do what others do, but we may:", "sell student data;", "sell"),
        ("We will not use records except to:", "improve our lessons;", "improve"),
        (
            "Selling is prohibited, and here is what we do with all records:",
            "sell student data;",
            "sell",
        ),
    ],
)
def test_a_header_that_allows_denies_nothing(read, header, item, word):
    reading = read(item, lead_in=header)
    assert not polarity(reading, _last(reading, word)).negated


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("We do not sell data that we collect from students.", "collect"),
        ("We do not sell the records which our service providers and we store.", "store"),
        ("We do not sell any personal information we collect from your child.", "collect"),
        ("We do not sell information that we collect, store or use.", "use"),
        ("Information which we do not need is shared with partners.", "shared"),
        ("Data that is not needed by us may be sold by brokers.", "sold"),
        ("Users who are not students may be shown targeted advertising.", "advertising"),
        ("Personal data we do not need is sold.", "sold"),
        ("We do not charge schools, and sell data to brokers.", "sell"),
        ("We do not rent data, and then also disclose it to brokers.", "disclose"),
        ("We never sell data, and use it only to teach.", "use"),
        ("We do not charge schools; we sell data.", "sell"),
        ("If you do not log in for two years, student data is deleted.", "deleted"),
        ("Where a parent did not consent, Fernquill will delete the record.", "delete"),
    ],
)
def test_a_negation_stops_where_the_next_clause_begins(read, text, word):
    reading = read(text)
    assert not polarity(reading, _last(reading, word)).negated


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("We do not sell data that we collect from students.", "sell"),
        ("We do not rent, sell, and share student data.", "share"),
        ("We do not sell, and will not share, student data.", "share"),
        ("We do not sell or share student data.", "share"),
        ("We will not sell data, use it for advertising, or share it with brokers.", "share"),
        ("We do not permit third parties that collect data to sell it.", "sell"),
        ("No data that we collect is sold.", "sold"),
        ("Without names, and sold by nobody.", "sold"),
        ("We do not believe that we sell data.", "sell"),
        ("We have no actual knowledge that we sell data.", "sell"),
        ("Please remember that no method of storage is perfectly safe.", "safe"),
        ("We will not, unless you ask us to, sell data.", "sell"),
    ],
)
def test_a_negation_reaches_over_its_own_clause(read, text, word):
    reading = read(text)
    assert polarity(reading, _last(reading, word)).negated


@pytest.mark.parametrize(
    "text",
    [
        "We do not work with companies that sell data.",
        "We never hire companies who would knowingly sell data.",
        "We do not collect information that may sell.",
    ],
)
def test_what_only_describes_the_denied_is_neither_stated_nor_denied(read, text):
    reading = read(text)
    said = polarity(reading, _last(reading, "sell"))
    assert said.described
    assert not said.negated


def test_a_company_that_is_not_hired_sells_nothing(matched):
    found = matched("We never hire companies that sell student data.")
    assert not [m for m in found.matches if m.practice_id.startswith("sale.")]
    sales = [d for d in found.dropped if d.match.practice_id == "sale.sells_student_data"]
    assert [(d.reason.value, d.detail) for d in sales] == [
        ("context", "it only describes what the clause denies")
    ]
