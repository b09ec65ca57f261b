"""What is read from the store: exports, search, changes, history; and people's words on it."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from docx import Document
from typer.testing import CliRunner

from analyzer.cli.app import app
from analyzer.render import DISCLOSURES
from tests.unit.render.test_pdf import png

RUN = CliRunner()


def _run(*arguments: str) -> str:
    result = RUN.invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def _refused(*arguments: str) -> str:
    result = RUN.invoke(app, list(arguments))
    assert result.exit_code != 0
    return f"{result.exception} {result.stderr}"


def _key(practice: str = "") -> str:
    rows = json.loads(_run("review", "list", "lexiloop", "--json"))
    return next(row["key"] for row in rows if row["practice"].startswith(practice))


@pytest.mark.usefixtures("scored")
class TestExports:
    def test_list_as_csv_json_and_parquet_names_the_same_vendors(self, tmp_path: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(_run("export", "list"))))
        named = json.loads(_run("export", "list", "--format", "json"))
        _run("export", "list", "--out", str(tmp_path / "list.parquet"))
        frame = pd.read_parquet(tmp_path / "list.parquet")
        assert {row["name"] for row in named} == {"Glimmerpost", "LexiLoop Reader"}
        assert {row["vendor"] for row in rows} == {"Glimmerpost", "LexiLoop Reader"}
        assert set(frame["vendor"]) == {"Glimmerpost", "LexiLoop Reader"}

    def test_list_as_workbook_has_findings_and_due_reviews(self, tmp_path: Path) -> None:
        _run("decide", "lexiloop", "approve", "--decider", "Ann Lee", "--expires", "2093-06-30")
        _run("export", "list", "--out", str(tmp_path / "list.xlsx"))
        book = openpyxl.load_workbook(tmp_path / "list.xlsx")
        assert book.sheetnames == ["vendors", "findings", "changes", "due reviews"]
        assert book["findings"].max_row > 5
        due = [row[:3] for row in book["due reviews"].iter_rows(min_row=2, values_only=True)]
        assert [(vendor, reason) for vendor, _, reason in due] == [
            ("Glimmerpost", "the next check is due"),
            ("LexiLoop Reader", "the next check is due"),
            ("LexiLoop Reader", "the decision runs out"),
        ]
        assert str(due[-1][1])[:10] == "2093-06-30"

    def test_list_of_a_group(self) -> None:
        named = json.loads(_run("export", "list", "--format", "json", "--group", "reading"))
        assert [row["id"] for row in named] == ["lexiloop"]

    @pytest.mark.parametrize(("form", "magic"), [("json", b"{"), ("html", b"<!"), ("pdf", b"%PDF-")])
    def test_report_is_the_stored_one(self, tmp_path: Path, form: str, magic: bytes) -> None:
        out = tmp_path / f"r.{form}"
        _run("export", "report", "LexiLoop Reader", "--out", str(out))
        assert out.read_bytes().startswith(magic)

    def test_report_tells_the_decision_and_wears_the_logo(self, tmp_path: Path) -> None:
        _run(
            "decide", "lexiloop", "approve_with_conditions", "--decider", "Ann Lee",
            "--second-approver", "Bo Diaz", "--condition", "Grades 3 to 5 only.", "--expires", "2093-06-30",
        )  # fmt: skip
        told = json.loads(_run("export", "report", "lexiloop", "--format", "json"))["record"]
        assert (told["decider"], told["second_approver"]) == ("Ann Lee", "Bo Diaz")
        assert told["conditions"] == ["Grades 3 to 5 only."]
        assert told["review_id"].startswith("lexiloop-")
        assert [step["action"] for step in told["audit_log"]] == ["vendor_added", "vendor_decided"]
        shown = " ".join(_run("export", "report", "lexiloop").split())
        assert "Approved with conditions by Ann Lee and Bo Diaz on" in shown
        logo = tmp_path / "logo.png"
        logo.write_bytes(b"GIF89a")
        out = str(tmp_path / "r.docx")
        assert "no PNG or JPEG" in _refused("export", "report", "lexiloop", "--out", out, "--logo", str(logo))
        logo.write_bytes(png())
        _run("export", "report", "lexiloop", "--out", out, "--logo", str(logo))
        assert Document(out).sections[0].header._element.xpath(".//pic:pic")

    def test_csv_begins_with_the_mark_only_when_asked(self, tmp_path: Path) -> None:
        out = tmp_path / "list.csv"
        for command in (("list",), ("report", "lexiloop"), ("disclosure", "florida")):
            _run("export", *command, "--out", str(out), "--bom")
            assert out.read_bytes().startswith(b"\xef\xbb\xbf")
            _run("export", *command, "--out", str(out))
            assert not out.read_bytes().startswith(b"\xef\xbb\xbf")

    @pytest.mark.parametrize(("form", "magic"), [("md", b"# Q"), ("docx", b"PK"), ("eml", b"Subject: Q")])
    def test_letter(self, tmp_path: Path, form: str, magic: bytes) -> None:
        out = tmp_path / f"letter.{form}"
        _run("export", "letter", "lexiloop", "--format", form, "--out", str(out))
        assert out.read_bytes().startswith(magic)

    @pytest.mark.parametrize("state", sorted(DISCLOSURES))
    def test_disclosure_of_every_state(self, state: str) -> None:
        rows = list(csv.reader(io.StringIO(_run("export", "disclosure", state))))
        assert len(rows) == 3
        assert all("DRAFT" in row[-1] for row in rows[1:])

    def test_disclosure_as_a_file_and_its_help_names_every_state(self, tmp_path: Path) -> None:
        out = tmp_path / "table.docx"
        _run("export", "disclosure", "illinois", "--out", str(out))
        assert out.read_bytes().startswith(b"PK")
        shown = " ".join(_run("export", "disclosure", "--help").split())
        assert all(state in shown for state in DISCLOSURES)
        assert "florida" in _refused("export", "disclosure", "atlantis")

    def test_site_lists_approved_products_alone(self, tmp_path: Path) -> None:
        folder = tmp_path / "site"
        assert "analyzer decide" in _refused("export", "site", str(folder))
        _run("decide", "lexiloop", "approve", "--decider", "Ann Lee")
        assert _run("export", "site", str(folder)).startswith("1 products")
        assert (folder / "en" / "lexiloop.html").is_file()
        assert not (folder / "en" / "glimmerpost.html").exists()
        _run("export", "site", str(folder), "--undecided")
        assert (folder / "en" / "glimmerpost.html").is_file()

    @pytest.mark.parametrize(
        "command", [("list", "--format", "xlsx"), ("report", "lexiloop", "--format", "pdf")]
    )
    def test_binary_forms_need_a_file(self, command: tuple[str, ...]) -> None:
        assert "--out" in _refused("export", *command)

    def test_an_unknown_vendor_is_answered_with_the_nearest(self) -> None:
        assert "LexiLoop Reader" in _refused("export", "letter", "Lexilop")


@pytest.mark.usefixtures("scored")
class TestReading:
    def test_search_finds_clauses_and_tells_where(self) -> None:
        hits = json.loads(_run("search", "improve", "models", "--json"))
        assert {hit["vendor_id"] for hit in hits} == {"lexiloop"}
        shown = _run("search", "improve", "models")
        assert " ".join(hits[0]["text"].split()) in shown
        assert hits[0]["location"] in shown
        assert len(json.loads(_run("search", "you", "--most", "1", "--json"))) == 1
        assert json.loads(_run("search", "zeppelin", "--json")) == []

    def test_changes_needs_two_reports_and_tells_whose_change_it_was(self) -> None:
        assert json.loads(_run("changes", "--json")) == []
        _run(
            "review",
            "reject",
            "lexiloop",
            _key("ai."),
            "--reviewer",
            "Ann",
            "--reason",
            "It is another product.",
        )
        RUN.invoke(app, ["rescore", "lexiloop", "--offline"])
        found = json.loads(_run("changes", "lexiloop", "--json"))
        assert [change["causes"] for change in found] == [["reviews"]]
        assert _run("changes").startswith("LexiLoop Reader: ")

    def test_history_tells_reports_decisions_and_the_log(self) -> None:
        _run("decide", "lexiloop", "deny", "--decider", "Ann Lee", "--reason", "It trains models.")
        told = json.loads(_run("history", "lexiloop", "--json"))
        assert len(told["reports"]) == 1
        assert told["decisions"][0]["kind"] == "deny"
        assert [entry["action"] for entry in told["log"]] == ["vendor_added", "vendor_decided"]
        assert "It trains models." in _run("history", "lexiloop")


@pytest.mark.usefixtures("scored")
class TestJudging:
    def test_a_confirmed_finding_is_confirmed_in_the_next_report(self) -> None:
        key = _key()
        assert _run("review", "confirm", "lexiloop", key[:12], "--reviewer", "Ann").startswith("confirmed")
        RUN.invoke(app, ["rescore", "lexiloop", "--offline"])
        report = json.loads(_run("export", "report", "lexiloop", "--format", "json"))
        assert {f["status"] for f in report["findings"] if f["key"] == key} == {"confirmed"}
        assert key not in {row["key"] for row in json.loads(_run("review", "list", "lexiloop", "--json"))}
        assert key[:12] in _run("review", "list", "lexiloop", "--all")

    def test_a_rejected_finding_no_longer_counts_and_can_be_taken_back(self) -> None:
        key = _key()
        assert "--reason" in _refused("review", "reject", "lexiloop", key, "--reviewer", "Ann")
        _run("review", "reject", "lexiloop", key, "--reviewer", "Ann", "--reason", "It is about visitors.")
        _run("review", "withdraw", "lexiloop", key, "--reviewer", "Bo", "--reason", "Ann misread it.")
        log = json.loads(_run("history", "lexiloop", "--json"))["log"]
        assert [entry["action"] for entry in log][-2:] == ["finding_rejected", "finding_withdrawn"]

    @pytest.mark.parametrize("key", ["", "zz"])
    def test_a_key_of_no_or_many_findings_is_refused(self, key: str) -> None:
        assert "analyzer review list lexiloop" in _refused(
            "review", "confirm", "lexiloop", key, "--reviewer", "Ann"
        )

    def test_decisions_follow_each_other_and_are_checked(self) -> None:
        assert "reason" in _refused("decide", "lexiloop", "deny", "--decider", "Ann")
        _run("decide", "lexiloop", "defer", "--decider", "Ann", "--reason", "We wait for an answer.")
        told = _run(
            "decide", "lexiloop", "approve_with_conditions", "--decider", "Ann", "--second-approver", "Bo",
            "--condition", "No AI coach", "--condition", "Grades 6 up", "--expires", "2093-06-30",
        )  # fmt: skip
        assert "until 2093-06-30" in told
        decisions = json.loads(_run("history", "lexiloop", "--json"))["decisions"]
        assert [decision["revision"] for decision in decisions] == [1, 2]
        assert decisions[1]["conditions"] == ["No AI coach", "Grades 6 up"]
        assert decisions[1]["report"] is not None


def test_a_vendor_without_a_report_is_told_to_be_read_first(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    (tmp_path / "p.txt").write_text("soon read", encoding="utf-8")
    listed.write_text("name,documents\nGonewren,p.txt\n", encoding="utf-8")
    _run("vendors", "import", str(listed))
    assert "analyzer rescore gonewren" in _refused("export", "letter", "Gonewren")


def test_what_strangers_wrote_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("Privacy Policy. We never sell student data.", encoding="utf-8")
    (tmp_path / "list.csv").write_text("name,documents\nQuill\x1b[2Jfern,p.txt\n", encoding="utf-8")
    _run("vendors", "import", str(tmp_path / "list.csv"))
    RUN.invoke(app, ["rescore"])
    assert "never sell" in _run("search", "sell")
    for command in (["search", "sell"], ["list"], ["history", "quill-2jfern"]):
        assert "\x1b" not in RUN.invoke(app, command).output
