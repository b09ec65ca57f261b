"""Read what vendors publish, find the clauses that matter for pupils, show the evidence.

>>> from analyzer import analyze
>>> report = analyze("data/samples/tallywren/privacy.html")
>>> report.assessment.tier.title
'High concern'
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.api import analyze

__all__ = ["analyze"]


def __getattr__(name: str) -> object:
    """Import the interface when it is first used, so that the command line starts quickly."""
    if name == "analyze":
        from analyzer.api import analyze  # noqa: PLC0415  see the docstring

        return analyze
    raise AttributeError(f"module 'analyzer' has no attribute {name!r}")
