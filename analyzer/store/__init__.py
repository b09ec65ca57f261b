"""The database, and nothing but the database."""

from analyzer.store.opening import Store, open_store
from analyzer.store.records import AuditEntry, Fetch, Hit, Listed, Run, StoredReport

__all__ = ["AuditEntry", "Fetch", "Hit", "Listed", "Run", "Store", "StoredReport", "open_store"]
