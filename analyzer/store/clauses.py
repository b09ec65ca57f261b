"""Full-text search over the clauses of every vendor's newest report."""

import re

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, text

from analyzer.core.documents import BlockKind, Document, Span
from analyzer.core.reports import Report
from analyzer.store import schema
from analyzer.store.connecting import reading
from analyzer.store.records import Hit

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+))')

_SQLITE_QUERY = text(
    "SELECT c.*, v.name AS vendor_name FROM clauses_search s "
    "JOIN clauses c ON c.id = s.rowid JOIN vendors v ON v.id = c.vendor_id "
    "WHERE clauses_search MATCH :words AND v.archived_at IS NULL "
    "ORDER BY s.rank, c.id LIMIT :most"
)

_POSTGRES_QUERY = text(
    "SELECT c.*, v.name AS vendor_name FROM clauses c JOIN vendors v ON v.id = c.vendor_id "
    "WHERE c.words @@ websearch_to_tsquery('english', :words) AND v.archived_at IS NULL "
    "ORDER BY ts_rank(c.words, websearch_to_tsquery('english', :words)) DESC, c.id LIMIT :most"
)


class Clauses:
    """The searchable clauses of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def search(self, words: str, *, most: int = 50) -> tuple[Hit, ...]:
        """Return the clauses that hold all the words, best first, at most `most` of them.

        Words are reduced to their stems; "words in quotes" must stand together; a word after a
        minus sign must be absent. A query without any wanted word finds nothing.
        """
        terms = _terms(words)
        if not any(wanted for wanted, _ in terms):
            return ()
        postgres = self._engine.dialect.name == "postgresql"
        query = _POSTGRES_QUERY if postgres else _SQLITE_QUERY
        asked = _for_postgres(terms) if postgres else _for_sqlite(terms)
        with reading(self._engine) as connection:
            rows = connection.execute(query, {"words": asked, "most": most}).mappings()
            return tuple(_hit(row) for row in rows)


def index_clauses(connection: Connection, report: Report, number: int) -> None:
    """Put the clauses of a new report in the place of those of the vendor's report before."""
    table = schema.clauses
    connection.execute(delete(table).where(table.c.vendor_id == report.vendor.id))
    rows = [
        {
            "vendor_id": report.vendor.id,
            "report_id": number,
            "document_id": document.id,
            "location": document.source.location,
            "begins": span.start,
            "ends": span.end,
            "text": span.of(document.text),
        }
        for document in report.documents
        for span in _spans(document)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _spans(document: Document) -> list[Span]:
    """Return the clauses of a document: its blocks, or its lines where it has none."""
    if document.blocks:
        return [block.span for block in document.blocks if block.kind is not BlockKind.HEADING]
    return [Span(*match.span()) for match in re.finditer(r"[^\n]*\S[^\n]*", document.text)]


def _terms(words: str) -> list[tuple[bool, str]]:
    """Return what is asked for as (wanted, word or phrase), without signs a database could misread."""
    terms = []
    for found in _TERM.finditer(words):
        plain = " ".join(re.findall(r"\w+", found["phrase"] or found["word"] or ""))
        if plain:
            terms.append((not found["minus"], plain))
    return terms


def _for_sqlite(terms: list[tuple[bool, str]]) -> str:
    wanted = " AND ".join(f'"{term}"' for yes, term in terms if yes)
    unwanted = "".join(f' NOT "{term}"' for yes, term in terms if not yes)
    return f"({wanted}){unwanted}"


def _for_postgres(terms: list[tuple[bool, str]]) -> str:
    return " ".join(f'"{term}"' if yes else f'-"{term}"' for yes, term in terms)


def _hit(row: RowMapping) -> Hit:
    return Hit(
        vendor_id=row["vendor_id"],
        vendor_name=row["vendor_name"],
        report=row["report_id"],
        document_id=row["document_id"],
        location=row["location"],
        span=Span(row["begins"], row["ends"]),
        text=row["text"],
    )
