import pytest

from core.catalogue.small_instrument import changed, choice, mapping, question_of, small, text
from sauatty.core.catalogue.instrument_checks import MEANINGS, check_instrument
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping, load_instruments


def holes(instrument, languages=None) -> set[tuple[str, str, str, str]]:
    return {
        (one.code, one.place, one.language, one.detail) for one in check_instrument(instrument, languages)
    }


def of(whole) -> set[tuple[str, str, str, str]]:
    return holes(instrument_from_mapping(whole, "small.yaml"))


def test_it_works():
    assert check_instrument(small()) == ()


@pytest.mark.parametrize("shipped", load_instruments(), ids=lambda one: one.id)
def test_the_shipped_instruments_are_whole(shipped):
    assert check_instrument(shipped) == ()


# --- texts ---


def test_every_missing_text_is_named_with_its_language():
    whole = mapping()
    whole["title"].pop("kk")
    whole["about"].pop("ru")
    whole["sections"][0]["title"] = {"en": "profile"}
    whole["lists"]["known"][1]["label"].pop("en")
    question_of(whole, "job")["choices"][0]["label"]["ru"] = "  "
    question_of(whole, "terms")["rows"][0]["label"].pop("kk")
    question_of(whole, "years").pop("check_message")
    question_of(whole, "welcome")["text"].pop("ru")
    assert of(whole) == {
        ("text-missing", "title", "kk", ""),
        ("text-missing", "about", "ru", ""),
        ("text-missing", "profile.title", "kk", ""),
        ("text-missing", "profile.title", "ru", ""),
        ("text-missing", "lists.known.heard", "en", ""),
        ("text-missing", "job.choices.librarian", "ru", ""),
        ("text-missing", "terms.rows.mil", "kk", ""),
        ("text-missing", "years.check_message", "kk", ""),
        ("text-missing", "years.check_message", "ru", ""),
        ("text-missing", "years.check_message", "en", ""),
        ("text-missing", "welcome.text", "ru", ""),
    }


def test_only_the_languages_that_are_declared_or_asked_for_have_to_be_complete():
    whole = mapping()
    for part in (whole["title"], question_of(whole, "job")["text"]):
        part.pop("en")
    assert of({**whole, "languages": ["kk", "ru"]}) == set()
    instrument = instrument_from_mapping(whole, "small.yaml")
    assert holes(instrument, ["kk"]) == set()
    assert holes(instrument, ["en"]) == {
        ("text-missing", "title", "en", ""),
        ("text-missing", "job.text", "en", ""),
    }
    declared = instrument_from_mapping({**whole, "languages": ["kk"]}, "small.yaml")
    assert ("language-missing", "languages", "", "ru") in holes(declared, ["kk", "ru"])


def test_what_may_be_left_out_is_missed_only_where_another_language_has_it():
    assert holes(changed("job", hint={"ru": "подсказка"}), ["ru"]) == set()
    assert holes(changed("job", hint={"ru": "подсказка"}), ["kk"]) == {("text-missing", "job.hint", "kk", "")}


# --- names, codes and parts ---


@pytest.mark.parametrize(
    ("name", "keys", "hole"),
    [
        ("job", {"id": "жұмыс"}, ("name-unfit", "жұмыс", "", "жұмыс")),
        ("since", {"id": "a" * 65}, ("name-unfit", "a" * 65, "", "a" * 65)),
        ("since", {"id": "2nd"}, ("name-unfit", "2nd", "", "2nd")),
        ("since", {"id": "Language"}, ("name-reserved", "Language", "", "Language")),
        ("since", {"id": "terms_mil"}, ("name-repeated", "terms_mil", "", "terms_mil")),
        ("since", {"id": "REGION"}, ("name-repeated", "REGION", "", "REGION")),
        ("since", {"id": "profile"}, ("name-repeated", "profile", "", "profile")),
        ("since", {"id": "job_other"}, ("name-repeated", "job", "", "job_other")),
        ("tools", {"choices": [choice("a b"), choice("none")]}, ("code-unfit", "tools.choices.a b", "", "a b")),
        ("tools", {"choices": [choice("none"), choice("none")]}, ("code-repeated", "tools.choices.none", "", "none")),
        ("job", {"choices": [choice("teacher"), choice("other")]}, ("code-reserved", "job.choices.other", "", "other")),
        ("tools", {"choices": [choice("none")], "when": None}, ("choices-missing", "tools", "", "")),
        ("since", {"choices": [choice("a"), choice("b")]}, ("choices-unused", "since", "", "date")),
        ("since", {"rows": [choice("a")]}, ("rows-unused", "since", "", "date")),
        ("terms", {"rows": []}, ("rows-missing", "terms", "", "")),
        ("needs", {"allow_other": True}, ("other-unfit", "needs", "", "ranking")),
        ("years", {"minimum": 70}, ("bounds-crossed", "years", "", "70 > 60")),
        ("needs", {"minimum": 4, "maximum": None}, ("bounds-crossed", "needs", "", "4 > 3")),
        ("tools", {"maximum": 0}, ("bounds-crossed", "tools", "", "0 < 1")),
        ("since", {"minimum": 1}, ("bounds-unused", "since", "", "date")),
        ("definition", {"length": 0}, ("length-unfit", "definition", "", "0")),
        ("definition", {"length": 30000}, ("length-unfit", "definition", "", "30000")),
        ("welcome", {"required": True}, ("check-unused", "welcome", "", "")),
        ("tools", {"choices": [choice("none", score=2), choice("web")]}, ("score-unfit", "tools.choices.none", "", "2")),
    ],
)  # fmt: skip
def test_a_hole_of_a_question_is_named(name, keys, hole):
    assert hole in holes(changed(name, **keys))


def test_an_instrument_without_questions_or_version_is_not_whole():
    found = of({"id": "draft", "title": text("t"), "sections": [{"id": "one", "title": text("s")}]})
    assert found == {
        ("version-missing", "version", "", ""),
        ("questions-missing", "sections", "", ""),
        ("questions-missing", "one", "", ""),
    }


# --- competences, foils and order ---


@pytest.mark.parametrize(
    ("name", "keys", "hole"),
    [
        (
            "definition",
            {"competences": ["gmilaf.9.9"]},
            ("competence-unknown", "definition", "", "gmilaf.9.9"),
        ),
        ("needs", {"choices": [choice("a"), choice("b")]}, ("competences-missing", "needs", "", "need")),
        ("terms", {"role": "practice"}, ("competences-missing", "terms.rows.mil", "", "practice")),
        ("terms", {"role": "practice"}, ("foil-unfit", "terms.rows.blurb", "", "")),
        ("tools", {"role": "self-rating"}, ("competences-missing", "tools", "", "self-rating")),
        ("tools", {"role": "self-rating"}, ("scores-missing", "tools", "", "self-rating")),
        ("region", {"role": "self-rating"}, ("order-leading", "terms", "", "region")),
        ("region", {"role": "self-rating"}, ("order-leading", "definition", "", "region")),
    ],
)
def test_what_the_analysis_would_miss_is_named(name, keys, hole):
    assert hole in holes(changed(name, **keys))


@pytest.mark.parametrize(
    ("n_real", "n_foils", "is_right"), [(9, 0, True), (9, 3, True), (11, 1, False), (3, 3, False)]
)
def test_about_a_fifth_of_the_terms_is_invented(n_real, n_foils, is_right):
    rows = [{"code": f"t{n}", "label": text("t"), "foil": n >= n_real} for n in range(n_real + n_foils)]
    found = {one[0] for one in holes(changed("terms", rows=rows))}
    assert ("foils-share" not in found) is is_right


# --- logic ---


@pytest.mark.parametrize(
    ("name", "keys", "code", "place", "detail"),
    [
        ("years", {"when": "${profession} = 'x'"}, "expression-name-unknown", "years.when", "profession"),
        ("years", {"when": "${terms} = 'x'"}, "expression-name-unknown", "years.when", "terms"),
        ("years", {"when": "${welcome} = 'x'"}, "expression-name-unknown", "years.when", "welcome"),
        ("years", {"when": "${tools} = ''"}, "expression-name-later", "years.when", "tools"),
        ("years", {"when": "${years} > 1"}, "expression-name-later", "years.when", "years"),
        ("years", {"check": "${tools} = ''"}, "expression-name-later", "years.check", "tools"),
        ("years", {"when": "${job} = 'pilot'"}, "expression-code-unknown", "years.when", "pilot"),
        ("years", {"when": "'pilot' != ${job}"}, "expression-code-unknown", "years.when", "pilot"),
        ("why_none", {"when": "selected(${tools}, 'radio')"}, "expression-code-unknown", "why_none.when", "radio"),
        ("why_none", {"when": "${terms_mil} = 'often'"}, "expression-code-unknown", "why_none.when", "often"),
        ("years", {"when": "${region} = 'KZ-99'"}, "expression-code-unknown", "years.when", "KZ-99"),
        ("years", {"when": ". > 1"}, "expression-own", "years.when", ""),
        ("why_none", {"when": "${years} > today()"}, "expression-today", "why_none.when", ""),
        ("why_none", {"when": "${tools} = 'none' and ${tools} = 'web'"}, "unreachable", "why_none", ""),
        ("why_none", {"when": "${years} > 80"}, "unreachable", "why_none", ""),
        ("why_none", {"when": "${job} = 'librarian' and ${years} > 1"}, "unreachable", "why_none", ""),
        ("why_none", {"when": "1 = 2"}, "unreachable", "why_none", ""),
        ("tools", {"when": "count-selected(${job}) > 1"}, "unreachable", "tools", ""),
    ],
)  # fmt: skip
def test_a_hole_of_the_logic_is_named(name, keys, code, place, detail):
    assert (code, place, "", detail) in holes(changed(name, **keys))


@pytest.mark.parametrize(
    "when",
    [
        "${job} = 'other' or ${job_other} = 'museum'",
        "selected(${tools}, 'books') and selected(${tools}, 'web') and not(selected(${tools}, 'friends'))",
        "count-selected(${tools}) >= 2",
        "${years} > 9.5 and ${years} < 10.5",
        "${years} != ''",
        "${terms_mil} = '' or ${terms_blurb} = 'explain'",
        "${years} mod 2 = 1",
        "regex(${definition}, '.{3,9}')",
        "not(${definition})",
    ],
)
def test_a_condition_that_can_hold_is_no_hole(when):
    assert check_instrument(changed("why_none", when=when)) == ()


def test_a_broken_expression_is_named_with_its_place_and_the_rest_is_still_checked():
    found = check_instrument(changed("why_none", when="${tools} == 'none'", text={"kk": "а", "ru": "а"}))
    assert [one.code for one in found] == ["text-missing", "expression-invalid"]
    assert "character 11" in found[1].detail
    assert str(found[1]).startswith("why_none.when: '${tools} == 'none''")


def test_every_code_has_a_sentence():
    instrument = changed("years", id="Language", when="${tools} = 'x' and . = 1", text={}, maximum=-5)
    written = [str(one) for one in check_instrument(instrument)]
    assert written
    assert all("%(" not in one for one in written)
    assert all(
        "%" not in meaning.replace("%(detail)s", "").replace("%(language)s", "")
        for meaning in MEANINGS.values()
    )
