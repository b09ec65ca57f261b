"""`check` in every form and for a request; `whatif`."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from analyzer.cli import checking, vetting
from analyzer.cli.app import app
from analyzer.core.reports import TierId
from analyzer.render import RENDERERS

RUN = CliRunner()
POLICY = (
    "Privacy Policy. We collect the name and the e-mail address of each student. We never sell student data. "
    "We retain student records for 30 days after the end of the contract and then delete them."
)
MAGIC = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK", "letter.docx": b"PK"}


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "privacy.txt"
    path.write_text(POLICY, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_every_renderer_is_a_format_of_check(policy: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"report.{form}"
    result = RUN.invoke(app, ["check", str(policy), "--out", str(out)])
    assert result.exit_code == 0, result.output
    content = out.read_bytes()
    assert content.startswith(MAGIC.get(form, b""))
    assert len(content) > 200
    named = tmp_path / "named.bin"
    assert RUN.invoke(app, ["check", str(policy), "--format", form, "--out", str(named)]).exit_code == 0
    assert named.read_bytes()[:4] == content[:4]


def test_the_help_of_check_names_every_renderer() -> None:
    told = next(parameter.help for parameter in _parameters("check") if "--format" in parameter.opts)
    assert [form for form in RENDERERS if form not in told] == []


def _parameters(command: str) -> list:
    return typer.main.get_command(app).commands[command].params


@pytest.mark.parametrize("form", sorted(MAGIC))
def test_a_binary_form_is_not_printed(policy: Path, form: str) -> None:
    result = RUN.invoke(app, ["check", str(policy), "--format", form])
    assert result.exit_code != 0
    assert "--out" in str(result.exception)
    assert result.stdout == ""


def test_an_unknown_form_is_refused_with_those_there_are(policy: Path) -> None:
    result = RUN.invoke(app, ["check", str(policy), "--format", "odt"])
    assert "docx" in str(result.exception)


def test_a_request_reaches_the_assessment(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    read = vetting.read_vendor
    monkeypatch.setattr(
        vetting, "read_vendor", lambda wanted, chosen: seen.append(wanted) or read(wanted, chosen)
    )
    options = ["--product", "Quillfern", "--grades", "K, 1", "--youngest-age", "5", "--elements", "health"]
    with_request = json.loads(RUN.invoke(app, ["check", str(policy), "--json", *options]).stdout)
    without = json.loads(RUN.invoke(app, ["check", str(policy), "--json"]).stdout)
    request = seen[0].request
    assert (request.product, request.grades, request.youngest_age) == ("Quillfern", ("K", "1"), 5)
    assert seen[1].request is None
    assert with_request["exposure"] == 3
    assert without["exposure"] != 3


def test_an_unknown_data_element_is_named_with_those_there_are(policy: Path) -> None:
    result = RUN.invoke(app, ["check", str(policy), "--elements", "shoe_size"])
    assert "shoe_size" in str(result.exception)
    assert "student_work" in str(result.exception)


def test_ocr_reads_texts_as_before_and_names_broken_files(policy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 not a Word file")
    plain = json.loads(RUN.invoke(app, ["check", str(policy), str(broken), "--json"]).stdout)
    ocr = json.loads(RUN.invoke(app, ["check", str(policy), str(broken), "--json", "--ocr"]).stdout)
    assert ocr["findings"] == plain["findings"]
    assert [d["source"] for d in ocr["documents"]] == [d["source"] for d in plain["documents"]]
    assert [u["source"] for u in ocr["unread"]] == [u["source"] for u in plain["unread"]]


def test_whatif_of_a_stored_vendor_is_that_of_its_documents(scored: Path) -> None:
    stored = json.loads(RUN.invoke(app, ["whatif", "--vendor", "lexiloop", "--json"]).stdout)
    samples = Path(__file__).resolve().parents[3] / "data" / "samples" / "lexiloop"
    read = RUN.invoke(app, ["whatif", str(samples / "privacy.html"), str(samples / "terms.html"), "--json"])
    assert json.loads(read.stdout) == stored
    assert stored["path"]
    assert all(change["question_id"].startswith("Q") for change in stored["changes"])
    told = RUN.invoke(app, ["whatif", "--vendor", "LexiLoop Reader"]).stdout
    assert told.startswith("Now: ")
    assert stored["next_tier"] in told
    assert all(question in told for question in stored["path"])


@pytest.mark.parametrize("arguments", [[], ["some.txt", "--vendor", "lexiloop"]])
def test_whatif_wants_documents_or_a_vendor(arguments: list[str]) -> None:
    assert "not both" in str(RUN.invoke(app, ["whatif", *arguments]).exception)


def test_worst_first_names_every_tier() -> None:
    assert set(checking._WORST_FIRST) == set(TierId)
