"""One reading of a report that all formats for people share: what stands where, in which words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from analyzer.core.documents import Document
from analyzer.core.findings import Asserted, Finding
from analyzer.core.record import ReviewRecord
from analyzer.core.reports import AnswerState, LawNote, QuestionState, Report
from analyzer.core.reviews import Review, ReviewVerdict
from analyzer.core.rules import Polarity, Practice, Question, Rulebook
from analyzer.render.remarks import chips
from analyzer.render.words import KIND_LABEL, POLARITY_LABEL, SILENCE_LABEL, WHY_UNREAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """One finding as people read it. `anchor` is unique in the report and safe as an HTML id.

    `where` names document, section and page; `chips` are the short remarks that narrow the quote;
    `review` is the verdict in force, where the district's record holds one; `superseded_by` are the
    keys of the clauses that override it.
    """

    anchor: str
    finding: Finding
    document: Document
    title: str
    polarity: Polarity
    severity: int
    context: tuple[str, ...]
    where: str
    chips: tuple[str, ...]
    superseded: bool
    decisive: bool
    law_notes: tuple[LawNote, ...]
    review: Review | None = None
    superseded_by: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return risk, protection or note, and say where the clause denies the practice."""
        word = POLARITY_LABEL[self.polarity].capitalize()
        return f"{word} denied" if self.finding.asserted is Asserted.DENIES else word

    @property
    def quote(self) -> str:
        """Return the exact words."""
        return self.finding.evidence.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question, its answer and the quotes behind it. `points` of `weight` were earned.

    `silence` says what it means that nothing was found; empty where `state.line` says so already.
    """

    state: QuestionState
    question: Question | None
    text: str
    dimension_id: str
    points: float | None
    silence: str
    quotes: tuple[Quoted, ...]
    agreement_clause: str
    ask_vendor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A source that could not be read, or only in part: what, why, and what to do next."""

    what: str
    location: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionGroup:
    """A dimension with its score and its questions, as they are shown together."""

    id: str
    title: str
    score: float | None
    answers: tuple[Answer, ...]


class Presentation:
    """A report and its rulebook, indexed for the eyes. Nothing here changes the report."""

    def __init__(self, report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> None:
        self.report = report
        self.rulebook = rulebook
        self.record = record
        said = record.reviews if record else ()
        self._reviews = {r.finding_key: r for r in said if r.verdict is not ReviewVerdict.WITHDRAWN}
        self._practices = {practice.id: practice for practice in rulebook.practices}
        self._questions = {question.id: question for question in rulebook.questions}
        self._elements = {element.id: element.label for element in rulebook.elements}

    def practice(self, practice_id: str) -> Practice | None:
        """Return a practice, or None where this rulebook no longer has it."""
        return self._practices.get(practice_id)

    def question(self, question_id: str) -> Question | None:
        """Return a question, or None where this rulebook no longer has it."""
        return self._questions.get(question_id)

    @cached_property
    def quotes(self) -> tuple[Quoted, ...]:
        """Return every finding, in the order of the report, each with its own anchor."""
        seen: dict[str, int] = {}
        rows: list[Quoted] = []
        for finding in self.report.findings:
            seen[finding.key] = seen.get(finding.key, 0) + 1
            suffix = f"-{seen[finding.key]}" if seen[finding.key] > 1 else ""
            rows.append(self._quoted(finding, anchor=f"f-{finding.key}{suffix}"))
        return tuple(rows)

    def quoted(self, keys: Iterable[str]) -> tuple[Quoted, ...]:
        """Return the quotes of these finding keys, each key's in the order of the report."""
        by_key = self._quotes_by_key
        return tuple(quoted for key in dict.fromkeys(keys) for quoted in by_key.get(key, ()))

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Return every question of the assessment in its order."""
        return tuple(self._answer(state) for state in self.report.assessment.questions)

    @cached_property
    def dimension_groups(self) -> tuple[DimensionGroup, ...]:
        """Return the questions by dimension in the rulebook's order, unknown dimensions last."""
        scores = {row.dimension_id: row.score for row in self.report.assessment.dimensions}
        titles = {dimension.id: dimension.title for dimension in self.rulebook.dimensions}
        order = dict.fromkeys((*titles, *(answer.dimension_id for answer in self.answers)))
        groups = (
            DimensionGroup(
                id=dimension_id,
                title=titles.get(dimension_id) or dimension_id or "Other questions",
                score=scores.get(dimension_id),
                answers=tuple(answer for answer in self.answers if answer.dimension_id == dimension_id),
            )
            for dimension_id in order
        )
        return tuple(group for group in groups if group.answers)

    @cached_property
    def other_users(self) -> tuple[Quoted, ...]:
        """Return the quotes about people other than pupils, which never enter the score."""
        return self.quoted(self.report.assessment.other_users)

    @cached_property
    def loose(self) -> tuple[Quoted, ...]:
        """Return the quotes that no question and no panel shows."""
        shown = {quoted.anchor for answer in self.answers for quoted in answer.quotes}
        shown |= {quoted.anchor for quoted in self.other_users}
        return tuple(quoted for quoted in self.quotes if quoted.anchor not in shown)

    @cached_property
    def unread(self) -> tuple[Unread, ...]:
        """Return what could not be read at all, then what was read only in part."""
        rows = [
            Unread(
                what=KIND_LABEL[source.kind] if source.kind else "document",
                location=source.location,
                why=source.reason,
                remedy=source.remedy,
            )
            for source in self.report.unread
        ]
        rows.extend(_not_whole(document) for document in self.report.documents if not _whole(document))
        return tuple(rows)

    @cached_property
    def obtained(self) -> str:
        """Return what was obtained in one line: titles where the coverage names documents by their id."""
        titles = self.document_titles
        return (
            ", ".join(titles.get(name, name) for name in self.report.assessment.coverage.obtained)
            or "nothing"
        )

    @cached_property
    def document_titles(self) -> dict[str, str]:
        """Return a name for each document by its id, never empty."""
        return {document.id: document_title(document) for document in self.report.documents}

    @cached_property
    def _quotes_by_key(self) -> dict[str, list[Quoted]]:
        grouped: dict[str, list[Quoted]] = {}
        for quoted in self.quotes:
            grouped.setdefault(quoted.finding.key, []).append(quoted)
        return grouped

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.id: document for document in self.report.documents}

    @cached_property
    def _superseded(self) -> frozenset[str]:
        """Keys that a controlling document overrides and that no question counts."""
        states = self.report.assessment.questions
        counted = {key for state in states for key in state.finding_keys if key not in state.superseded}
        return frozenset(key for state in states for key in state.superseded) - counted

    @cached_property
    def _superseded_by(self) -> dict[str, tuple[str, ...]]:
        states = self.report.assessment.questions
        return {key: state.decided_by for state in states for key in state.superseded}

    @cached_property
    def _decisive(self) -> frozenset[str]:
        return frozenset(key for state in self.report.assessment.questions for key in state.decided_by)

    def _quoted(self, finding: Finding, *, anchor: str) -> Quoted:
        practice = self.practice(finding.practice_id)
        document = self._documents[finding.evidence.document_id]
        superseded = finding.key in self._superseded
        notes = self.report.assessment.law_notes
        review = self._reviews.get(finding.key)
        judged = finding.severity if finding.severity is not None else practice.severity if practice else 0
        return Quoted(
            anchor=anchor,
            finding=finding,
            document=document,
            title=practice.title if practice else finding.practice_id,
            polarity=practice.polarity if practice else Polarity.NEUTRAL,
            severity=judged,
            context=tuple(span.of(document.text) for span in finding.evidence.context),
            where=place(finding, document),
            chips=chips(finding, superseded=superseded, review=review, elements=self._elements),
            superseded=superseded,
            decisive=finding.key in self._decisive,
            law_notes=tuple(note for note in notes if finding.key in note.finding_keys),
            review=review,
            superseded_by=self._superseded_by.get(finding.key, ()) if superseded else (),
        )

    def _answer(self, state: QuestionState) -> Answer:
        question = self.question(state.question_id)
        asked = [q for q in self.report.assessment.vendor_questions if q.question_id == state.question_id]
        unsaid = state.state is AnswerState.SILENT and not state.line
        return Answer(
            state=state,
            question=question,
            text=question.text if question else state.question_id,
            dimension_id=question.dimension if question else "",
            points=None if state.credit is None else state.credit * state.weight,
            silence=SILENCE_LABEL[question.silence] if unsaid and question else "",
            quotes=self.quoted((*state.decided_by, *state.finding_keys, *state.superseded)),
            agreement_clause=next((q.agreement_clause for q in asked if q.agreement_clause), ""),
            ask_vendor=next((q.text for q in asked), ""),
        )


def document_title(document: Document) -> str:
    """Return the document's own title, or its kind where it has none."""
    return (document.title or "").strip() or KIND_LABEL[document.kind].capitalize()


def place(finding: Finding, document: Document) -> str:
    """Return document, section and page of a finding in one line."""
    evidence = finding.evidence
    title = document_title(document)
    parts = [title]
    section = evidence.section[1:] if evidence.section[:1] == (title,) else evidence.section
    if section:
        parts.append("section “" + " > ".join(section) + "”")
    if evidence.page is not None:
        parts.append(f"page {evidence.page}")
    return ", ".join(parts)


def percent(share: float) -> str:
    """Return a share (0–1) as whole percent, never rounded up to 100 %."""
    return f"{int(share * 100 + 1e-9)} %"


def points(value: float) -> str:
    """Return points with at most one decimal, without a trailing zero."""
    return f"{value:.1f}".removesuffix(".0")


def _whole(document: Document) -> bool:
    return WHY_UNREAD[document.status][0] == "read in full"


def _not_whole(document: Document) -> Unread:
    why, remedy = WHY_UNREAD[document.status]
    said = " ".join(notice.message for notice in document.notices)
    return Unread(
        what=document_title(document),
        location=document.source.location,
        why=f"{why}. {said}".strip() if said else why,
        remedy=remedy,
    )
