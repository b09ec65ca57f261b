"""The database, and nothing but the database."""

from analyzer.store.maintenance import Problem, backup, doctor, restore, vacuum
from analyzer.store.opening import Store, open_store
from analyzer.store.recorded import review_record, review_records
from analyzer.store.records import AuditEntry, Fetch, Hit, Listed, Run, StoredReport
from analyzer.store.requests import Requests
from analyzer.store.results import ResultKey, Results
from analyzer.store.schedules import USUAL_DAYS, Due, Schedules

__all__ = [
    "USUAL_DAYS",
    "AuditEntry",
    "Due",
    "Fetch",
    "Hit",
    "Listed",
    "Problem",
    "Requests",
    "ResultKey",
    "Results",
    "Run",
    "Schedules",
    "Store",
    "StoredReport",
    "backup",
    "doctor",
    "open_store",
    "restore",
    "review_record",
    "review_records",
    "vacuum",
]
