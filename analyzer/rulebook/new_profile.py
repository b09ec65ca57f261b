"""A guided way to write a district profile: the questions as data, and the file they make."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from analyzer.core.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileQuestion:
    """One question to the district. `options` are (key, text); `many` allows several of them."""

    id: str
    text: str
    options: tuple[tuple[str, str], ...] = ()
    many: bool = False
    default: str = ""


_USES = {
    "academics": ("Academics and personalised learning", ("provide_service", "personalize_learning")),
    "communication": ("Communication with families", ("communicate",)),
    "operations": (
        "Operations: transportation, meals, athletics, safety",
        ("support", "security", "operations"),
    ),
    "eligibility": ("Eligibility for public programmes", ("eligibility_reporting", "legal")),
}
_PERMITTED = {
    "improve_service": "Improving the product itself",
    "analytics": "Measuring how the product is used",
    "research": "Research",
    "ai_training": "Training AI models",
    "marketing": "Marketing to pupils or families",
    "advertising": "Advertising",
    "sale": "Sale of data",
    "profiling": "Profiling for commercial purposes",
    "develop_products": "Developing other products",
}
_ACCESS = {
    "staff": ("District staff with a role in the pupil's education", ("school", "parent")),
    "vendors": ("Vendors bound to the district's purposes", ("service_provider", "subprocessor_named")),
    "law": ("Others where the law requires it", ("government",)),
}
_OTHERS = (
    "partner",
    "advertiser",
    "ad_network",
    "data_broker",
    "social_platform",
    "affiliate",
    "public",
    "other_users",
)
_DATA = {
    "biographical": ("Names, birth dates, addresses, parents", ("name", "dob_age", "contact_student",
                     "parent_name", "parent_contact")),
    "demographics": ("Demographics", ("gender", "race_ethnicity", "language", "living_situation")),
    "health": ("Health and medical", ("health",)),
    "meals": ("Meal benefits", ("meal_status", "payment")),
    "ids": ("Student ids and enrolment", ("student_id", "enrollment")),
    "attendance": ("Attendance", ("attendance",)),
    "discipline": ("Discipline", ("discipline",)),
    "schedules": ("Schedules", ("schedule",)),
    "grades": ("Grades, assessments, pupils' work", ("grades", "assessment", "student_work")),
    "iep": ("IEP and 504 plans", ("iep_504",)),
    "transportation": ("Transportation", ("transportation",)),
    "accounts": ("User names and passwords", ("username", "password")),
    "email": ("E-mail", ("email", "communications")),
    "network": ("Network usage, devices", ("network_usage", "device_ids", "coarse_location")),
    "usage": ("Software usage and internet history", ("usage_stats", "browsing_history")),
    "location": ("Device location", ("device_location",)),
    "recordings": ("Photos, video, voice", ("photo_video", "voice")),
}  # fmt: skip
_YES_NO = (("yes", "Yes"), ("no", "No"))

PROFILE_QUESTIONS = (
    ProfileQuestion(id="id", text="A short id for the file, such as our-town", default="our-district"),
    ProfileQuestion(id="name", text="The district's name"),
    ProfileQuestion(id="home_state", text="The state, in two letters"),
    ProfileQuestion(id="source", text="The address of the page that tells families of your policy"),
    ProfileQuestion(id="contact", text="Whom families and vendors write to"),
    ProfileQuestion(
        id="breach_hours", text="Within how many hours a vendor must tell of a breach", default="72"
    ),
    ProfileQuestion(
        id="uses",
        text="What the district uses pupils' data for",
        options=tuple((key, text) for key, (text, _) in _USES.items()),
        many=True,
    ),
    ProfileQuestion(
        id="permitted",
        text="Which of these a vendor may do under conditions (all others exceed the policy)",
        options=tuple(_PERMITTED.items()),
        many=True,
    ),
    ProfileQuestion(
        id="access",
        text="Who may see pupils' data",
        options=tuple((key, text) for key, (text, _) in _ACCESS.items()),
        many=True,
    ),
    ProfileQuestion(
        id="data",
        text="Which data your page tells families of",
        options=tuple((key, text) for key, (text, _) in _DATA.items()),
        many=True,
    ),
    ProfileQuestion(
        id="location_stored",
        text="May a product store the location of devices?",
        options=_YES_NO,
        default="no",
    ),
    ProfileQuestion(
        id="permission",
        text="Do you ask families before using products that the district does not provide?",
        options=_YES_NO,
        default="yes",
    ),
)


def new_profile(answers: Mapping[str, str | tuple[str, ...]]) -> str:
    """Return the YAML text of a profile from answers by question id; missing ones take the default.

    Raises UsageError for an answer to no question or outside a question's options.
    """
    given = {q.id: _checked(q, answers.get(q.id)) for q in PROFILE_QUESTIONS}
    unknown = sorted(set(answers) - set(given))
    if unknown:
        raise UsageError(f"No such profile question: {', '.join(unknown)}.")
    one = {key: value[0] if value else "" for key, value in given.items()}
    profile = {
        "id": _id(one["id"]),
        "name": one["name"] or one["id"],
        "home_state": one["home_state"].upper(),
        "source": one["source"],
        "contact": one["contact"],
        "breach_hours": _hours(one["breach_hours"]),
        "uses": [
            {"id": f"U{n}", "text": _USES[key][0], "purposes": list(_USES[key][1])}
            for n, key in enumerate(given["uses"], 1)
        ],
        "purpose_rules": _purpose_rules(given["permitted"]),
        "access": [
            {"id": f"A{n}", "text": _ACCESS[key][0], "recipients": list(_ACCESS[key][1])}
            for n, key in enumerate(given["access"], 1)
        ],
        "recipients_not_permitted": list(_OTHERS),
        "special": _special(one),
        "categories": [
            {"id": key, "label": _DATA[key][0], "elements": list(_DATA[key][1])} for key in given["data"]
        ],
        "thresholds": _thresholds(),
    }
    return yaml.safe_dump(profile, sort_keys=False, allow_unicode=True, width=100)


def _checked(question: ProfileQuestion, answer: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if answer is None or answer == "":
        return (question.default,) if question.default else ()
    values = (answer,) if isinstance(answer, str) else answer
    allowed = [key for key, _ in question.options]
    wrong = [v for v in values if allowed and v not in allowed]
    if wrong or (len(values) > 1 and not question.many):
        told = ", ".join(wrong or values)
        raise UsageError(f"{question.text}: {told!r} is no answer. Choose from: {', '.join(allowed)}.")
    return values


def _id(text: str) -> str:
    """Return an id as files want it: what a person types ("Our Town") in small letters, joined by hyphens."""
    made = "-".join(re.findall(r"[a-z0-9]+", text.casefold()))
    if not made:
        raise UsageError(f"{text!r} gives no id. Use letters a to z or digits, such as our-town.")
    return made


def _hours(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise UsageError(f"{text!r} is no number of hours. Write a whole number such as 72.")
    return int(text)


def _purpose_rules(permitted: tuple[str, ...]) -> list[dict[str, object]]:
    exceeding = [key for key in _PERMITTED if key not in permitted]
    rules: list[dict[str, object]] = []
    if permitted:
        action = "Limit it to the service itself or to de-identified data."
        rules.append({"purposes": list(permitted), "verdict": "consistent_with_condition", "action": action})
    if exceeding:
        rules.append(
            {"purposes": exceeding, "verdict": "exceeds_district_policy", "action": "Have it excluded."}
        )
    vague = "Ask the vendor to list every purpose."
    return [*rules, {"purposes": ["unspecified"], "verdict": "unclear_ask", "action": vague}]


def _special(one: Mapping[str, str]) -> list[dict[str, object]]:
    rules: list[dict[str, object]] = []
    if one["location_stored"] == "no":
        text = "Device location is not stored"
        rules.append({"id": "S1", "text": text, "element": "device_location", "stored_allowed": False})
    if one["permission"] == "yes":
        text = "Permission is sought for resources that the district does not provide"
        rules.append({"id": "S2", "text": text, "permission_needed": True})
    return rules


def _thresholds() -> list[dict[str, object]]:
    """Return the grid of rubric section 4.5, for the district to edit."""
    return [
        {"exposure": 0, "tiers": ["ready", "with_dpa", "needs_answers", "high_concern"]},
        {"exposure": 1, "tiers": ["ready", "with_dpa"], "agreement_suffices": True},
        {"exposure": 2, "agreement_needed": True, "minimum_score": 70},
        {
            "exposure": 3,
            "agreement_needed": True,
            "minimum_score": 85,
            "audit_needed": True,
            "second_approver": True,
            "retention_days_needed": True,
        },
    ]
