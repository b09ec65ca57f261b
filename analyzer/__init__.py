"""Read what vendors publish, find the clauses that matter for pupils, show the evidence."""
