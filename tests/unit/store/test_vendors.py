from dataclasses import replace

import pytest

from analyzer.core.documents import DocumentKind, Source
from analyzer.core.errors import StoreError
from analyzer.store import Store
from tests.unit.store.invented import NOON, later, make_vendor


def test_a_vendor_comes_back_as_it_was_saved(store: Store) -> None:
    vendor = replace(
        make_vendor("fenwick", "maths", "grade 4"),
        sources=(
            Source(location="b.html", kind=DocumentKind.TERMS, rank=5),
            Source(location="a.html"),
        ),
    )
    store.vendors.save(vendor, at=NOON)
    assert store.vendors.get("fenwick") == vendor


def test_saving_again_replaces_sources_and_groups(store: Store) -> None:
    changed = replace(
        make_vendor(), name="Quillmoss 2", sources=(Source(location="new.html"),), groups=("art",)
    )
    store.vendors.save(changed, at=later(1))
    assert store.vendors.get("quillmoss") == changed
    assert store.vendors.all() == (changed,)


def test_vendors_are_listed_by_group(store: Store) -> None:
    store.vendors.save(make_vendor("fenwick", "maths"), at=NOON)
    assert [vendor.id for vendor in store.vendors.all()] == ["fenwick", "quillmoss"]
    assert [vendor.id for vendor in store.vendors.all(group="maths")] == ["fenwick"]


def test_an_archived_vendor_leaves_the_list_and_keeps_its_record(store: Store) -> None:
    store.vendors.archive("quillmoss", at=later(1), person="R. Ellery")
    assert store.vendors.all() == ()
    assert store.vendors.all(archived=True) == (make_vendor(),)
    store.vendors.save(make_vendor(), at=later(2))
    assert store.vendors.all() == (make_vendor(),)


@pytest.mark.parametrize("act", ["get", "archive"])
def test_an_unknown_vendor_is_named_in_the_error(store: Store, act: str) -> None:
    with pytest.raises(StoreError, match="no vendor 'nobody'"):
        store.vendors.get("nobody") if act == "get" else store.vendors.archive("nobody", at=NOON)


def test_a_list_is_saved_whole_or_not_at_all(store: Store) -> None:
    twice = replace(make_vendor("bad"), sources=(Source(location="x"), Source(location="x")))
    with pytest.raises(StoreError):
        store.vendors.save_all((make_vendor("good"), twice), at=NOON)
    assert [vendor.id for vendor in store.vendors.all()] == ["quillmoss"]


def test_the_log_tells_what_changed_and_stays_quiet_otherwise(store: Store) -> None:
    store.vendors.save(make_vendor(), at=later(1), person="R. Ellery")
    store.vendors.save(make_vendor("quillmoss", "art"), at=later(2), person="R. Ellery")
    store.vendors.archive("quillmoss", at=later(3), person="R. Ellery")
    lines = [(entry.action, entry.person, entry.made_at) for entry in store.vendors.audit("quillmoss")]
    assert lines == [
        ("vendor_added", "analyzer", NOON),
        ("vendor_changed", "R. Ellery", later(2)),
        ("vendor_archived", "R. Ellery", later(3)),
    ]
