import builtins
from datetime import date

import pytest

from core.catalogue.small_instrument import changed, choice, mapping, small, text
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping, load_instruments
from sauatty.core.errors import ExtraMissing
from sauatty.core.exchange.spss import codebook_rows, multiple_response_sets, variables, write_sav
from sauatty.core.records import ResponseTable

COLUMNS = {
    "region": ("KZ-10", "KZ-75", ""),
    "job": ("other", "teacher", ""),
    "job_other": ("мұрағатшы", "", ""),
    "years": ("", "12.5", ""),
    "terms_mil": ("heard", "never", ""),
    "definition": ("Әңгіме, ұғым 😀", "=1+1", ""),
    "tools": ("books web", "none", ""),
    "needs": ("own gmilaf_1_1", "", ""),
    "since": ("2026-01-02", "", ""),
}
TABLE = ResponseTable(("a", "b", "c"), COLUMNS, ("kk", "ru", ""), ("2026-10-01", "2026-10-02", ""))


def written(tmp_path, table=TABLE, instrument=None, language="kk"):
    """Write a file and read it again: the values by variable, and what is said about them."""
    pyreadstat = pytest.importorskip("pyreadstat", reason="pip install -r requirements/spss.txt")
    path = tmp_path / "answers.sav"
    path.write_bytes(write_sav(table, instrument or small(), language))
    values, facts = pyreadstat.read_sav(str(path), output_format="dict")
    return values, facts


def test_it_works(tmp_path):
    values, facts = written(tmp_path)

    assert facts.number_rows == 3 and list(values)[:4] == ["id", "language", "day", "region"]
    assert facts.variable_value_labels["job"] == {1: "librarian kk", 2: "teacher kk", 3: "Басқа"}
    assert values["job"][0] == 3 and values["job_other"][0] == "мұрағатшы"
    assert values["years"][1] == 12.5 and facts.file_label == "title kk"


def test_kazakh_letters_and_signs_beyond_them_come_back(tmp_path):
    values, facts = written(tmp_path)

    assert values["definition"][0] == "Әңгіме, ұғым 😀"
    assert facts.variable_value_labels["region"][10] == "Қостанай облысы"
    assert facts.column_names_to_labels["id"] == "Жауап нөмірі"


@pytest.mark.parametrize(("language", "word"), [("kk", "Иә"), ("ru", "Да"), ("en", "Yes")])
def test_labels_are_in_the_chosen_language(tmp_path, language, word):
    _, facts = written(tmp_path, language=language)

    assert facts.variable_value_labels["tools__web"][1] == word
    assert facts.column_names_to_labels["terms_mil"] == f"terms {language} – mil {language}"


def test_several_answers_become_a_variable_for_each_choice(tmp_path):
    values, _ = written(tmp_path)

    assert [list(values[f"tools__{code}"][:2]) for code in ("books", "web", "friends", "none")] == [
        [1, 0],
        [1, 0],
        [0, 0],
        [0, 1],
    ]
    assert values["tools__books"][2] is None  # nobody answered: not the same as 'not taken'
    assert "NAME=$tools" in multiple_response_sets(small(), "en") and "VALUE=1" in multiple_response_sets(
        small(), "en"
    )


def test_a_ranking_becomes_the_place_of_each_choice(tmp_path):
    values, _ = written(tmp_path)

    assert (
        values["needs__own"][0] == 1
        and values["needs__gmilaf_1_1"][0] == 2
        and values["needs__gmilaf_2_3"][0] is None
    )


def test_what_nobody_answered_is_system_missing_and_no_number(tmp_path):
    values, facts = written(tmp_path)

    assert all(values[name][2] is None for name in ("region", "job", "years", "terms_mil", "terms_blurb"))
    assert facts.missing_ranges == {} and values["definition"][2] == ""


def test_dates_are_dates(tmp_path):
    values, facts = written(tmp_path)

    assert values["since"][0] == date(2026, 1, 2) and facts.original_variable_types["since"].startswith(
        "DATE"
    )
    empty = ResponseTable(("a",), {"job": ("teacher",)})
    assert written(tmp_path, empty)[1].original_variable_types["since"].startswith("DATE")


def test_the_same_responses_give_the_same_bytes(monkeypatch):
    pytest.importorskip("pyreadstat")
    first = write_sav(TABLE, small(), "ru")

    assert b"01 Jan 0000:00:00" in first[:200] and write_sav(TABLE, small(), "ru") == first


def test_a_text_longer_than_spss_holds_goes_on_in_another_variable(tmp_path):
    long = "ұ" * 40_000
    values, _ = written(tmp_path, ResponseTable(("a", "b"), {"definition": ("short", long)}))
    parts = [values[name] for name in values if name.startswith("definition")]

    assert len(parts) == 3 and "".join(part[1] for part in parts) == long
    assert [part[0] for part in parts] == ["short", "", ""]


def test_long_labels_are_cut_between_letters_and_stand_whole_in_the_codebook(tmp_path):
    label = "Ұ" * 200
    choices = [choice("a") | {"label": {"kk": label, "ru": label, "en": label}}, choice("b")]
    one = changed("job", choices=choices, text={"kk": label, "ru": label, "en": label})
    _, facts = written(tmp_path, ResponseTable(("a",), {"job": ("a",)}), one)

    assert facts.variable_value_labels["job"][1] == "Ұ" * 58 + "…"
    assert facts.column_names_to_labels["job"] == "Ұ" * 126 + "…"
    assert label in [row[6] for row in codebook_rows(one, "kk")]


def test_codes_that_are_numbers_stay_these_numbers():
    one = changed("job", choices=[choice("5"), choice("-1"), choice("0")])
    job = next(variable for variable in variables(one, "en") if variable.name == "job")

    assert job.values == {"5": 5, "-1": -1, "0": 0, "other": 6}


def test_a_code_that_the_instrument_does_not_know_is_kept_with_a_number_behind_the_others(tmp_path):
    values, facts = written(tmp_path, ResponseTable(("a",), {"terms_mil": ("older",)}))

    assert values["terms_mil"][0] == 4 and facts.variable_value_labels["terms_mil"][4] == "older"


def test_names_are_ones_that_spss_takes_and_none_stands_twice():
    whole = mapping()
    whole["sections"][0]["questions"] += [
        {"id": name, "kind": "short", "text": text(name)}
        for name in ("with", "_x", "a-b", "a_b", "tools__web", "id", "n" * 90, "n" * 91, "end.")
    ]
    names = [one.name for one in variables(instrument_from_mapping(whole, "x"), "en")]

    assert {"v_with", "v__x", "a_b", "a_b_2", "tools__web", "tools__web_2", "id_2", "end"} <= set(names)
    assert len({name.lower() for name in names}) == len(names) and max(map(len, names)) <= 64


def test_weights_are_written_where_somebody_weighted(tmp_path):
    table = ResponseTable(("a", "b"), {"job": ("teacher", "teacher")}, weights=(0.5, 1.5))

    assert list(written(tmp_path, table)[0]["weight"]) == [0.5, 1.5]
    assert "weight" not in written(tmp_path)[0]


@pytest.mark.parametrize("one", load_instruments(), ids=lambda one: one.id)
def test_the_codebook_names_every_variable_of_the_file(one, tmp_path):
    table = ResponseTable((), {})
    values, _ = written(tmp_path, table, one, "ru")
    rows = codebook_rows(one, "ru")

    assert {row[0] for row in rows[1:]} == set(values) - {"id"}
    assert {len(row) for row in rows} == {8} and all(row[2] for row in rows[1:])


def test_without_the_package_the_command_that_installs_it_is_named(monkeypatch):
    imported = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name in {"pyreadstat", "pandas"}:
            raise ImportError(name)
        return imported(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ExtraMissing, match=r"pip install 'sauatty\[spss\]'"):
        write_sav(TABLE, small(), "kk")
    assert codebook_rows(small(), "kk")  # needs no package
