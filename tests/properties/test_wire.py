"""A report that is stored comes back as it was: every field, every type."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.core import documents, findings, reports
from analyzer.core.documents import Document, Snapshot, Span
from analyzer.core.findings import Finding, Parameters
from analyzer.core.reports import Assessment, Report
from analyzer.core.wire import WireError, from_wire, report_from_json, report_to_json, to_wire

spans = st.tuples(st.integers(0, 10**6), st.integers(0, 10**4)).map(lambda p: Span(p[0], p[0] + p[1]))
st.register_type_strategy(Span, spans)
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(int, st.integers(-(10**12), 10**12))
st.register_type_strategy(str, st.text(max_size=12))

CLASSES = sorted(
    {
        kind
        for module in (documents, findings, reports)
        for kind in vars(module).values()
        if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
    },
    key=lambda kind: kind.__name__,
)


def through_text(value: object) -> object:
    return json.loads(json.dumps(to_wire(value), allow_nan=False))


@pytest.mark.parametrize("kind", [kind for kind in CLASSES if kind is not Report], ids=lambda k: k.__name__)
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_type_comes_back_equal(kind: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    back = from_wire(kind, through_text(value))
    assert back == value
    assert all(type(getattr(back, f.name)) is type(getattr(value, f.name)) for f in fields(kind))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    document=st.from_type(Document),
    finding=st.from_type(Finding),
    assessment=st.from_type(Assessment),
    made=st.from_type(reports.Provenance),
    vendor=st.from_type(documents.Vendor),
)
def test_a_whole_report_comes_back_equal(
    document: Document,
    finding: Finding,
    assessment: Assessment,
    made: reports.Provenance,
    vendor: documents.Vendor,
) -> None:
    report = Report(
        vendor=vendor,
        documents=(document,),
        standings=(),
        unread=(),
        findings=(finding,),
        dropped=(),
        assessment=assessment,
        provenance=made,
        without_agreement=assessment,
    )
    assert report_from_json(json.loads(json.dumps(report_to_json(report)))) == report


@given(st.from_type(Parameters))
def test_parameters_keep_their_types(parameters: Parameters) -> None:
    back = from_wire(findings.Finding, through_text(finding_with(parameters))).parameters
    assert back == parameters
    assert [type(value) for _, value in back] == [type(value) for _, value in parameters]


def finding_with(parameters: Parameters) -> Finding:
    return Finding(
        key="k",
        practice_id="p",
        asserted=findings.Asserted.AFFIRMS,
        scope=findings.Scope.ANY,
        qualifier=findings.Qualifier.NONE,
        evidence=findings.Evidence(document_id="d1", span=Span(0, 1), quote="q"),
        parameters=parameters,
    )


WIRED = to_wire(finding_with(()))
assert isinstance(WIRED, dict)


@pytest.mark.parametrize(
    ("wired", "sentence"),
    [
        ({**WIRED, "colour": "red"}, "no field colour"),
        ({name: value for name, value in WIRED.items() if name != "key"}, "key"),
        ({**WIRED, "key": 7}, "expected str"),
        ({**WIRED, "asserted": "perhaps"}, "perhaps"),
        ({**WIRED, "parameters": [["days", None]]}, "NoneType is none of"),
        ({**WIRED, "parameters": [["days", 1, 2]]}, "zip"),
        ([], "expected the fields of Finding"),
    ],
)
def test_a_wrong_shape_is_refused(wired: object, sentence: str) -> None:
    with pytest.raises(WireError, match=sentence):
        from_wire(Finding, wired)


def test_a_field_added_later_is_filled_from_its_default() -> None:
    older = {name: value for name, value in WIRED.items() if name not in ("parameters", "status")}
    assert from_wire(Finding, older) == finding_with(())


def test_what_json_cannot_carry_is_refused() -> None:
    with pytest.raises(WireError, match="set cannot be written"):
        to_wire({1, 2})


def test_dates_and_bytes_have_a_form() -> None:
    class Colour(StrEnum):
        RED = "red"

    assert to_wire((date(2026, 1, 2), b"\x00\xff", Colour.RED)) == ["2026-01-02", "AP8=", "red"]
    snapshot = from_wire(
        Snapshot,
        {
            "id": "x",
            "source": {"location": "l", "kind": None, "rank": None},
            "final_url": "",
            "fetched_at": "2026-01-02T03:04:05+00:00",
            "media_type": "",
            "headers": [["a", "b"]],
            "content": "AP8=",
        },
    )
    assert (snapshot.content, snapshot.headers) == (b"\x00\xff", (("a", "b"),))
