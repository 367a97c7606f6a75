from dataclasses import replace
from pathlib import Path

from sauatty.core.exchange.curriculum import build_curriculum
from sauatty.core.exchange.html import read_html_blocks
from sauatty.core.exchange.pairs import disagreements, pair_editions
from sauatty.core.records import CurriculumDocument

SAMPLES = Path(__file__).parent / "samples"


def read(name: str) -> CurriculumDocument:
    page = (SAMPLES / name).read_text(encoding="utf-8")
    return build_curriculum(read_html_blocks(page), source=name, format="html")


def test_it_works():
    pairs = pair_editions(read("kk_programme.html"), read("ru_programme.html"))
    first = pairs[0]
    assert (first.subject_id, first.appendix, first.code) == ("informatics", "55", "7.1.1.1")
    assert first.kk is not None and first.kk.language == "kk"
    assert first.ru is not None and first.ru.language == "ru"
    assert first.doubts == ()


def test_a_missing_side_is_named():
    pairs = pair_editions(read("kk_programme.html"), read("ru_programme.html"))
    missing = {(pair.code, pair.doubts) for pair in pairs if pair.kk is None or pair.ru is None}
    assert missing == {
        ("7.2.1.3", ("missing-kk",)),
        ("7.2.1.1", ("missing-ru",)),
        ("7.2.1.2", ("missing-ru",)),
    }


def test_programmes_without_appendix_are_paired_by_subject_and_grades():
    kk, ru = read("kk_programme.html"), read("ru_programme.html")
    kk = replace(kk, programmes=tuple(replace(one, appendix=None) for one in kk.programmes))
    assert any(pair.kk and pair.ru for pair in pair_editions(kk, ru))


def test_an_edition_without_a_partner_is_missing_as_a_whole():
    pairs = pair_editions(read("kk_german.html"), read("ru_programme.html"))
    assert {pair.doubts for pair in pairs} == {("missing-kk",), ("missing-ru",)}
    assert len(pairs) == 4 + 7


def test_a_similarity_below_the_threshold_is_a_doubt():
    kk, ru = read("kk_programme.html"), read("ru_programme.html")
    pairs = pair_editions(kk, ru, similarity=lambda one, other: 0.2, threshold=0.5)
    both = [pair for pair in pairs if pair.kk and pair.ru]
    assert both and all("similarity" in pair.doubts and pair.similarity == 0.2 for pair in both)


def test_each_check_finds_its_disagreement():
    assert disagreements("ақпаратты іздеу", "искать информацию") == []
    assert "length" in disagreements("іздеу", "искать сведения в трёх разных источниках и сравнивать")
    assert "numbers" in disagreements("3 мысал келтіру", "приводить 2 примера")
    assert "brackets" in disagreements("ақпаратты іздеу (интернетте)", "искать информацию в сети")
    assert "latin-terms" in disagreements("Python тілінде жазу", "писать на языке Scratch")
    assert "list-items" in disagreements(
        "хат жазу туралы айту", "писать письмо, рекламу, заметку, объявление и отзыв"
    )
