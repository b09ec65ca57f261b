from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from sqlalchemy import update

from analyzer.store import ResultKey, Store, doctor, schema, vacuum
from analyzer.store.connecting import writing


def key(word: str, rules: str = "r1", model: str = "m1") -> ResultKey:
    return ResultKey(sha256(word.encode()).hexdigest(), rules, model)


def test_results_come_back_under_their_keys_alone(store: Store) -> None:
    kept = {
        key("sells"): b"one",
        key("sells", "r2"): b"two",
        key("sells", model=""): b"",
        key("keeps"): b"\0\xff",
    }
    store.results.keep_results(kept)
    assert store.results.cached_results([*kept, key("other"), key("sells", "r3")]) == kept
    assert store.results.cached_results([]) == {}


def test_a_result_is_replaced_by_a_newer_one(store: Store) -> None:
    store.results.keep_results({key("sells"): b"old"})
    store.results.keep_results({key("sells"): b"new"})
    assert store.results.cached_results([key("sells")]) == {key("sells"): b"new"}


def test_more_results_than_one_statement_holds(store: Store) -> None:
    many = {key(str(number)): str(number).encode() for number in range(1201)}
    store.results.keep_results(many)
    assert store.results.cached_results(many) == many


def test_only_the_pairs_last_written_to_are_kept(store: Store) -> None:
    for rules in ("r1", "r2", "r3"):
        store.results.keep_results({key("sells", rules): rules.encode(), key("keeps", rules): b""})
    store.results.keep_results({key("shares", "r1"): b"again"})
    assert store.results.forget_results(versions=2) == 2
    assert store.results.cached_results([key("sells", r) for r in ("r1", "r2", "r3")]) == {
        key("sells", "r1"): b"r1",
        key("sells", "r3"): b"r3",
    }
    assert store.results.forget_results(versions=0) == 5
    assert store.results.cached_results([key("shares", "r1")]) == {}


def test_vacuum_forgets_results_of_former_days(database: str, store: Store) -> None:
    for rules in ("r1", "r2", "r3"):
        store.results.keep_results({key("sells", rules): b"x"})
    vacuum(database)
    assert len(store.results.cached_results([key("sells", r) for r in ("r1", "r2", "r3")])) == 2


def test_a_damaged_result_is_as_if_absent(database: str, store: Store) -> None:
    store.results.keep_results({key("sells"): b"one", key("keeps"): b"two"})
    table = schema.segment_results
    with writing(store._engine) as connection:
        statement = update(table).where(table.c.text_digest == key("sells").text).values(body=b"rust")
        connection.execute(statement)
    assert store.results.cached_results([key("sells"), key("keeps")]) == {key("keeps"): b"two"}
    store.results.keep_results({key("sells"): b"one"})
    assert store.results.cached_results([key("sells")]) == {key("sells"): b"one"}
    assert doctor(database) == ()


def test_two_writers_keep_the_same_results_at_once(store: Store) -> None:
    many = {key(str(number), f"r{number % 3}"): str(number).encode() for number in range(300)}
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(store.results.keep_results, many) for _ in range(8)]:
            done.result()
    assert store.results.cached_results(many) == many
