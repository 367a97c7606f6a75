"""Certificates as PDF."""

import datetime as dt
import io
import json
import re
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
import segno
from PIL import Image

from core.documents.certificate_cast import ADDRESS, HAND, LOGO, LONG_NAME, PRINTED, design, printed
from sauatty.core.documents import certificate_setting
from sauatty.core.documents.certificate import certificate_pdf, certificates_pdf
from sauatty.core.documents.certificate_facts import LAYOUTS, LONGEST, PrintedCertificate, Signer
from sauatty.core.documents.certificate_pictures import read_picture
from sauatty.core.documents.certificate_qr import qr_drawing, qr_drawings
from sauatty.core.documents.certificate_setting import certificate_told, days_between, grouped, is_short
from sauatty.core.errors import CertificateFieldsInvalid, CertificatePictureRefused
from sauatty.core.languages import Translated


def text_of(content: bytes) -> str:
    with pdfium.PdfDocument(content) as file:
        pages = [page.get_textpage().get_text_bounded() for page in file]
    return " ".join("\n".join(pages).split())


def pages_of(content: bytes) -> int:
    with pdfium.PdfDocument(content) as file:
        return len(file)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_works(layout):
    made = certificate_pdf(PRINTED, design(layout))
    text = text_of(made)
    for wanted in (
        "Ерғалиева Айгүл Серікқызы", "«Әдіскерлерге арналған оқыту»", "«Сауатты келешек» бағдарламасы",
        "Академиялық сағат саны: 72", "3–28 сәуір 2026", "Павлодар қаласы", "2026-PAV-0001", "4 мамыр 2026",
        "ABCD 2345 EFGH 6789 JKLM NPQR ST", "М.О.", "Д. Қасымова", "Медиасауаттылық орталығы",
    ):  # fmt: skip
        assert wanted in text
    assert b"pdfuaid" in made and b"/Lang(kk)" in made
    assert pages_of(made) == 1
    assert "Ойдан шығарылған" not in text


def test_the_same_certificate_gives_the_same_bytes():
    assert certificate_pdf(PRINTED, design()) == certificate_pdf(printed(), design())
    assert certificate_pdf(printed(academic_hours=71), design()) != certificate_pdf(PRINTED, design())


def test_two_languages_stand_on_one_sheet_and_alike_words_once():
    text = text_of(certificate_pdf(printed(languages=("kk", "ru"), is_demo=True), design()))
    assert "«Обучение методистов»" in text and "«Әдіскерлерге арналған оқыту»" in text
    assert "М.О. / М.П." in text and text.count("СЕРТИФИКАТ") == 1
    assert "Ойдан шығарылған деректер" in text and "Вымышленные данные" in text


def test_english_says_it_in_english():
    text = text_of(certificate_pdf(printed(languages=("en",), kind="attendance"), design("plain")))
    assert "CERTIFICATE" in text and "of attendance" in text and "3–28 April 2026" in text


def test_every_field_travels_in_the_file():
    with pdfium.PdfDocument(certificate_pdf(PRINTED, design())) as file:
        one = file.get_attachment(0)
        assert one.get_name() == "certificate.json"
        assert PrintedCertificate.from_json(json.loads(bytes(one.get_data()))) == PRINTED


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_name_of_sixty_letters_stands_in_one_line(layout):
    assert len(LONG_NAME) == 60
    told = pdfium.PdfDocument(certificate_pdf(printed(holder=LONG_NAME), design(layout)))
    lines = told[0].get_textpage().get_text_bounded().splitlines()
    assert LONG_NAME in lines


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_longest_texts_of_all_still_fit_on_the_sheet(layout):
    words = "Медиасауаттылықтың негіздері " * 20
    long = Translated(*(words[:LONGEST],) * 3)
    signers = (Signer(words[:100], Translated(*(words[:100],) * 3)),) * 3
    most = printed(
        holder=words[:LONGEST], title=long, programme=long, organisation=long, place=long,
        languages=("kk", "ru"), signers=signers,
    )  # fmt: skip
    made = certificate_pdf(most, design(layout))
    assert pages_of(made) == 1
    with pdfium.PdfDocument(made) as file:
        page = file[0]
        shown = page.get_textpage()
        boxes = [shown.get_charbox(at) for at in range(shown.count_chars())]
        assert min(box[1] for box in boxes) > 20 and max(box[3] for box in boxes) < page.get_height() - 10
        assert max(box[2] for box in boxes) < page.get_width() - 20


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("languages", [("kk", "ru"), ("en",)])
def test_what_counts_as_short_would_not_have_been_made_smaller(layout, languages, monkeypatch):
    wide = "Ж" * 10
    title = " ".join([wide] * 5) + " Ж"
    line = " ".join([wide] * 2) + " ЖЖЖ"
    largest = printed(
        holder=f"{wide} {wide[1:]}", languages=languages,
        **{name: Translated(line, line + " и", line) for name in ("programme", "organisation", "place")},
        title=Translated(title, title + " и", title),
        signers=(Signer(wide, Translated(wide + "ЖЖ", wide + "Ж и", wide + "ЖЖ")),) * 2,
    )  # fmt: skip
    assert is_short(largest)
    made = certificate_pdf(largest, design(layout))
    monkeypatch.setattr(certificate_setting, "is_short", lambda _: False)
    measured = certificate_pdf(largest, design(layout))
    sizes = [sorted(_letter_boxes(one)) for one in (made, measured)]
    assert sizes[0] == sizes[1]


def _letter_boxes(content: bytes) -> list[tuple[float, ...]]:
    with pdfium.PdfDocument(content) as file:
        shown = file[0].get_textpage()
        return [tuple(round(side, 1) for side in shown.get_charbox(at)) for at in range(shown.count_chars())]


def test_letters_that_no_font_has_do_not_stop_a_certificate():
    text = text_of(certificate_pdf(printed(holder="Li 李 Айгүл #panic[x] $y$"), design()))
    assert "Айгүл #panic[x] $y$" in text


def test_many_are_one_file_with_a_page_each(monkeypatch):
    monkeypatch.setattr("sauatty.core.documents.certificate._GROUP", 2)
    every = [printed(holder=f"Адам {number}", address=f"{ADDRESS}{number}") for number in range(5)]
    made = certificates_pdf(every, design())
    assert pages_of(made) == 5 and made == certificates_pdf(every, design())
    text = text_of(made)
    assert [text.index(f"Адам {number}") for number in range(5)] == sorted(
        text.index(f"Адам {number}") for number in range(5)
    )


def test_none_to_print_is_said():
    with pytest.raises(CertificateFieldsInvalid, match="none to print"):
        certificates_pdf([], design())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"holder": " "}, "holder"),
        ({"title": Translated()}, "title"),
        ({"languages": ()}, "languages"),
        ({"languages": ("kk", "kk")}, "languages"),
        ({"languages": ("de",)}, "languages"),
        ({"kind": "merit"}, "kind"),
        ({"academic_hours": -1}, "academic_hours"),
        ({"ends_on": dt.date(2026, 4, 1)}, "ends_on"),
        ({"holder": "Ж" * 251}, "holder"),
        ({"signers": PRINTED.signers * 2}, "signers"),
    ],
)
def test_what_cannot_be_printed_is_refused_by_name(changes, field):
    with pytest.raises(CertificateFieldsInvalid) as told:
        certificate_pdf(printed(**changes), design())
    assert told.value.params["field"] == field


def test_stored_fields_come_back_and_hash_alike():
    stored = json.loads(json.dumps(PRINTED.as_json()))
    assert PrintedCertificate.from_json(stored) == PRINTED
    assert PrintedCertificate.from_json(stored).sha256 == PRINTED.sha256 != printed(academic_hours=1).sha256
    del stored["holder"]
    with pytest.raises(CertificateFieldsInvalid, match="holder"):
        PrintedCertificate.from_json(stored)


def test_an_unknown_layout_is_refused():
    with pytest.raises(CertificateFieldsInvalid, match="layout"):
        certificate_pdf(PRINTED, replace(design(), layout="golden"))


def test_codes_of_many_are_those_of_one_by_one():
    addresses = [f"{ADDRESS}{number:026d}" for number in range(0, 500, 7)] + [ADDRESS + "Ж", "x"]
    assert qr_drawings(addresses) == [qr_drawing(one) for one in addresses]


def test_a_code_has_the_modules_of_segno():
    code = segno.make_qr(ADDRESS, error="m", mask=3, boost_error=False)
    dark = sum(module & 1 for row in code.matrix for module in row)
    drawn = qr_drawing(ADDRESS)
    widths = [int(width) for width in re.findall(r"\dh(\d+)", drawn)]
    assert sum(widths) == dark


def test_days_are_said_shortly():
    first = dt.date(2026, 3, 30)
    assert days_between(first, first, "en") == "30 March 2026"
    assert days_between(first, dt.date(2026, 3, 31), "ru") == "30–31 марта 2026"
    assert days_between(first, dt.date(2026, 4, 2), "ru") == "30 марта – 2 апреля 2026"
    assert (
        days_between(dt.date(2025, 12, 30), dt.date(2026, 1, 2), "kk") == "30 желтоқсан 2025 – 2 қаңтар 2026"
    )


def test_groups_are_not_grouped_again():
    assert grouped("ABCDEFGH1") == "ABCD EFGH 1"
    assert grouped("ABCD-EFGH") == "ABCD-EFGH"


def test_quotation_marks_of_a_title_are_not_doubled():
    told = certificate_told(printed(title=Translated("«Бұл тақырып»", "«А» и «Б»", "x")), design(), "<svg/>")
    assert told["parts"][0]["title"] == "«Бұл тақырып»"


# --- pictures -----------------------------------------------------------------------------------------


def png(width: int = 40, height: int = 20) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#0b5566").save(out, "PNG")
    return out.getvalue()


def test_a_png_is_drawn_anew_and_printed():
    picture = read_picture(png(), "logo.png")
    assert picture.kind == "png"
    made = certificate_pdf(PRINTED, replace(design(), logos=(picture,)))
    assert made != certificate_pdf(PRINTED, replace(design(), logos=()))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"GIF89a", png()[:40], png()[:-30], png(4, 4), png(4000, 9), b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        LOGO.replace(b"<rect", b"<script/><rect"), LOGO.replace(b"<rect", b"<image href='http://x.kz/a.png'/><rect"),
        b"<!DOCTYPE svg>" + LOGO, LOGO.replace(b"<rect", b"<rect onload='x()'"), HAND + b" " * 2_000_000,
        LOGO.replace(b"0 0 200 80", b"0 0 2000 8"),
    ],
)  # fmt: skip
def test_a_picture_that_is_none_is_refused(content):
    with pytest.raises(CertificatePictureRefused, match=r"logo\.x"):
        read_picture(content, "logo.x")
