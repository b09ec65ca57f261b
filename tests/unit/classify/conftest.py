"""A small document and a small model, both invented."""

import pytest

from analyzer.classify.context import View
from analyzer.classify.labels import Label, Lesson

ADS = Label("ads.targeted")
SALE = Label("sale.no_sale_commitment")
OTHER = (
    "The weather is fine today.",
    "Click the blue button to begin.",
    "Our office opens at nine.",
    "Lessons end with a short quiz.",
)


def lessons() -> tuple[Lesson, ...]:
    """Six vendors, each with one clause of each practice and some that state nothing."""
    made: list[Lesson] = []
    for number in range(6):
        vendor = f"vendor{number}"
        made += [
            Lesson(
                view=View(
                    own=f"We show targeted advertising based on your interests, case {number}.", kind="terms"
                ),
                group=vendor,
                stated=frozenset({ADS}),
                seen=((ADS, 0.9),) if number % 2 else (),
            ),
            Lesson(
                view=View(
                    own=f"We will never sell your personal information, promise {number}.", kind="terms"
                ),
                group=vendor,
                stated=frozenset({SALE}),
                seen=((SALE, 0.9),),
            ),
            *(Lesson(view=View(own=text, kind="terms"), group=vendor) for text in OTHER),
        ]
    return tuple(made)


@pytest.fixture(scope="session")
def few_lessons() -> tuple[Lesson, ...]:
    return lessons()
