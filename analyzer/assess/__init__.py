"""Evidence to findings, questions, score, tier and comparison with the district profile."""

from analyzer.assess.advising import decision_advice
from analyzer.assess.agreements import read_agreement
from analyzer.assess.assessing import assess
from analyzer.assess.combining import combine
from analyzer.assess.elements import read_elements
from analyzer.assess.permitting import family_lines, family_permission
from analyzer.assess.standing import standings
from analyzer.assess.whatif import what_would_change

__all__ = [
    "assess",
    "combine",
    "decision_advice",
    "family_lines",
    "family_permission",
    "read_agreement",
    "read_elements",
    "standings",
    "what_would_change",
]
