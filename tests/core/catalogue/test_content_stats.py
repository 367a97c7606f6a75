"""Counts of what teaches: nobody is counted as a reader of a language that they did not sign."""

import pytest

from sauatty.core.catalogue.content_stats import glossary_readers


@pytest.mark.parametrize(
    ("written", "kk", "ru"),
    [
        ("{kk: [Аружан Ә.]}", ("Аружан Ә.",), ()),
        ("{kk: [], ru: [И. П., О. К.]}", (), ("И. П.", "О. К.")),
        ("[Somebody]", (), ()),
        ("[]", (), ()),
    ],
)
def test_the_glossary_is_read_in_those_languages_alone_that_somebody_signed(tmp_path, written, kk, ru):
    path = tmp_path / "glossary" / "terms.yaml"
    path.parent.mkdir()
    path.write_text(f"schema: terms/1\nprovenance: {{reviewed_by: {written}}}\nterms: []\n", "utf-8")

    assert glossary_readers(tmp_path) == {"kk": kk, "ru": ru, "en": ()}


def test_without_a_glossary_nobody_has_read_it(tmp_path):
    assert glossary_readers(tmp_path) == {"kk": (), "ru": (), "en": ()}
