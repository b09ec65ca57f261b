import pytest

from analyzer.core.documents import BlockKind, Notice, ReadingStatus
from analyzer.extract.gates import Verdict, judge
from analyzer.extract.layout import Extraction, PageSignals, RawBlock, lay_out

POLICY = (
    "We collect the names and the grades of students to give them lessons. "
    "We never sell this information to anybody. You may ask us to delete all data."
)
SPANISH = (
    "Recopilamos los nombres y las calificaciones de los estudiantes para ofrecer las lecciones. "
    "Nunca vendemos esta información a nadie, y usted puede pedirnos que borremos todos los datos."
)


def verdict(
    *texts: str,
    title: str | None = None,
    signals: PageSignals | None = None,
    location: str = "",
    status: ReadingStatus = ReadingStatus.READ,
    notices: tuple[Notice, ...] = (),
) -> Verdict:
    raw = tuple(RawBlock(kind=BlockKind.PARAGRAPH, text=text) for text in texts)
    laid = lay_out(raw)
    extraction = Extraction(blocks=raw, title=title, signals=signals, status=status, notices=notices)
    return judge(laid.text, laid.blocks, extraction, location=location)


@pytest.mark.parametrize(
    "text",
    [
        (
            "We never sell student data. We collect only names and grades, and we delete them when the "
            "school "
            "asks. We share data with no third parties."
        ),
        "We may share your information with advertising partners. We keep your data as long as needed.",
        (
            "Student data is never sold. Student data is stored in Ohio. The district owns all of it. "
            "Data is deleted at the end of the contract."
        ),
        (
            "Terms of Use. You may use the service for teaching only. You agree not to copy lessons. "
            "We may end your account if you break these rules."
        ),
        POLICY,
    ],
)
def test_a_short_policy_is_read(text: str) -> None:
    judged = verdict(text)
    assert judged.status is ReadingStatus.READ
    assert judged.notices == ()
    assert judged.language == "en"


ARTICLE = (
    "Ask what data the vendor collects. Some apps collect location and share it with advertisers. Ask how "
    "long the data is kept. A good vendor deletes data when the contract ends. Read the privacy policy."
)


@pytest.mark.parametrize(
    ("texts", "status"),
    [
        (("Access denied.", "Ray ID: 81fa. You do not have permission."), ReadingStatus.BLOCKED),
        (("Please stand by while we are checking your browser.",), ReadingStatus.BLOCKED),
        (("404", "Page not found. The page you are looking for has moved."), ReadingStatus.ERROR_PAGE),
        (("Something went wrong on our side. Try again later.",), ReadingStatus.ERROR_PAGE),
        (("This domain is for sale. Make an offer today.",), ReadingStatus.PARKED),
        (("Please sign in to continue to the district portal.",), ReadingStatus.LOGIN_WALL),
        (("You need to enable JavaScript to run this app.",), ReadingStatus.SCRIPT_SHELL),
        (("Acme", "You can read our privacy policy here."), ReadingStatus.INDEX_PAGE),
        ((), ReadingStatus.EMPTY),
        (("Book a demo today and see why teachers love our planner so much!",), ReadingStatus.NOT_A_POLICY),
        (
            ("We and our partners store and/or access information on a device, such as cookies.", POLICY),
            ReadingStatus.NOT_A_POLICY,
        ),
        (
            ("This site uses cookies to improve the service. You may refuse cookies in your browser.",),
            ReadingStatus.NOT_A_POLICY,
        ),
        (
            ("Five tips", "Posted on May 4 · 5 min read", ARTICLE, "Leave a comment"),
            ReadingStatus.NOT_A_POLICY,
        ),
        (
            (
                (
                    "The company sold data of 300 students to advertisers, regulators said. It stored the "
                    "records without encryption. The company said that it has deleted the data. "
                    "It may not share it."
                ),
            ),
            ReadingStatus.NOT_A_POLICY,
        ),
        ((SPANISH,), ReadingStatus.WRONG_LANGUAGE),
        (
            ("Weneversharestudentdatawithanyone. Wedeleteeveryrecordwhentheschoolasksusto. " * 3,),
            ReadingStatus.GARBLED,
        ),
        (
            ("We keep \ufffd\ufffd\ufffd data \ufffd\ufffd and \ufffd\ufffd names. " * 6,),
            ReadingStatus.GARBLED,
        ),
    ],
)
def test_what_is_no_policy_is_refused_with_what_to_do_next(
    texts: tuple[str, ...], status: ReadingStatus
) -> None:
    judged = verdict(*texts)
    assert judged.status is status
    assert not judged.status.scored
    assert [notice.code for notice in judged.notices] == [status.value]
    assert judged.notices[0].message.endswith(".")


def test_the_page_around_an_empty_text_says_why() -> None:
    assert verdict(signals=PageSignals(script_tags=3)).status is ReadingStatus.SCRIPT_SHELL
    assert verdict(signals=PageSignals(password_fields=1)).status is ReadingStatus.LOGIN_WALL
    assert verdict(signals=PageSignals(title="404 - Page not found")).status is ReadingStatus.ERROR_PAGE


def test_links_alone_are_an_index() -> None:
    signals = PageSignals(visible_words=20, link_words=15)
    judged = verdict("Privacy notice for schools", "Terms for parents", title="Legal", signals=signals)
    assert judged.status is ReadingStatus.INDEX_PAGE


def test_the_language_is_named() -> None:
    judged = verdict(SPANISH)
    assert judged.language == "es"
    assert "Spanish" in judged.notices[0].message


def test_a_bilingual_text_is_read_in_part() -> None:
    judged = verdict("Privacy policy", POLICY, SPANISH)
    assert judged.status is ReadingStatus.PARTLY_READ
    assert [notice.code for notice in judged.notices] == ["foreign_passage"]
    start = len("Privacy policy") + len(POLICY) + 4
    assert [(span.start, span.end) for span in judged.foreign] == [(start, start + len(SPANISH))]


def test_an_address_alone_does_not_make_an_article() -> None:
    assert verdict(POLICY, location="https://a.example/blog/privacy").status is ReadingStatus.READ


def test_a_policy_may_speak_of_errors_and_signing_in() -> None:
    judged = verdict(
        "Privacy", POLICY, "We log errors such as 404 page not found. Please sign in to delete data."
    )
    assert judged.status is ReadingStatus.READ


def test_blanks_make_a_template() -> None:
    judged = verdict(POLICY, POLICY, "[Company Name] and [District Name] agree to delete data. " * 3)
    assert judged.status is ReadingStatus.READ
    assert [notice.code for notice in judged.notices] == ["template"]


def test_what_the_extractor_knows_stands() -> None:
    told = Notice(code="password", message="Ask for the password.")
    judged = verdict(POLICY, status=ReadingStatus.ENCRYPTED, notices=(told,))
    assert judged == Verdict(status=ReadingStatus.ENCRYPTED, notices=(told,))
    assert verdict(status=ReadingStatus.NO_TEXT).notices[0].code == "no_text"
    partly = verdict(POLICY, status=ReadingStatus.PARTLY_READ, notices=(told,))
    assert partly.status is ReadingStatus.PARTLY_READ
    assert partly.notices == (told,)
