"""The database, and nothing but the database."""

from analyzer.store.maintenance import Problem, backup, doctor, restore, vacuum
from analyzer.store.opening import Store, open_store
from analyzer.store.records import AuditEntry, Fetch, Hit, Listed, Run, StoredReport

__all__ = [
    "AuditEntry",
    "Fetch",
    "Hit",
    "Listed",
    "Problem",
    "Run",
    "Store",
    "StoredReport",
    "backup",
    "doctor",
    "open_store",
    "restore",
    "vacuum",
]
