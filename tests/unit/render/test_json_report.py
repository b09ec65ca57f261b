import json
from dataclasses import replace

import jsonschema
import pytest

from analyzer.render import render_json, report_schema
from tests.unit.render.make_report import (
    HOSTILE,
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)

FINDING_FIELDS = {
    "practice", "document", "quote", "start", "end", "asserted", "scope", "qualifier", "parameters",
    "confidence", "detectors", "reasons", "key", "title", "polarity", "severity", "question", "section",
    "page", "status", "context", "superseded",
}  # fmt: skip
DOCUMENT_FIELDS = {
    "id", "source", "kind", "status", "text", "notices", "title", "effective_date", "language", "text_share",
    "sha256", "retrieved_at", "rank", "controls", "covers_product",
}  # fmt: skip
REPORT_FIELDS = {
    "vendor", "documents", "unread", "findings", "dropped", "questions", "silences", "conflicts",
    "other_users", "hard_fails", "coverage", "exposure", "dimensions", "comparisons", "vendor_questions",
    "law_notes", "without_agreement", "provenance", "limitations",
}  # fmt: skip


def read(report):
    return json.loads(render_json(report, make_rulebook()))


@pytest.mark.parametrize("report", [make_report(), make_unscored_report(), make_large_report()])
def test_the_json_validates_by_its_schema(report):
    jsonschema.Draft202012Validator(report_schema()).validate(read(report))


def test_the_schema_refuses_what_the_contract_does_not_know():
    data = read(make_report())
    data["findings"][0]["asserted"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(report_schema()).validate(data)


def test_the_schema_itself_is_valid_and_describes_every_field():
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for name, model in {"report": schema, **schema["$defs"]}.items():
        assert model.get("description"), name
        for field, described in model.get("properties", {}).items():
            pointed = schema["$defs"].get(described.get("$ref", "").rpartition("/")[2], {})
            assert described.get("description") or pointed.get("description"), f"{name}.{field}"


def test_the_fixed_contract_fields_are_there():
    data = read(make_report())
    assert set(data) >= REPORT_FIELDS
    assert set(data["findings"][0]) >= FINDING_FIELDS
    assert set(data["documents"][0]) >= DOCUMENT_FIELDS
    assert set(data["questions"][0]) >= {
        "state", "credit", "weight", "points", "line", "findings", "decided_by", "superseded",
    }  # fmt: skip


def test_every_quote_and_context_is_the_text_at_its_offsets():
    data = read(make_report())
    texts = {document["id"]: document["text"] for document in data["documents"]}
    pieces = data["findings"] + data["dropped"]
    pieces += [{**c, "document": f["document"]} for f in data["findings"] for c in f["context"]]
    assert len(pieces) == 10
    for piece in pieces:
        assert texts[piece["document"]][piece["start"] : piece["end"]] == piece["quote"]
    assert HOSTILE in {finding["quote"] for finding in data["findings"]}


def test_silence_conflict_and_superseded_are_listed():
    data = read(make_report())
    assert [silence["question"] for silence in data["silences"]] == ["Q13", "Q16"]
    assert data["silences"][1]["meaning"] == "bad"
    assert [conflict["question"] for conflict in data["conflicts"]] == ["Q27"]
    assert [f["practice"] for f in data["findings"] if f["superseded"]] == ["sale.no_sale_commitment"]
    assert data["without_agreement"]["score"] == 40.2
    assert (
        data["headline"]
        == "72 (70–73) of 100 · Approve with DPA · provisional: 3 decisive findings to confirm"
    )


def test_an_unscored_report_has_no_number():
    data = read(make_unscored_report())
    assert (data["score"], data["low"], data["high"]) == (None, None, None)
    assert data["headline"] == "Not reviewable: no score"


def test_parameters_keep_their_types():
    report = make_report()
    finding = replace(
        report.findings[0], parameters=(("flag", True), ("n", 1), ("x", 1.5), ("l", ("a", "b")))
    )
    data = read(replace(report, findings=(finding, *report.findings[1:])))
    assert data["findings"][0]["parameters"] == {"flag": True, "n": 1, "x": 1.5, "l": ["a", "b"]}
    assert data["findings"][0]["parameters"]["flag"] is True


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_strange_names_come_through_unchanged(name):
    assert read(make_report(name))["vendor"]["name"] == name


def test_an_unknown_practice_is_shown_by_its_id():
    report = make_report()
    strange = replace(report.findings[0], practice_id="gone.from_rulebook")
    data = read(replace(report, findings=(strange, *report.findings[1:])))
    assert data["findings"][0]["title"] == "gone.from_rulebook"
