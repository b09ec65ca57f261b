"""Writes to a store until it is killed or stopped, and says after each write that it is kept.

Run as a program of its own: python victim.py TASK DATABASE SEED
"""

import os
import random
import resource
import signal
import sys
import tempfile
from dataclasses import replace
from hashlib import sha256

from invented import NOON, POLICY, make_report, make_snapshot, make_vendor

from analyzer.core.errors import StoreError
from analyzer.core.reviews import Decision, DecisionKind, Review, ReviewVerdict
from analyzer.store import Store, open_store
from analyzer.store.connecting import connect, database_url
from analyzer.store.migrating import migrate


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def rescoring(store: Store, seed: str) -> None:
    for number in range(10_000):
        snapshot = make_snapshot(f"{seed} {number} " + "words of a policy " * 300)
        store.snapshots.add("quillmoss", snapshot)
        say("snapshot", snapshot.id)
        say("report", store.reports.add(make_report(), inputs_digest=f"{seed}-{number}"))


def reviewing(store: Store, seed: str) -> None:
    for number in range(10_000):
        key = sha256(f"{seed}: {number}".encode()).hexdigest()[:16]
        review = Review(
            vendor_id="quillmoss",
            finding_key=key,
            practice_id="sale.no_sale",
            quote="words",
            location=POLICY,
            verdict=ReviewVerdict.CONFIRMED,
            reason="",
            reviewer="R. Ellery",
            made_at=NOON,
        )
        store.reviews.add(review, seen=0)
        say("review", key)
        newest = store.decisions.current("quillmoss")
        decision = Decision(vendor_id="quillmoss", kind=DecisionKind.APPROVE, decider="R.", decided_at=NOON)
        seen = newest.revision if newest else 0
        say("decision", store.decisions.add(replace(decision, reason=seed), seen=seen).revision)


def migrating(database: str) -> None:
    engine = connect(database_url(database))
    say("ready")
    migrate(engine)
    say("migrated")
    engine.dispose()


def filling_the_disk(store: Store) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
    for number in range(1000):
        noise = random.Random(number).randbytes(20_000)  # noqa: S311 - bytes that do not compress
        store.snapshots.add("quillmoss", make_snapshot(noise))
        say("kept")


def without_permission(database: str) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/a.sqlite3"):
        pass  # all that is imported late is imported now, while every file may still be read
    if os.getuid() == 0:
        os.setuid(65534)
    with open_store(database) as store:
        store.vendors.save(make_vendor("late"), at=NOON)


def main() -> None:
    task, database, seed = sys.argv[1:]
    try:
        if task == "migration":
            migrating(database)
        elif task == "read-only":
            without_permission(database)
        else:
            with open_store(database) as store:
                store.vendors.save(make_vendor(), at=NOON)
                say("ready")
                if task == "full-disk":
                    filling_the_disk(store)
                else:
                    {"rescoring": rescoring, "reviewing": reviewing}[task](store, seed)
    except StoreError as error:
        say("error", error)


if __name__ == "__main__":
    main()
