"""Evidence to findings, questions, score, tier and comparison with the district profile."""

from analyzer.assess.assessing import assess
from analyzer.assess.combining import combine
from analyzer.assess.elements import read_elements
from analyzer.assess.standing import standings

__all__ = ["assess", "combine", "read_elements", "standings"]
