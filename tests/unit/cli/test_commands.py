"""The command line as a person uses it: files in, report out, errors in sentences, exit codes."""

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from analyzer.cli import main
from analyzer.cli.app import app

POLICY = (
    "Privacy Policy. We never sell student data. We retain student records for 30 days after the end "
    "of the contract and then delete them. We may share personal information with business partners "
    "who offer products that may interest you."
)
RUN = CliRunner()


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "privacy.txt"
    path.write_text(POLICY, encoding="utf-8")
    return path


def _json(*arguments: str) -> dict:
    result = RUN.invoke(app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_check_prints_a_report_that_its_schema_describes(policy: Path) -> None:
    report = _json("check", str(policy))
    schema = json.loads(RUN.invoke(app, ["schema"]).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(report)


def test_findings_carry_the_contract_and_exact_quotes(policy: Path) -> None:
    report = _json("check", str(policy))
    texts = {d["id"]: d["text"] for d in report["documents"]}
    assert report["findings"]
    for finding in report["findings"]:
        assert texts[finding["document"]][finding["start"] : finding["end"]] == finding["quote"]
        assert {"practice", "asserted", "scope", "qualifier", "parameters", "confidence"} <= finding.keys()
        assert finding["detectors"]
        assert finding["reasons"]
    assert "sale.no_sale_commitment" in {f["practice"] for f in report["findings"]}
    assert "sale.sells_student_data" not in {f["practice"] for f in report["findings"]}


def test_several_sources_make_one_bundle(policy: Path, tmp_path: Path) -> None:
    other = tmp_path / "terms.md"
    other.write_text("# Terms of Service\n\nWe may change these terms at any time without notice to you.\n")
    report = _json("check", str(policy), str(other))
    assert [d["id"] for d in report["documents"]] == ["d1", "d2"]
    assert [d["kind"] for d in report["documents"]] == ["privacy_policy", "terms"]


def test_what_cannot_be_read_is_named_and_the_rest_is_read(policy: Path, tmp_path: Path) -> None:
    result = RUN.invoke(app, ["check", str(policy), str(tmp_path / "missing.pdf")])
    assert result.exit_code == 0
    assert "missing.pdf" in result.stdout


def test_nothing_readable_ends_with_code_2(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["check", str(tmp_path / "missing.pdf")])
    assert result.exit_code == 2
    assert "None of the sources could be read" in result.stderr


@pytest.mark.parametrize(("tier", "code"), [("high_concern", 1), ("do_not_approve", 0)])
def test_fail_on_sets_the_exit_code(policy: Path, tier: str, code: int) -> None:
    assert RUN.invoke(app, ["check", str(policy), "--fail-on", tier]).exit_code == code


@pytest.mark.parametrize("form", ["html", "md", "json", "txt"])
def test_out_writes_the_form_its_name_says(policy: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"report.{form}"
    assert RUN.invoke(app, ["check", str(policy), "--out", str(out)]).exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert "We never sell student data." in text
    assert text.startswith("<!") == (form == "html")
    assert text.startswith("{") == (form == "json")


def test_same_input_same_bytes_but_for_the_time(policy: Path) -> None:
    first, second = _json("check", str(policy)), _json("check", str(policy))
    for report in (first, second):
        report["provenance"].pop("made_at")
        for document in report["documents"]:
            document.pop("retrieved_at")
    assert first == second


def test_import_rescore_list(policy: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(f"Product Name,Privacy Policy\nQuillfern,{policy.name}\n,\n", encoding="utf-8")
    imported = RUN.invoke(app, ["vendors", "import", str(listed)])
    assert imported.exit_code == 0, imported.output
    assert "1 vendors imported" in imported.stdout
    assert RUN.invoke(app, ["rescore"]).exit_code == 0
    rows = json.loads(RUN.invoke(app, ["list", "--json"]).stdout)
    assert [(r["name"], r["documents_read"]) for r in rows] == [("Quillfern", 1)]
    again = RUN.invoke(app, ["rescore"])
    assert "1 unchanged" in again.stdout


def test_a_vendor_that_cannot_be_read_ends_with_code_3(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("name,documents\nGonewren,gone.html\n", encoding="utf-8")
    (tmp_path / "gone.html").write_text("soon gone", encoding="utf-8")
    RUN.invoke(app, ["vendors", "import", str(listed)])
    (tmp_path / "gone.html").unlink()
    result = RUN.invoke(app, ["rescore"])
    assert result.exit_code == 3
    assert "Gonewren" in result.stdout


def test_explain_shows_what_was_kept_and_what_was_dropped(policy: Path) -> None:
    kept = RUN.invoke(app, ["explain", str(policy), "--practice", "sale.no_sale_commitment"]).stdout
    assert "KEPT" in kept
    dropped = RUN.invoke(app, ["explain", str(policy), "--practice", "sale.sells_student_data"]).stdout
    assert "DROPPED" in dropped
    assert "negated" in dropped


def test_an_error_is_a_sentence_and_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], policy: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["analyzer", "explain", str(policy), "--practice", "sale.unknown"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "There is no practice 'sale.unknown'" in capsys.readouterr().err
