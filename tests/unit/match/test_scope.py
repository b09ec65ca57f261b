"""Whom a clause is about."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from analyzer.core.documents import DocumentKind
from analyzer.core.findings import Scope
from analyzer.match.reading import Reading
from analyzer.match.scope import Setting, scope_of, setting_of

POLICY = Setting(kind=DocumentKind.PRIVACY_POLICY, schools=True)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("We never sell the names of pupils.", Scope.STUDENT),
        ("We never sell your child's name.", Scope.STUDENT),
        ("We comply with COPPA when we share data.", Scope.ANY),
        ("Data is kept as the Children's Online Privacy Protection Act demands.", Scope.ANY),
        ("Users other than students may see advertising.", Scope.ANY),
        ("Your data may be shared with our employees.", Scope.ANY),
        ("Records may be seen by our employees.", Scope.ANY),
        ("We may send newsletters to teachers.", Scope.OTHER_USERS),
        ("We delete the records of each district.", Scope.SCHOOL),
        ("We may market to visitors to our website.", Scope.WEBSITE),
        ("Holders of consumer accounts may see advertising.", Scope.CONSUMER),
        ("Except with respect to our school editions, we have sold your personal information.", Scope.ANY),
        ("Except for student accounts, we sell the data of visitors to our website.", Scope.WEBSITE),
        ("Except for our partners, we sell the data of students.", Scope.STUDENT),
        ("Except as the school asks, records are sold.", Scope.SCHOOL),
    ],
)
def test_the_words_of_the_clause_decide(text: str, scope: Scope, read: Callable[..., Reading]) -> None:
    assert scope_of(read(text), POLICY) is scope


@pytest.mark.parametrize(("schools", "scope"), [(True, Scope.SCHOOL), (False, Scope.ANY)])
def test_a_customer_is_a_school_only_where_the_document_serves_schools(
    *, schools: bool, scope: Scope, read: Callable[..., Reading]
) -> None:
    setting = Setting(kind=DocumentKind.PRIVACY_POLICY, schools=schools)
    assert scope_of(read("We process data for the Customer."), setting) is scope


@pytest.mark.parametrize(
    ("heading", "scope"),
    [("Pupils' data", Scope.STUDENT), ("FERPA and COPPA", Scope.ANY), ("Security", Scope.ANY)],
)
def test_the_heading_decides_where_the_clause_names_nobody(
    heading: str, scope: Scope, read: Callable[..., Reading]
) -> None:
    under = replace(read("Data is encrypted."), heading=frozenset(read(f"{heading}.").hits))
    assert scope_of(under, POLICY) is scope


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        (DocumentKind.STUDENT_POLICY, Scope.STUDENT),
        (DocumentKind.DATA_AGREEMENT, Scope.SCHOOL),
        (DocumentKind.TERMS, Scope.ANY),
    ],
)
def test_the_document_decides_last(kind: DocumentKind, scope: Scope, read: Callable[..., Reading]) -> None:
    assert scope_of(read("Data is encrypted."), Setting(kind=kind, schools=False)) is scope


def test_a_document_serves_schools_that_it_names_again_and_again(read: Callable[..., Reading]) -> None:
    named, silent = read("Your school decides."), read("You decide.")
    assert setting_of(DocumentKind.PRIVACY_POLICY, [named] * 3 + [silent]).schools
    assert not setting_of(DocumentKind.PRIVACY_POLICY, [named, silent, silent]).schools
    assert setting_of(DocumentKind.DATA_AGREEMENT, [silent]).schools
