"""An invented rulebook and invented reports about invented vendors, for the tests of every format."""

from dataclasses import replace
from datetime import UTC, date, datetime

from analyzer.core.documents import Document, DocumentKind, Notice, Page, ReadingStatus, Source, Span, Vendor
from analyzer.core.findings import (
    Asserted,
    Dropped,
    DropReason,
    Evidence,
    Finding,
    FindingStatus,
    Match,
    Parameters,
    Qualifier,
    Scope,
    finding_key,
)
from analyzer.core.profile import SignIn
from analyzer.core.record import LoggedStep, ReviewRecord, VendorAnswer
from analyzer.core.reports import (
    Agreement,
    AnswerState,
    Assessment,
    Comparison,
    Coverage,
    DimensionScore,
    DocumentStanding,
    ElementMention,
    ElementUse,
    HardFailState,
    LawNote,
    Provenance,
    QuestionState,
    Report,
    Tier,
    TierId,
    UnreadSource,
    VendorQuestion,
)
from analyzer.core.reviews import Decision, DecisionKind, Review, ReviewVerdict, VettingRequest
from analyzer.core.rules import (
    Citation,
    DataElement,
    Dimension,
    HardFail,
    Polarity,
    Practice,
    Question,
    Rulebook,
    Scoring,
    Silence,
    TierRule,
)

MADE_AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)

HOSTILE = (
    "We <script>alert('x')</script> [click](javascript:alert(1)) ![i](http://evil.example/p.png) "
    "**value** your \"privacy\" & <img src=x onerror=alert(2)> `code` | =cmd|' /C calc'!A0 \u202eretpo"
)
NAMES = {
    "quotes": 'O\'Brien & "Sons", Inc.',
    "emoji": "Rocket 🚀 Reader 👩‍🏫",
    "rtl": "شركة القراءة الذكية",
    "long": "L" + "o" * 297 + "ng",
    "formula": '=HYPERLINK("http://evil.example")',
    "tags": "<b>Bold</b> </title><script>1</script>",
}

POLICY = (
    "Privacy Policy\n\n"
    "1. What we share\n\n"
    "We do not sell student data to anyone, in the traditional sense of the word.\n\n"
    "We may share your information with:\n\n"
    "sponsors who show offers that may interest you;\n\n"
    "2. Keeping data\n\n"
    "We keep account information for 24 months after the account is closed.\n\n"
    f"{HOSTILE}\n\n"
    "3. Changes\n\n"
    "We may change this policy at any time without telling you.\n\n"
    "Parents who buy a home subscription may see advertisements from our partners.\n"
)
ADDENDUM = (
    "School Addendum\n\n"
    "This addendum prevails over the privacy policy.\n\f"
    "We will tell the school of a breach within 72 hours.\n\n"
    "We never sell, rent or trade student data.\n"
)

_PRACTICES: tuple[tuple[str, str, Polarity, int, float, str], ...] = (
    ("sale.no_sale_commitment", "Promises not to sell student data", Polarity.PROTECTIVE, 4, 1.0, "Q01"),
    ("sale.sells_student_data", "Sells or rents student data", Polarity.RISK, 4, 0.0, "Q01"),
    ("ads.targeted", "Shows targeted advertising", Polarity.RISK, 4, 0.0, "Q02"),
    ("ads.no_targeted", "Promises no targeted advertising", Polarity.PROTECTIVE, 4, 1.0, "Q02"),
    ("sharing.advertisers", "Shares data with advertisers", Polarity.RISK, 4, 0.0, "Q07"),
    (
        "sharing.service_providers_only",
        "Shares data with service providers only",
        Polarity.PROTECTIVE,
        3,
        1.0,
        "Q07",
    ),
    ("ai.training_on_student_data", "Trains AI on student data", Polarity.RISK, 4, 0.0, "Q13"),
    ("ai.no_training", "Promises not to train AI on student data", Polarity.PROTECTIVE, 4, 1.0, "Q13"),
    ("retention.stated_period", "States how long data is kept", Polarity.PROTECTIVE, 3, 0.8, "Q15"),
    ("retention.deletion_on_request", "Deletes data on request", Polarity.PROTECTIVE, 3, 1.0, "Q16"),
    ("breach.notification_period", "Says how fast a breach is told", Polarity.PROTECTIVE, 3, 0.8, "Q20"),
    ("terms.unilateral_change", "Can change the terms without notice", Polarity.RISK, 3, 0.0, "Q27"),
)
_QUESTIONS: tuple[tuple[str, str, str, int, Silence, float], ...] = (
    ("Q01", "Is student data sold, rented or exchanged for value?", "sale_ads", 4, Silence.BAD, 0.2),
    ("Q02", "Is student data used or disclosed for targeted advertising?", "sale_ads", 4, Silence.BAD, 0.2),
    ("Q07", "Who receives student data?", "sharing", 3, Silence.BAD, 0.2),
    ("Q13", "Is student data used to train AI?", "use", 4, Silence.UNKNOWN, 0.4),
    ("Q15", "How long is student data kept?", "retention", 4, Silence.BAD, 0.2),
    ("Q16", "Can the school or parent have data deleted?", "retention", 3, Silence.BAD, 0.2),
    ("Q20", "How fast is the school told of a breach?", "security", 3, Silence.BAD, 0.2),
    ("Q27", "Can terms change without notice?", "terms", 3, Silence.UNKNOWN, 0.4),
    ("Q28", "Arbitration, law and forum", "terms", 2, Silence.FINE, 1.0),
)
_DIMENSIONS = (
    ("sale_ads", "Sale and advertising"),
    ("use", "Use"),
    ("sharing", "Sharing"),
    ("retention", "Keeping and deleting"),
    ("security", "Security"),
    ("terms", "Terms"),
)


def make_rulebook() -> Rulebook:
    return Rulebook(
        practices=tuple(
            Practice(
                id=practice_id,
                version=1,
                title=title,
                definition=f"{title}.",
                category=practice_id.split(".")[0],
                polarity=polarity,
                severity=severity,
                severity_reason="invented",
                credit=credit,
                question=question,
            )
            for practice_id, title, polarity, severity, credit, question in _PRACTICES
        ),
        questions=tuple(
            Question(
                id=question_id,
                text=text,
                dimension=dimension,
                severity=severity,
                weight=2 ** (severity - 1),
                silence=silence,
                silent_credit=credit,
            )
            for question_id, text, dimension, severity, silence, credit in _QUESTIONS
        ),
        dimensions=tuple(Dimension(id=dimension_id, title=title) for dimension_id, title in _DIMENSIONS),
        hard_fails=(HardFail(id="HF1", title="Sells or rents student data", condition="confirmed"),),
        scoring=Scoring(
            qualifier_factor=((Qualifier.HEDGE, 0.4),),
            conflict_floor=0.2,
            cancelled_credit=0.9,
            denied_risk_credit=1.0,
            machine_threshold=0.5,
            doubtful_low=0.2,
            doubtful_high=0.9,
            coverage_minimum=0.6,
            hard_fail_cap=39.0,
            tiers=(TierRule(id="ready", title="Ready to approve", minimum=85.0),),
        ),
        citations=(Citation(id="INV-1", cite="Invented Code 1.1", says="No sale.", mark="C"),),
        elements=(
            DataElement(
                id="email", label="E-mail address", district_category="technology", exposure=1, terms=()
            ),
        ),
        lexicon=(),
        version="7",
        digest="ab" * 32,
    )


def make_finding(
    document: Document,
    quote: str,
    practice_id: str,
    **changes: object,
) -> Finding:
    """Find the invented quote in the invented text once, and state a practice there."""
    start = document.text.index(quote)
    span = Span(start, start + len(quote))
    page = next((page.number for page in document.pages if page.span.covers(span)), None)
    evidence = Evidence(
        document_id=document.id,
        span=span,
        quote=quote,
        page=page,
        section=changes.pop("section", ()),  # type: ignore[arg-type]
        context=changes.pop("context", ()),  # type: ignore[arg-type]
        detectors=(f"rule:{practice_id}",),
        reasons=("the verb “sell” stands under “not”",),
    )
    base = Finding(
        key=finding_key(practice_id, quote),
        practice_id=practice_id,
        asserted=Asserted.AFFIRMS,
        scope=Scope.ANY,
        qualifier=Qualifier.NONE,
        evidence=evidence,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def make_documents(*, hostile_title: bool = True) -> tuple[Document, ...]:
    page_break = ADDENDUM.index("\f") + 1
    title = "Privacy <i>Policy</i> | [home](http://evil.example)" if hostile_title else "Privacy Policy"
    return (
        Document(
            id="d1",
            source=Source(location="https://reader.example/privacy"),
            snapshot_id="1" * 64,
            kind=DocumentKind.PRIVACY_POLICY,
            status=ReadingStatus.READ,
            text=POLICY,
            title=title,
            language="en",
            media_type="text/html",
            retrieved_at=MADE_AT,
            effective_date=date(2025, 8, 1),
            text_share=0.987,
        ),
        Document(
            id="d2",
            source=Source(location="school-addendum.pdf"),
            snapshot_id="2" * 64,
            kind=DocumentKind.STUDENT_POLICY,
            status=ReadingStatus.PARTLY_READ,
            text=ADDENDUM,
            title=None,
            language="en",
            media_type="application/pdf",
            pages=(
                Page(number=1, span=Span(0, page_break)),
                Page(number=2, span=Span(page_break, len(ADDENDUM))),
            ),
            notices=(Notice(code="page_without_text", message="Page 3 holds no text; it looks scanned."),),
        ),
        Document(
            id="d3",
            source=Source(location="https://reader.example/terms"),
            snapshot_id="3" * 64,
            kind=DocumentKind.TERMS,
            status=ReadingStatus.LOGIN_WALL,
        ),
    )


def _findings(policy: Document, addendum: Document) -> dict[str, Finding]:
    lead = POLICY.index("We may share your information with:")
    context = (Span(lead, lead + len("We may share your information with:")),)
    months: Parameters = (("period_months", 24), ("starts", "account closed"))
    return {
        "hedged": make_finding(
            policy,
            "We do not sell student data to anyone, in the traditional sense of the word.",
            "sale.no_sale_commitment",
            qualifier=Qualifier.HEDGE,
            section=("Privacy Policy", "1. What we share"),
            confidence=0.71,
        ),
        "sponsors": make_finding(
            policy,
            "sponsors who show offers that may interest you;",
            "sharing.advertisers",
            section=("Privacy Policy", "1. What we share"),
            context=context,
        ),
        "kept": make_finding(
            policy,
            "We keep account information for 24 months after the account is closed.",
            "retention.stated_period",
            parameters=months,
            status=FindingStatus.CONFIRMED,
        ),
        "hostile": make_finding(policy, HOSTILE, "ads.targeted", asserted=Asserted.DENIES),
        "change": make_finding(
            policy, "We may change this policy at any time without telling you.", "terms.unilateral_change"
        ),
        "parents": make_finding(
            policy,
            "Parents who buy a home subscription may see advertisements from our partners.",
            "ads.targeted",
            scope=Scope.CONSUMER,
        ),
        "never": make_finding(
            addendum,
            "We never sell, rent or trade student data.",
            "sale.no_sale_commitment",
            scope=Scope.STUDENT,
        ),
        "breach": make_finding(
            addendum,
            "We will tell the school of a breach within 72 hours.",
            "breach.notification_period",
            parameters=(("hours", 72),),
            scope=Scope.SCHOOL,
        ),
    }


def _states(found: dict[str, Finding]) -> tuple[QuestionState, ...]:
    def state(
        question_id: str, what: AnswerState, credit: float | None, weight: int, *names: str
    ) -> QuestionState:
        keys = tuple(found[name].key for name in names)
        return QuestionState(
            question_id=question_id,
            state=what,
            credit=credit,
            weight=weight,
            finding_keys=keys,
            decided_by=keys[:1],
            line=f"{what.value.replace('_', ' ')} earns {credit}",
        )

    sale = state("Q01", AnswerState.PROTECTED, 1.0, 8, "never")
    return (
        replace(sale, superseded=(found["hedged"].key,)),
        state("Q02", AnswerState.PROTECTED, 1.0, 8, "hostile"),
        state("Q07", AnswerState.RISK, 0.0, 4, "sponsors"),
        state("Q13", AnswerState.SILENT, 0.4, 8),
        state("Q15", AnswerState.PARTIAL, 0.8, 8, "kept"),
        state("Q16", AnswerState.SILENT, 0.2, 4),
        state("Q20", AnswerState.PROTECTED, 1.0, 4, "breach"),
        state("Q27", AnswerState.CONFLICT, 0.2, 4, "change", "kept"),
        state("Q28", AnswerState.NOT_APPLICABLE, None, 2),
    )


def make_assessment(found: dict[str, Finding]) -> Assessment:
    return Assessment(
        score=72.48,
        low=70.0,
        high=72.5,
        tier=Tier(
            id=TierId.WITH_DPA,
            title="Approve with DPA",
            reasons=("The score lies between 70 and 84 points.",),
        ),
        provisional=True,
        questions=_states(found),
        dimensions=tuple(
            DimensionScore(dimension_id=dimension_id, title=title, score=score)
            for (dimension_id, title), score in zip(
                _DIMENSIONS, (100.0, 40.0, 0.0, 60.0, 100.0, None), strict=True
            )
        ),
        hard_fails=(
            HardFailState(
                id="HF2",
                title="Tells advertisers about students",
                finding_keys=(found["sponsors"].key,),
                confirmed=False,
            ),
        ),
        coverage=Coverage(share=0.75, obtained=("privacy policy", "school addendum"), missing=("terms",)),
        exposure=2,
        other_users=(found["parents"].key,),
        comparisons=(
            Comparison(
                kind="recipient",
                subject="sponsors",
                rule="A2 selected vendors for the sole purpose",
                verdict="exceeds_district_policy",
                finding_keys=(found["sponsors"].key,),
                action="Ask the vendor to leave sponsors out.",
            ),
        ),
        vendor_questions=(
            VendorQuestion(
                question_id="Q07",
                text="Do sponsors receive data of pupils?",
                finding_keys=(found["sponsors"].key,),
                agreement_clause="Provider shall not disclose Student Data to sponsors.",
            ),
            VendorQuestion(question_id="Q13", text="Do you train AI models on student data?"),
        ),
        law_notes=(
            LawNote(
                citation_id="INV-1",
                cite="Invented Code 1.1",
                says="No disclosure to advertisers.",
                mark="K",
                finding_keys=(found["sponsors"].key,),
            ),
        ),
        elements=(
            ElementUse(
                element_id="email",
                label="E-mail address",
                exposure=1,
                told_by=("request", "text"),
                mentions=(
                    ElementMention(element_id="email", document_id="d1", span=Span(0, 7), quote="Privacy"),
                ),
                optional=False,
            ),
        ),
    )


def make_report(name: str = "Lumen Reader", *, hostile_title: bool = True, agreement: bool = True) -> Report:
    """Build the full invented report: several documents, conflict, silence, unread, dropped, hostile text."""
    documents = make_documents(hostile_title=hostile_title)
    found = _findings(documents[0], documents[1])
    assessment = make_assessment(found)
    dropped_span = Span(0, len("Privacy Policy"))
    return Report(
        vendor=Vendor(id="lumen-reader", name=name, homepage="https://reader.example/", groups=("reading",)),
        documents=documents,
        standings=(
            DocumentStanding(document_id="d1", rank=3, controls=False, covers_product=True),
            DocumentStanding(document_id="d2", rank=2, controls=True, covers_product=True),
        ),
        unread=(
            UnreadSource(
                location="https://reader.example/dpa",
                kind=DocumentKind.DATA_AGREEMENT,
                reason="the site refused the program (403)",
                remedy="Ask the vendor for the agreement as a file.",
            ),
        ),
        findings=tuple(found.values()),
        dropped=(
            Dropped(
                document_id="d1",
                match=Match(
                    practice_id="sale.sells_student_data",
                    pattern="sell",
                    segment_id=3,
                    span=dropped_span,
                    asserted=Asserted.AFFIRMS,
                ),
                reason=DropReason.HEADING,
                detail="a heading states nothing",
            ),
        ),
        assessment=assessment,
        provenance=Provenance(
            analyzer_version="0.1.0",
            rulebook_version="7",
            rulebook_digest="ab" * 32,
            model_id=None,
            profile_id="massachusetts",
            profile_digest="cd" * 32,
            made_at=MADE_AT,
        ),
        without_agreement=replace(assessment, score=40.2, low=38.0, high=44.0) if agreement else None,
        agreement=Agreement(
            kind="NDPA v2",
            document_id="d2",
            signed_at=date(2025, 9, 1),
            expires_at=date(2027, 6, 30),
            riders=("AI",),
        )
        if agreement
        else None,
    )


def make_record(*, logo: bytes | None = None) -> ReviewRecord:
    """Build the district's record: a request, a verdict, an answer, a decision of two people, a log."""
    finding = make_report().findings[2]
    return ReviewRecord(
        number=12,
        district="Otter Brook Schools",
        logo=logo,
        requests=(
            VettingRequest(
                vendor_id="lumen-reader",
                product="Lumen Reader",
                edition="school edition",
                requested_by="Mx. O'Neil",
                school="Brook Elementary",
                purpose="Reading aloud in small groups.",
                grades=("3", "4"),
                subjects=("English",),
                pupils=48,
                sign_in=SignIn.SSO,
                data_needed=("email",),
                note="Needed by fall.",
                received_at=MADE_AT,
            ),
        ),
        decision=Decision(
            vendor_id="lumen-reader",
            kind=DecisionKind.APPROVE_WITH_CONDITIONS,
            decider="Ann Lee",
            second_approver="Bo Diaz",
            decided_at=MADE_AT,
            reason="The addendum prevails.",
            conditions=("Grades 3 to 5 only.", "Advertising switched off."),
            expires_on=date(2027, 6, 30),
        ),
        reviews=(
            Review(
                vendor_id="lumen-reader",
                finding_key=finding.key,
                practice_id=finding.practice_id,
                quote=finding.evidence.quote,
                location="https://reader.example/privacy",
                verdict=ReviewVerdict.CONFIRMED,
                reason="Read it twice.",
                reviewer="Cy Park",
                made_at=MADE_AT,
            ),
        ),
        answers=(
            VendorAnswer(
                question_id="Q13",
                sent_on=date(2026, 3, 5),
                answer="We train no models.",
                answered_on=date(2026, 3, 9),
                evidence="mail of 9 March",
            ),
        ),
        next_review=date(2026, 9, 1),
        last_checked=MADE_AT,
        public_note="Used in grade 3 and 4.",
        log=(
            LoggedStep(
                made_at=MADE_AT,
                person="Ann Lee",
                action="vendor_decided",
                subject="approve_with_conditions",
                detail=(("reason", "The addendum prevails."),),
            ),
        ),
    )


def make_unscored_report() -> Report:
    """Build a report in which nothing could be read: not reviewable, no number, no finding."""
    report = make_report(agreement=False)
    assessment = replace(
        report.assessment,
        score=None,
        low=None,
        high=None,
        tier=Tier(
            id=TierId.NOT_REVIEWABLE,
            title="Not reviewable",
            reasons=("No privacy policy that covers the product could be read.",),
        ),
        provisional=False,
        questions=(),
        dimensions=(),
        hard_fails=(),
        coverage=Coverage(share=0.0, obtained=(), missing=("privacy policy",)),
        exposure=None,
        other_users=(),
        comparisons=(),
        vendor_questions=(),
        law_notes=(),
        elements=(),
    )
    return replace(
        report, documents=report.documents[2:], standings=(), findings=(), dropped=(), assessment=assessment
    )


def make_large_report(count: int = 400) -> Report:
    """Build a report with `count` findings in one document."""
    report = make_report(agreement=False)
    sentences = [f"Partner number {n} may receive reading records of pupils." for n in range(count)]
    document = replace(report.documents[0], text="\n\n".join(sentences))
    findings = tuple(make_finding(document, sentence, "sharing.advertisers") for sentence in sentences)
    keys = tuple(finding.key for finding in findings)
    state = QuestionState(
        question_id="Q07",
        state=AnswerState.RISK,
        credit=0.0,
        weight=4,
        finding_keys=keys,
        decided_by=keys[:1],
        line="risk earns 0",
    )
    assessment = replace(
        report.assessment,
        questions=(state,),
        hard_fails=(),
        other_users=(),
        comparisons=(),
        vendor_questions=(),
        law_notes=(),
        elements=(),
    )
    return replace(report, documents=(document,), findings=findings, dropped=(), assessment=assessment)
