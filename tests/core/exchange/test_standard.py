from pathlib import Path

from sauatty.core.exchange.blocks import Heading, Paragraph
from sauatty.core.exchange.curriculum import build_curriculum
from sauatty.core.exchange.html import read_html_blocks
from sauatty.core.exchange.standard import is_state_standard
from sauatty.core.records import CurriculumDocument

SAMPLES = Path(__file__).parent / "samples"


def read() -> CurriculumDocument:
    page = (SAMPLES / "ru_standard.html").read_text(encoding="utf-8")
    return build_curriculum(read_html_blocks(page), source="standard.html", format="html")


def test_it_works():
    document = read()
    assert (document.kind, document.unverified, document.edition.number) == ("state-standard", True, "348")
    assert [(one.id, one.text) for one in document.objectives] == [
        ("s3-ru:44.1", "знает содержание выдуманной книги"),
        ("s3-ru:44.2", "оценивает, можно ли верить выдуманной газете"),
        ("s3-ru:45.1.1", "обучающийся знает устройство выдуманного прибора"),
        ("s3-ru:45.1.2", "понимает, откуда взяты сведения"),
        ("s3-ru:45.2.1", "применяет выдуманную формулу"),
    ]


def test_outcomes_have_no_code_and_stand_in_their_area():
    outcomes = read().objectives
    assert {(one.code, one.place, one.appendix) for one in outcomes} == {(None, "standard", "3")}
    assert [(one.subject_area, one.subject_id) for one in outcomes] == [
        ("language-literature", None),
        ("language-literature", None),
        ("mathematics-informatics", "informatics"),
        ("mathematics-informatics", "informatics"),
        ("mathematics-informatics", "algebra"),
    ]


def test_a_level_is_a_programme_with_its_grades():
    (programme,) = read().programmes
    assert (programme.id, programme.grades) == ("s3-ru", (5, 6, 7, 8, 9))


def test_a_kazakh_standard_is_read_too():
    blocks = [
        Heading("Бастауыш білім берудің мемлекеттік жалпыға міндетті стандарты"),
        Heading("4-тарау. Білім алушылардың дайындық деңгейіне қойылатын талаптар"),
        Paragraph('25. "Тіл және әдебиет" білім беру саласы бойынша күтілетін нәтижелер:'),
        Paragraph("1) ойдан шығарылған ертегіні біледі;"),
    ]
    document = build_curriculum(blocks, source="x", format="html")
    (outcome,) = document.objectives
    assert (outcome.id, outcome.language, outcome.subject_area) == ("s1-kk:25.1", "kk", "language-literature")
    assert document.programmes[0].grades == (1, 2, 3, 4)


def test_a_standard_without_outcomes_is_noted():
    blocks = [
        Heading("Государственный общеобязательный стандарт начального образования"),
        Paragraph("1. Общее."),
    ]
    document = build_curriculum(blocks, source="x", format="html")
    assert document.objectives == ()
    assert [oddity.kind for oddity in document.oddities] == ["standard-without-outcomes"]


def test_a_programme_that_cites_the_standard_is_no_standard():
    blocks = [
        Heading('Типовая учебная программа по предмету "Физика" для 7-9 классов'),
        Paragraph("1. Разработана в соответствии с Государственными общеобязательными стандартами."),
    ]
    assert not is_state_standard(blocks)
