"""The words of the families' site, in plain English and plain Spanish."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FamilyAnswer(StrEnum):
    """What a family is told about one of its questions."""

    YES = "yes"
    YES_LIMITED = "yes_limited"
    NO = "no"
    NO_LIMITED = "no_limited"
    TWO_THINGS = "two_things"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyWords:
    """All fixed words of one language; `questions` are keyed by the id of the scored question."""

    code: str
    language: str
    other_page: str
    skip: str
    site_title: str
    site_intro: str
    how_made: str
    used_for: str
    grades: str
    approved_until: str
    agreement: str
    agreement_yes: str
    agreement_no: str
    shared_data: str
    shared_with: str
    answers_title: str
    show_words: str
    english_words: str
    conditions: str
    rights_title: str
    rights: str
    contact: str
    reviewed: str
    back: str
    empty: str
    questions: tuple[tuple[str, str], ...]
    answers: tuple[tuple[FamilyAnswer, str], ...]
    months: tuple[str, ...]
    date_form: str

    def date(self, day: date) -> str:
        """Return a day as people write it: `June 30, 2027`, `30 de junio de 2027`."""
        return self.date_form.format(day=day.day, month=self.months[day.month - 1], year=day.year)


ENGLISH = FamilyWords(
    code="en",
    language="English",
    other_page="Esta página en español",
    skip="Skip to the content",
    site_title="Apps and sites that our schools use",
    site_intro="Pick a name to see what the company says about your child's data.",
    how_made="We read what each company says in its own papers. We can not see what it does.",
    used_for="What it is for",
    grades="Grades that use it",
    approved_until="Our schools may use it until",
    agreement="Does the company have a signed data deal with us?",
    agreement_yes="Yes",
    agreement_no="No",
    shared_data="What it may know about your child",
    shared_with="Who else may get the data",
    answers_title="What the company says",
    show_words="Show the words",
    english_words="These are the exact words of the company.",
    conditions="Rules that we set for its use",
    rights_title="See it, fix it, delete it, or say no",
    rights="You may ask to see your child's data. You may ask us to fix it or delete it. Write or call us.",
    contact="Who to ask",
    reviewed="We last read the papers on",
    back="All apps and sites",
    empty="The company does not say",
    questions=(
        ("Q01", "Does it sell your child's data?"),
        ("Q02", "Does it use the data to show ads?"),
        ("Q13", "Does it use the data to train AI?"),
        ("Q17", "Does it delete the data when we stop?"),
        ("Q20", "Does it tell the school fast if data is stolen?"),
    ),
    answers=(
        (FamilyAnswer.YES, "Yes"),
        (FamilyAnswer.YES_LIMITED, "Yes, with limits"),
        (FamilyAnswer.NO, "No"),
        (FamilyAnswer.NO_LIMITED, "No, with limits"),
        (FamilyAnswer.TWO_THINGS, "The company says two different things"),
        (FamilyAnswer.NOT_SAID, "The company does not say"),
    ),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date_form="{month} {day}, {year}",
)

SPANISH = FamilyWords(
    code="es",
    language="Español",
    other_page="This page in English",
    skip="Ir al contenido",
    site_title="Aplicaciones y sitios que usan nuestras escuelas",
    site_intro="Elija un nombre para ver lo que la empresa dice sobre los datos de su hijo.",
    how_made="Leemos lo que cada empresa dice en sus textos. No podemos ver lo que hace.",
    used_for="Para qué sirve",
    grades="Grados que la usan",
    approved_until="Nuestras escuelas pueden usarla hasta",
    agreement="¿La empresa firmó con nosotros un acuerdo de datos?",
    agreement_yes="Sí",
    agreement_no="No",
    shared_data="Lo que puede saber de su hijo",
    shared_with="Quién más puede recibir los datos",
    answers_title="Lo que dice la empresa",
    show_words="Ver las palabras",
    english_words="Estas son las palabras exactas de la empresa, en inglés.",
    conditions="Reglas que ponemos para su uso",
    rights_title="Ver, corregir, borrar o decir que no",
    rights="Puede pedir ver los datos de su hijo. Puede pedir que los corrijan o borren. Escriba o llame.",
    contact="A quién preguntar",
    reviewed="Leímos los textos el",
    back="Todas las aplicaciones y sitios",
    empty="La empresa no lo dice",
    questions=(
        ("Q01", "¿Vende los datos de su hijo?"),
        ("Q02", "¿Usa los datos para mostrar anuncios?"),
        ("Q13", "¿Usa los datos para entrenar IA?"),
        ("Q17", "¿Borra los datos cuando dejamos de usarla?"),
        ("Q20", "¿Avisa pronto a la escuela si roban datos?"),
    ),
    answers=(
        (FamilyAnswer.YES, "Sí"),
        (FamilyAnswer.YES_LIMITED, "Sí, con límites"),
        (FamilyAnswer.NO, "No"),
        (FamilyAnswer.NO_LIMITED, "No, con límites"),
        (FamilyAnswer.TWO_THINGS, "La empresa dice dos cosas distintas"),
        (FamilyAnswer.NOT_SAID, "La empresa no lo dice"),
    ),
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    date_form="{day} de {month} de {year}",
)

LANGUAGES = (ENGLISH, SPANISH)
