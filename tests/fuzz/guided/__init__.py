"""Fuzzing guided by coverage: what a stage promises, held on bytes nobody would write."""
