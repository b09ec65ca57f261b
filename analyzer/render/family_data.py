"""What families read for each kind of data and each kind of recipient, in plain English and plain Spanish."""

from collections.abc import Mapping

_DATA: dict[str, tuple[str, str]] = {
    "name": ("Name", "Nombre"),
    "dob_age": ("Age or birth date", "Edad o fecha de nacimiento"),
    "birthplace": ("Place of birth", "Lugar de nacimiento"),
    "contact_student": ("Home address or phone", "Dirección o teléfono de casa"),
    "parent_name": ("Your name", "El nombre de usted"),
    "parent_contact": ("How to reach you", "Cómo comunicarse con usted"),
    "gender": ("Gender", "Género"),
    "race_ethnicity": ("Race", "Raza u origen étnico"),
    "language": ("Language at home", "Idioma en casa"),
    "living_situation": ("Where and with whom your child lives", "Dónde y con quién vive su hijo"),
    "health": ("Health", "Salud"),
    "meal_status": ("Free or cheap school meals", "Comidas escolares gratis o baratas"),
    "payment": ("Bank or card numbers", "Números de banco o tarjeta"),
    "gov_id": ("Social Security or other ID number", "Número de Seguro Social u otro documento"),
    "student_id": ("School ID number", "Número de estudiante"),
    "enrollment": ("School, grade and class", "Escuela, grado y clase"),
    "attendance": ("Days at school and days missed", "Asistencia y faltas"),
    "discipline": ("Trouble at school", "Problemas de conducta"),
    "schedule": ("Class times and teachers", "Horario y maestros"),
    "grades": ("Grades", "Notas"),
    "assessment": ("Test scores and work in the app", "Resultados de pruebas y trabajo en la aplicación"),
    "student_work": ("School work", "Tareas y trabajos"),
    "iep_504": ("Special help at school", "Ayuda especial en la escuela"),
    "transportation": ("Bus and ways to school", "Autobús y camino a la escuela"),
    "extracurricular": ("Clubs and sports", "Clubes y deportes"),
    "username": ("User name", "Nombre de usuario"),
    "password": ("Password", "Contraseña"),
    "email": ("School email", "Correo de la escuela"),
    "communications": ("Messages", "Mensajes"),
    "network_usage": ("How the device goes online", "Cómo se conecta el aparato"),
    "device_ids": ("Marks that tell which device it is", "Datos que identifican el aparato"),
    "usage_stats": ("How the app is used", "Cómo se usa la aplicación"),
    "browsing_history": ("Web pages seen", "Páginas visitadas"),
    "device_location": ("Where the device is", "Dónde está el aparato"),
    "coarse_location": ("The town the device is in", "La ciudad donde está el aparato"),
    "photo_video": ("Photos or videos of your child", "Fotos o videos de su hijo"),
    "voice": ("Your child's voice", "La voz de su hijo"),
    "biometric": ("Face or finger scans", "Huellas o escaneo de la cara"),
    "survey": ("Answers to surveys", "Respuestas a encuestas"),
    "social": ("Social media", "Redes sociales"),
    "inferred": ("Guesses about your child", "Suposiciones sobre su hijo"),
    "from_others": ("Facts bought or got from others", "Datos que vienen de otros"),
}
_RECIPIENTS: dict[str, tuple[str, str]] = {
    "service_provider": ("Firms that work for the company", "Empresas que trabajan para ella"),
    "subprocessor_named": ("Firms on the company's list", "Empresas de su lista"),
    "affiliate": ("Firms with the same owner", "Empresas del mismo dueño"),
    "partner": ("Business partners", "Socios comerciales"),
    "advertiser": ("Firms that show ads", "Empresas que muestran anuncios"),
    "ad_network": ("Firms that show ads", "Empresas que muestran anuncios"),
    "data_broker": ("Firms that trade in data", "Empresas que venden datos"),
    "analytics": ("Firms that count how sites are used", "Empresas que miden el uso de los sitios"),
    "social_platform": ("Social media", "Redes sociales"),
    "ai_provider": ("A firm that makes AI", "Una empresa que hace IA"),
    "acquirer": ("A firm that buys the company", "Quien compre la empresa"),
    "government": ("Courts or the police", "Tribunales o la policía"),
    "public": ("The public", "El público"),
    "other_users": ("Other users", "Otros usuarios"),
    "researcher": ("People who do research", "Personas que investigan"),
    "school": ("The school", "La escuela"),
    "parent": ("Parents", "Padres"),
}


def data_words(element_id: str, language: str) -> str | None:
    """Return what families read for a data element in `en` or `es`; None where there is no plain word."""
    return _in(_DATA, element_id, language)


def recipient_words(recipient: str, language: str) -> str | None:
    """Return what families read for a kind of recipient in `en` or `es`; None for an unknown kind."""
    return _in(_RECIPIENTS, recipient, language)


def _in(words: Mapping[str, tuple[str, str]], key: str, language: str) -> str | None:
    pair = words.get(key)
    return pair[language == "es"] if pair else None
