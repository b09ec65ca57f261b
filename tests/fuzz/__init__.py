"""Coverage-guided fuzzing: what a stage promises, held on bytes nobody would write."""
