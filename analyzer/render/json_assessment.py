"""One verdict as its public record: the assessment's half of the public JSON."""

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import AnswerState, Assessment, ElementUse, Report, VendorQuestion
from analyzer.render.contract_assessment import (
    PublicAssessment,
    PublicComparison,
    PublicConflict,
    PublicCoverage,
    PublicDimension,
    PublicElement,
    PublicHardFail,
    PublicLawNote,
    PublicMention,
    PublicQuestion,
    PublicReferred,
    PublicSilence,
    PublicTier,
    PublicVendorQuestion,
)
from analyzer.render.headline import to_confirm
from analyzer.render.presentation import Presentation


def public_assessment(assessment: Assessment, report: Report, shown: Presentation) -> PublicAssessment:
    """Return one verdict as its public record."""
    return PublicAssessment(
        score=_exact(assessment.score),
        low=_exact(assessment.low),
        high=_exact(assessment.high),
        tier=PublicTier(id=assessment.tier.id, title=assessment.tier.title, reasons=assessment.tier.reasons),
        provisional=assessment.provisional,
        to_confirm=to_confirm(report, assessment),
        questions=_questions(assessment, shown),
        silences=_silences(assessment, shown),
        conflicts=_conflicts(assessment, shown),
        other_users=assessment.other_users,
        hard_fails=tuple(
            PublicHardFail(
                id=gate.id,
                title=gate.title,
                findings=gate.finding_keys,
                confirmed=gate.confirmed,
                lifted_by=gate.lifted_by,
            )
            for gate in assessment.hard_fails
        ),
        coverage=PublicCoverage(
            share=assessment.coverage.share,
            obtained=assessment.coverage.obtained,
            missing=assessment.coverage.missing,
            referred=tuple(
                PublicReferred(
                    title=one.title,
                    kind=one.kind,
                    document=one.document_id,
                    quote=one.quote,
                    url=one.url,
                )
                for one in assessment.coverage.referred
            ),
        ),
        exposure=assessment.exposure,
        dimensions=tuple(
            PublicDimension(id=row.dimension_id, title=row.title, score=_exact(row.score))
            for row in assessment.dimensions
        ),
        comparisons=_comparisons(assessment),
        vendor_questions=tuple(_asked(ask, shown.record) for ask in assessment.vendor_questions),
        law_notes=tuple(
            PublicLawNote(
                citation=note.citation_id,
                cite=note.cite,
                says=note.says,
                mark=note.mark,
                findings=note.finding_keys,
                jurisdiction=note.jurisdiction,
                why=note.why,
            )
            for note in assessment.law_notes
        ),
        data_elements=tuple(_element(use) for use in assessment.elements),
    )


def _exact(score: float | None) -> float | None:
    """Round away what floating-point sums leave behind the sixth decimal."""
    return None if score is None else round(score, 6)


def _questions(assessment: Assessment, shown: Presentation) -> tuple[PublicQuestion, ...]:
    rows = []
    for state in assessment.questions:
        question = shown.question(state.question_id)
        rows.append(
            PublicQuestion(
                id=state.question_id,
                text=question.text if question else state.question_id,
                dimension=question.dimension if question else "",
                state=state.state,
                credit=_exact(state.credit),
                weight=state.weight,
                points=None if state.credit is None else _exact(state.credit * state.weight),
                line=state.line,
                findings=state.finding_keys,
                decided_by=state.decided_by,
                superseded=state.superseded,
            )
        )
    return tuple(rows)


def _silences(assessment: Assessment, shown: Presentation) -> tuple[PublicSilence, ...]:
    silent = [state.question_id for state in assessment.questions if state.state is AnswerState.SILENT]
    rows = []
    for question_id in silent:
        question = shown.question(question_id)
        rows.append(
            PublicSilence(
                question=question_id,
                text=question.text if question else question_id,
                meaning=question.silence if question else None,
            )
        )
    return tuple(rows)


def _conflicts(assessment: Assessment, shown: Presentation) -> tuple[PublicConflict, ...]:
    rows = []
    for state in assessment.questions:
        if state.state is not AnswerState.CONFLICT:
            continue
        question = shown.question(state.question_id)
        text = question.text if question else state.question_id
        rows.append(PublicConflict(question=state.question_id, text=text, findings=state.finding_keys))
    return tuple(rows)


def _comparisons(assessment: Assessment) -> tuple[PublicComparison, ...]:
    return tuple(
        PublicComparison(
            kind=row.kind,
            subject=row.subject,
            rule=row.rule,
            verdict=row.verdict,
            action=row.action,
            findings=row.finding_keys,
        )
        for row in assessment.comparisons
    )


def _asked(ask: VendorQuestion, record: ReviewRecord | None) -> PublicVendorQuestion:
    answers = record.answers if record else ()
    found = next((a for a in answers if a.question_id == ask.question_id), None)
    return PublicVendorQuestion(
        question=ask.question_id,
        text=ask.text,
        agreement_clause=ask.agreement_clause,
        findings=ask.finding_keys,
        sent_on=found.sent_on if found else None,
        answer=found.answer if found else "",
        answered_on=found.answered_on if found else None,
        evidence=found.evidence if found else "",
    )


def _element(use: ElementUse) -> PublicElement:
    return PublicElement(
        id=use.element_id,
        label=use.label,
        exposure=use.exposure,
        told_by=use.told_by,
        optional=use.optional,
        stored=use.stored,
        mentions=tuple(
            PublicMention(document=m.document_id, quote=m.quote, start=m.span.start, end=m.span.end)
            for m in use.mentions
        ),
        findings=use.finding_keys,
    )
