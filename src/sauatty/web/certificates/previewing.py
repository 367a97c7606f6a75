"""The preview of a design: an invented certificate with the longest names, marked as invented."""

import datetime as dt

from sauatty.core.documents.certificate import certificate_pdf
from sauatty.core.documents.certificate_facts import PrintedCertificate
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.base.texts import translated
from sauatty.web.certificates import codes, printing
from sauatty.web.certificates.models import Design

# As long as names in registers of teachers are; the people are invented.
LONGEST = "Мұхаммедғалиұлы-Әбілқайыров Нұрсұлтанмұхаммед Жүсіпбекұғлы"
TITLE = Translated(
    "Медиа және ақпараттық сауаттылық: дереккөзді тексеру, дезинформацияны тану және оқушыларға үйрету әдістемесі",
    "Медийная и информационная грамотность: проверка источников, распознавание дезинформации и методика обучения школьников",
    "Media and information literacy: checking sources, recognising disinformation, and how to teach it in school",
)
_CODE = "0" * (codes.LENGTH + codes.CHECKS)


def preview(design: Design) -> bytes:
    """Return the preview as PDF, not signed; its code belongs to nothing."""
    languages = tuple(design.languages) or LANGUAGES[:1]
    printed = PrintedCertificate(
        holder=LONGEST, title=TITLE, kind="completion", issued_on=dt.date(2026, 9, 30), register_number="2026-0001",
        code=codes.grouped(_CODE), address=printing.address_of(_CODE, languages[0]), languages=languages,
        programme=translated(design.programme, "title"), organisation=translated(design, "organisation"),
        place=Translated("Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan Region"),
        academic_hours=72, starts_on=dt.date(2026, 8, 31), ends_on=dt.date(2026, 9, 25),
        signers=printing.signers_of(design), is_demo=True,
    )  # fmt: skip
    return certificate_pdf(printed, printing.design_values(design))
