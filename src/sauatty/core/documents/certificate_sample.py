"""An invented certificate with names as long as people really have: what a design is looked at with."""

import datetime as dt

from sauatty.core.documents.certificate_codes import CHECKS, LENGTH, in_groups
from sauatty.core.documents.certificate_facts import PrintedCertificate
from sauatty.core.languages import Translated

# As long as names in registers of teachers are; the person is invented.
LONGEST = "Мұхаммедғалиұлы-Әбілқайыров Нұрсұлтанмұхаммед Жүсіпбекұғлы"
NO_CODE = "0" * (LENGTH + CHECKS)
_TITLE = Translated(
    "Медиа және ақпараттық сауаттылық: дереккөзді тексеру, дезинформацияны тану және оқушыларға үйрету әдістемесі",
    "Медийная и информационная грамотность: проверка источников, распознавание дезинформации и методика обучения школьников",
    "Media and information literacy: checking sources, recognising disinformation, and how to teach it in school",
)
_PLACE = Translated("Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan Region")


def sample_certificate(address: str, languages: tuple[str, ...]) -> PrintedCertificate:
    """Return the invented certificate; its code belongs to nothing, and it bears the mark of invented data."""
    return PrintedCertificate(
        holder=LONGEST, title=_TITLE, kind="completion", issued_on=dt.date(2026, 9, 30), register_number="2026-0001",
        code=in_groups(NO_CODE), address=address, languages=languages, place=_PLACE, academic_hours=72,
        starts_on=dt.date(2026, 8, 31), ends_on=dt.date(2026, 9, 25), is_demo=True,
    )  # fmt: skip
