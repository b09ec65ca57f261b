"""The words people read for the values machines keep: states, statuses, kinds, qualifiers."""

from collections.abc import Mapping

from analyzer.core.documents import DocumentKind, ReadingStatus
from analyzer.core.findings import Asserted, FindingStatus, Parameters, ParameterValue, Qualifier, Scope
from analyzer.core.reports import Agreement, AnswerState, TierId
from analyzer.core.rules import Polarity, Silence

LIMITATIONS: tuple[str, ...] = (
    "This report reads published words, not behaviour: it cannot see what the vendor does with data.",
    "It is not legal advice. A law note says which rule bears on a clause; a lawyer says what follows.",
    "A program read the documents and can miss or misread a clause: check each decisive quote.",
    "Only the documents listed here were read, as they stood when they were fetched.",
    "What was not read is not scored. The tier is a suggestion; a person decides.",
)

STATE_LABEL: dict[AnswerState, str] = {
    AnswerState.PROTECTED: "Protected",
    AnswerState.PROTECTED_QUALIFIED: "Protected, with limits",
    AnswerState.PARTIAL: "Partly protected",
    AnswerState.SILENT: "The documents do not say",
    AnswerState.CONFLICT: "The documents contradict each other",
    AnswerState.RISK: "Risk stated",
    AnswerState.NOT_APPLICABLE: "Does not apply",
}

STATE_SIGN: dict[AnswerState, str] = {
    AnswerState.PROTECTED: "+",
    AnswerState.PROTECTED_QUALIFIED: "+",
    AnswerState.PARTIAL: "~",
    AnswerState.SILENT: "?",
    AnswerState.CONFLICT: "!",
    AnswerState.RISK: "x",
    AnswerState.NOT_APPLICABLE: "-",
}

KIND_LABEL: dict[DocumentKind, str] = {
    DocumentKind.DATA_AGREEMENT: "data agreement",
    DocumentKind.STUDENT_POLICY: "student privacy policy",
    DocumentKind.PRIVACY_POLICY: "privacy policy",
    DocumentKind.TERMS: "terms",
    DocumentKind.COOKIE_NOTICE: "cookie notice",
    DocumentKind.ACCEPTABLE_USE: "acceptable use policy",
    DocumentKind.SUBPROCESSOR_LIST: "list of subprocessors",
    DocumentKind.AI_NOTICE: "AI notice",
    DocumentKind.SECURITY_PAGE: "security page",
    DocumentKind.WEBSITE_POLICY: "website policy",
    DocumentKind.MARKETING: "marketing page",
    DocumentKind.OTHER: "other document",
}

RANK_LABEL: dict[int, str] = {
    1: "signed agreement",
    2: "school or student addendum",
    3: "product policy",
    4: "terms",
    5: "other published notice",
    6: "marketing or answers by mail",
}

SCOPE_LABEL: dict[Scope, str] = {
    Scope.STUDENT: "about students",
    Scope.SCHOOL: "about schools",
    Scope.ANY: "about everyone",
    Scope.CONSUMER: "about consumers",
    Scope.WEBSITE: "about website visitors",
    Scope.OTHER_USERS: "about other users",
}

QUALIFIER_LABEL: dict[Qualifier, str] = {
    Qualifier.NONE: "",
    Qualifier.EXCEPTION: "with an exception",
    Qualifier.CONDITIONAL: "only on a condition",
    Qualifier.GEOGRAPHY: "only in some places",
    Qualifier.AGE: "only for some ages",
    Qualifier.EDITION: "only in some editions",
    Qualifier.HEDGE: "softened wording",
}

ASSERTED_LABEL: dict[Asserted, str] = {
    Asserted.AFFIRMS: "the clause says so",
    Asserted.DENIES: "the clause denies it",
}

FINDING_STATUS_LABEL: dict[FindingStatus, str] = {
    FindingStatus.MACHINE: "not yet checked by a person",
    FindingStatus.CONFIRMED: "confirmed by a person",
    FindingStatus.REJECTED: "rejected by a person",
    FindingStatus.EDITED: "edited by a person",
}

POLARITY_LABEL: dict[Polarity, str] = {
    Polarity.RISK: "risk",
    Polarity.PROTECTIVE: "protection",
    Polarity.NEUTRAL: "note",
}

SILENCE_LABEL: dict[Silence, str] = {
    Silence.BAD: "Silence counts against the vendor here: a careful vendor says it.",
    Silence.UNKNOWN: "Silence leaves this open: ask.",
    Silence.FINE: "Silence is harmless here.",
}

MARK_LABEL: dict[str, str] = {
    "C": "text seen",
    "S": "seen in a secondary source only",
    "K": "not verified: check before relying on it",
}

VERDICT_LABEL: dict[str, str] = {
    "consistent": "consistent with the district's page",
    "consistent_with_condition": "consistent if a condition is set",
    "exceeds_district_policy": "exceeds the district's policy",
    "unclear_ask": "unclear: ask the vendor",
    "minimize_ask": "more than the use needs: ask to leave it out",
    "not_disclosed_to_families": "not on the page that families read",
    "conflicts_with_page": "conflicts with the district's page",
}

_SUBJECT_LABEL: dict[str, str] = {
    "provide_service": "providing the service",
    "personalize_learning": "fitting the lessons to the learner",
    "communicate": "writing to its users",
    "support": "helping its users",
    "security": "keeping the service safe",
    "operations": "running the service",
    "eligibility_reporting": "reports that the law or a programme asks for",
    "legal": "obeying the law",
    "improve_service": "improving its products",
    "analytics": "measuring use (analytics)",
    "researcher": "researchers",
    "marketing": "marketing",
    "advertising": "advertising",
    "sale": "selling data",
    "profiling": "building profiles",
    "develop_products": "developing other products",
    "research": "research",
    "ai_training": "training AI models",
    "unspecified": "purposes that it does not name",
    "service_provider": "companies that work for the vendor",
    "subprocessor_named": "companies on the vendor's public list",
    "affiliate": "companies of the same group",
    "partner": "business partners",
    "advertiser": "advertisers",
    "ad_network": "advertising networks",
    "data_broker": "data brokers",
    "social_platform": "social networks",
    "acquirer": "a company that buys the vendor",
    "ai_provider": "a provider of AI models",
    "government": "courts and authorities",
    "public": "the public",
    "other_users": "other users",
    "school": "the school",
    "parent": "parents",
}

COMPARED_LABEL: dict[str, str] = {"purpose": "Use", "recipient": "Recipient", "element": "Data"}

JURISDICTION_LABEL: dict[str, str] = {
    "": "Model agreements and guidance",
    "US": "United States",
    "EU": "European Union",
    "MA": "Massachusetts",
    "NY": "New York",
    "IL": "Illinois",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "FL": "Florida",
    "TX": "Texas",
    "OH": "Ohio",
}

NEED_LABEL: dict[bool | None, str] = {True: "optional", False: "required", None: "not said"}

_TOLD_BY: dict[str, str] = {
    "request": "the school's request",
    "agreement": "the signed agreement",
    "confirmed": "a clause that a person confirmed",
    "finding": "a clause that was found",
    "text": "the documents name it",
}

_ASK_TEXT = "Ask the vendor for the text, or save the page in a browser and check the file."

WHY_UNREAD: dict[ReadingStatus, tuple[str, str]] = {
    ReadingStatus.READ: ("read in full", ""),
    ReadingStatus.PARTLY_READ: ("read in part", "Read the missing part yourself before deciding."),
    ReadingStatus.NOT_FETCHED: (
        "it could not be fetched",
        "Try again later, or download it and check the file.",
    ),
    ReadingStatus.UNSUPPORTED: ("its file type cannot be read", "Save it as PDF, Word, HTML or text."),
    ReadingStatus.EMPTY: ("it is empty", _ASK_TEXT),
    ReadingStatus.NO_TEXT: (
        "it holds no text; it looks scanned",
        "Install the ocr extra, or ask for a text PDF.",
    ),
    ReadingStatus.ENCRYPTED: ("it is locked with a password", "Ask the vendor for an unlocked copy."),
    ReadingStatus.GARBLED: ("its text comes out garbled", _ASK_TEXT),
    ReadingStatus.TRUNCATED: ("it breaks off", "Download it again and check the file."),
    ReadingStatus.NOT_A_POLICY: ("it is not a policy", "Find the policy's own address and check that."),
    ReadingStatus.ERROR_PAGE: (
        "the address answers with an error page",
        "Look for the policy's new address.",
    ),
    ReadingStatus.BLOCKED: ("the site refused the program", _ASK_TEXT),
    ReadingStatus.LOGIN_WALL: ("it lies behind a login", "Log in, save the page, and check the file."),
    ReadingStatus.SCRIPT_SHELL: (
        "the page is drawn by scripts",
        "Save the page from a browser and check the file.",
    ),
    ReadingStatus.INDEX_PAGE: ("it only links to other documents", "Check the documents that it links to."),
    ReadingStatus.PARKED: ("the address is parked", "Look for the vendor's present address."),
    ReadingStatus.WRONG_LANGUAGE: ("it is not in English", "Ask the vendor for the English version."),
}


# Which of the four tones of a page a tier wears; the words always say the same.
TIER_TONE: dict[TierId, str] = {
    TierId.READY: "good",
    TierId.WITH_DPA: "good",
    TierId.NEEDS_ANSWERS: "middle",
    TierId.HIGH_CONCERN: "bad",
    TierId.DO_NOT_APPROVE: "bad",
    TierId.NOT_REVIEWABLE: "open",
}


def value_words(value: ParameterValue, labels: Mapping[str, str] = _SUBJECT_LABEL) -> str:
    """Return one parameter value as people read it: lists joined by commas, yes and no for booleans."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(labels.get(one, one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def parameter_words(parameters: Parameters, elements: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return each parameter as `name: value`, names with spaces for underscores.

    `elements` holds the labels of data elements by their ids; without it the ids are told.
    """
    labels = {**_SUBJECT_LABEL, **(elements or {})}
    return tuple(f"{name.replace('_', ' ')}: {value_words(value, labels)}" for name, value in parameters)


def subject_words(subject: str) -> str:
    """Return a purpose, recipient or element as people read it: `ad_network` → `advertising networks`."""
    return _SUBJECT_LABEL.get(subject, subject.replace("_", " "))


def count_words(count: int, one: str) -> str:
    """Return a number with its noun: `1 quote`, `2 quotes`."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def told_by_words(told_by: tuple[str, ...]) -> str:
    """Return in words who names a data element."""
    return ", ".join(_TOLD_BY.get(word, word) for word in told_by)


def agreement_lines(agreement: Agreement) -> tuple[str, ...]:
    """Return a signed agreement as short lines: kind, parties, dates, riders, exhibits, clocks."""
    parts = (
        ("Kind", agreement.kind),
        ("Parties", " and ".join(agreement.parties)),
        ("Signed on", str(agreement.signed_at or "")),
        ("Ends on", str(agreement.expires_at or "")),
        ("Riders", ", ".join(agreement.riders)),
        ("Exhibits", ", ".join(agreement.exhibits)),
        ("Open to other districts", "yes" if agreement.general_offer else ""),
        ("Breach notice", f"within {agreement.breach_hours} hours" if agreement.breach_hours else ""),
        ("Data deleted", f"within {agreement.disposition_days} days" if agreement.disposition_days else ""),
    )
    return tuple(f"{name}: {value}" for name, value in parts if value)
