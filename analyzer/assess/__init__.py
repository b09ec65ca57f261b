"""Evidence to findings, questions, score, tier and comparison with the district profile."""
