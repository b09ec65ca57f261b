"""Data elements that a clause names, by the rulebook's own list."""

import pytest

from analyzer.core.findings import parameter
from analyzer.match.elements import read_data_elements


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("We collect each student's date of birth and home address.", ("contact_student", "dob_age")),
        ("We sell email addresses and browsing histories to brokers.", ("browsing_history", "email")),
        ("We collect usernames, but no photos.", ("username",)),
        ("We collect neither photos nor voice.", ("photo_video", "voice")),
        ("Ad networks show ads to those over the age of 13.", None),
        ("With the consent of a parent or guardian we use data.", None),
        ("We have a legitimate interest in better lessons.", None),
        ("We care for your privacy.", None),
    ],
)
def test_elements_are_those_named_and_not_denied(read, text, elements):
    assert read_data_elements(text, read(text)) == elements


def test_the_lead_in_lends_its_elements_and_an_item_its_own(read):
    reading = read("for targeted advertising", lead_in="We use browsing history and device IDs:")
    assert read_data_elements("", reading) == ("browsing_history", "device_ids")


def test_every_element_of_the_rulebook_is_known_by_each_of_its_names(read, rules):
    for element in rules.rulebook.elements:
        for name in element.names:
            named = read_data_elements("", read(f"We store {name}."))
            ignored = bool(read(f"We store {name}.").seen("not_element"))
            assert ignored or named, (element.id, name)


def test_findings_of_sale_sharing_and_advertising_carry_them(matched):
    def told(text: str, practice: str) -> set[object]:
        found = matched(text).matches
        return {parameter(m.parameters, "data_elements") for m in found if m.practice_id == practice}

    assert told("We sell student data such as grades to brokers.", "sale.sells_student_data") == {("grades",)}
    assert told(
        "We share personal information, such as your IP address, with advertisers.", "sharing.advertisers"
    ) == {("network_usage",)}
    assert told("We use your browsing history to show targeted ads.", "ads.targeted") == {
        ("browsing_history",)
    }
    assert told("We collect students' fingerprints.", "collection.sensitive_categories") == {("biometric",)}


def test_a_promise_not_to_collect_names_no_data_in_use(matched):
    found = matched("We do not collect more than is necessary, and no social security numbers.").matches
    promise = [m for m in found if m.practice_id == "collection.minimization"]
    assert promise
    assert all(parameter(m.parameters, "data_elements") is None for m in promise)
