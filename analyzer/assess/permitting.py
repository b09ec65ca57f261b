"""Whether families must be asked before pupils use a product, and the letter that asks them."""

from collections.abc import Iterable, Sequence

from analyzer.assess.gates import youngest_of
from analyzer.core.advice import Permission
from analyzer.core.findings import Asserted, Finding
from analyzer.core.profile import DistrictProfile, Request, Verdict
from analyzer.core.reports import AnswerState, Assessment, QuestionState

SCHOOL_CONSENT, PARENT_CONSENT = "consent.school_authorized_coppa", "consent.parental"
_SAYS_NOTHING = "The company does not say."
_UNCLEAR = "The company's papers contradict each other. We have asked."
_FAMILY_LINES = (
    ("Q01", "Is my child's information sold?", "No", "Yes"),
    ("Q02", "Is it used for advertising aimed at my child?", "No", "Yes"),
    ("Q13", "Is it used to train artificial intelligence?", "No", "Yes"),
    ("Q17", "Is it deleted when the school stops using the product?", "Yes", "No"),
    ("Q20", "Will the school be told if the information is stolen or lost?", "Yes", "Not clearly"),
)
_RECIPIENTS = {
    "service_provider": "companies that work for the vendor, such as hosting companies",
    "subprocessor_named": "companies on the vendor's public list",
    "affiliate": "other companies of the same group",
    "partner": "business partners of the company",
    "advertiser": "advertisers",
    "analytics": "companies that measure how websites are used",
    "ai_provider": "a company that provides artificial intelligence",
    "government": "courts or authorities, where the law requires it",
    "public": "the public",
    "acquirer": "a company that buys the vendor",
}


def family_permission(
    assessment: Assessment, findings: Sequence[Finding], profile: DistrictProfile, request: Request
) -> Permission:
    """Tell whether families must give permission, by the district's page and by COPPA.

    The school may consent in a parent's stead only where the vendor states that basis and states
    no commercial purpose. The verdict informs a person and is no legal advice.
    """
    by_page = _by_page(assessment, profile, request)
    age = youngest_of(request)
    live = {k for q in assessment.questions for k in q.finding_keys}
    counted = [f for f in findings if f.key in live]
    if age is None:
        told = "The request names no grades or ages, so COPPA cannot be judged. Add the grades."
        return _permission(by_page, (*by_page, told), (), unknown=True, parts=(assessment, profile, request))
    by_law, why, keys = _by_coppa(assessment, counted, profile, age)
    needed = bool(by_page) or by_law
    return _permission(needed, (*by_page, why), keys, unknown=False, parts=(assessment, profile, request))


def family_lines(questions: Iterable[QuestionState]) -> tuple[tuple[str, str], ...]:
    """Return the five plain questions families ask, each with its plain answer."""
    states = {q.question_id: q for q in questions}
    return tuple(
        (text, _answer(states[question], good, bad))
        for question, text, good, bad in _FAMILY_LINES
        if question in states
    )


def _by_page(assessment: Assessment, profile: DistrictProfile, request: Request) -> tuple[str, ...]:
    if request.district_provided or assessment.exposure == 0:
        return ()
    return tuple(
        f"{s.id}: {s.text}. The district does not provide this product."
        for s in profile.special
        if s.permission_needed
    )


def _by_coppa(
    assessment: Assessment, counted: Sequence[Finding], profile: DistrictProfile, age: int
) -> tuple[bool, str, tuple[str, ...]]:
    if age >= profile.age_of_consent:
        return False, f"The youngest pupils are {age}: COPPA asks for consent below 13 only.", ()
    if assessment.exposure == 0:
        return False, "No personal information of pupils is collected, so COPPA asks for no consent.", ()
    commercial = [r for r in assessment.comparisons if _is_commercial(r.kind, r.verdict)]
    if commercial:
        keys = tuple(sorted({k for r in commercial for k in r.finding_keys}))
        named = ", ".join(r.subject.replace("_", " ") for r in commercial)
        why = f"Pupils are {age}, and the vendor states purposes ({named}) to which a school cannot consent."
        return True, why, keys
    basis = _stated(counted, SCHOOL_CONSENT)
    if basis:
        why = (
            f"Pupils are {age}; the vendor relies on the school's consent for educational use"
            " (16 CFR 312.5; FTC guidance). Keep its notice on file."
        )
        return False, why, basis
    parental = _stated(counted, PARENT_CONSENT)
    how = "asks parents itself" if parental else "states no basis for consent"
    return True, f"Pupils are {age}, below {profile.age_of_consent}; the vendor {how}.", parental


def _is_commercial(kind: str, verdict: str) -> bool:
    return kind == "purpose" and verdict == Verdict.EXCEEDS


def _stated(findings: Iterable[Finding], practice: str) -> tuple[str, ...]:
    return tuple(
        sorted({f.key for f in findings if f.practice_id == practice and f.asserted is Asserted.AFFIRMS})
    )


def _permission(
    needed: object,
    reasons: tuple[str, ...],
    keys: tuple[str, ...],
    *,
    unknown: bool,
    parts: tuple[Assessment, DistrictProfile, Request],
) -> Permission:
    verdict = True if needed else (None if unknown else False)
    notice = "" if verdict is False else _notice(*parts)
    return Permission(needed=verdict, reasons=reasons, finding_keys=keys, notice=notice)


def _answer(state: QuestionState, good: str, bad: str) -> str:
    if state.state is AnswerState.PROTECTED:
        return f"{good}."
    if state.state is AnswerState.PROTECTED_QUALIFIED:
        return f"{good}, with limits."
    if state.state is AnswerState.CONFLICT:
        return _UNCLEAR
    if state.state in (AnswerState.RISK, AnswerState.PARTIAL):
        return f"{bad}, as the company writes it." if not state.credit else f"{bad}, in part."
    return _SAYS_NOTHING


def _notice(assessment: Assessment, profile: DistrictProfile, request: Request) -> str:
    """Draft the letter: plain words, one page, no score and no tier."""
    shared = [f"- {u.label}{' (optional)' if u.optional else ''}" for u in assessment.elements]
    who = [_RECIPIENTS.get(r.subject, r.subject) for r in assessment.comparisons if r.kind == "recipient"]
    grades = f" in grade {', '.join(request.grades)}" if request.grades else ""
    asked = (
        f"Dear family, your child's class{grades} would like to use {request.product}"
        f"{f' for {request.subject}' if request.subject else ''}."
        " It is made by a company, not by the district, and it needs information about your child."
    )
    choice = (
        "You may say no, and you may change your mind at any time. Your child will then get other work"
        " for the same lesson. You may ask to see, correct or delete your child's information."
    )
    lines = [
        f"Permission to use {request.product}",
        "",
        asked,
        "",
        "What information the product uses:",
        *(shared or ["- We have asked the company for a list."]),
        "",
        "Who else receives it:",
        *([f"- {one}" for one in dict.fromkeys(who)] or ["- The company names nobody."]),
        "",
        *(f"{question} {answer}" for question, answer in family_lines(assessment.questions)),
        "",
        choice,
        f"Questions: {profile.contact or profile.name}.",
        "",
        f"[ ] I give permission.   [ ] I do not give permission to use {request.product}.",
        "Child's name: ____________   Parent or guardian: ____________   Date: ________",
    ]
    return "\n".join(lines)
