"""Damaged pages and PDFs by the thousand: whatever is wrong with them, reading ends, and ends well.

`python -m tests.fuzz --cases 2000 --seed 1` runs them and prints counts, times and memory.
"""
