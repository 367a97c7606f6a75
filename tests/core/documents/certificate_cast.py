"""An invented certificate, logo and hand for the tests of certificates."""

import datetime as dt
from dataclasses import replace
from typing import Any

from sauatty.core.documents.certificate_facts import CertificateDesign, PrintedCertificate, Signer
from sauatty.core.documents.certificate_pictures import read_picture
from sauatty.core.languages import Translated

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><rect width="200" height="80" fill="#0b5566"/></svg>'
HAND = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60">'
    b'<path d="M10 40C40 0 50 60 80 30S120 10 190 35" fill="none" stroke="#123a8c" stroke-width="3"/></svg>'
)
ADDRESS = "https://sauatty.example.kz/kk/certificates/v/"
LONG_NAME = "Нұрмұхаммедәбдіразақова-Жаңабергенқызы Гүлжауһар Өміртайқызы"
AT = dt.datetime(2026, 5, 4, 9, 30, tzinfo=dt.UTC)

PRINTED = PrintedCertificate(
    holder="Ерғалиева Айгүл Серікқызы",
    title=Translated("Әдіскерлерге арналған оқыту", "Обучение методистов", "A training for methodologists"),
    kind="completion",
    issued_on=dt.date(2026, 5, 4),
    register_number="2026-PAV-0001",
    code="ABCD2345EFGH6789JKLMNPQRST",
    address=ADDRESS + "ABCD2345EFGH6789JKLMNPQRST",
    languages=("kk",),
    programme=Translated("Сауатты келешек", "Грамотное будущее", "A literate future"),
    organisation=Translated("Медиасауаттылық орталығы", "Центр медиаграмотности", "Media Literacy Centre"),
    place=Translated("Павлодар қаласы", "г. Павлодар", "Pavlodar"),
    academic_hours=72,
    starts_on=dt.date(2026, 4, 3),
    ends_on=dt.date(2026, 4, 28),
    signers=(
        Signer("Д. Қасымова", Translated("Директор", "Директор", "Director")),
        Signer("Б. Ахметов", Translated("Жетекші", "Руководитель", "Head")),
    ),
)


def printed(**changes: Any) -> PrintedCertificate:
    """Return the certificate of the cast with other fields."""
    return replace(PRINTED, **changes)


def design(layout: str = "classic") -> CertificateDesign:
    """Return a design with a logo and one picture of a hand."""
    return CertificateDesign(
        layout, (read_picture(LOGO, "logo.svg"),), (read_picture(HAND, "hand.svg"), None)
    )
