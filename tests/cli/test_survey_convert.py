import pytest
import yaml

from core.exchange.xlsform_samples import KOBO, REFUSED
from sauatty.core.catalogue.instrument_reading import instrument, load_instruments
from sauatty.core.exchange.instrument_files import read_instrument_file


def test_it_works(run, tmp_path):
    there, back = tmp_path / "form.xlsx", tmp_path / "again.yaml"

    assert run("survey", "convert", "mil-needs", there).exit_code == 0
    done = run("survey", "convert", there, back)
    assert (done.exit_code, done.output) == (0, "")
    assert read_instrument_file(back.read_bytes(), "again.yaml") == instrument("mil-needs")


@pytest.mark.parametrize("one", load_instruments(), ids=lambda one: one.id)
def test_the_same_instrument_gives_the_same_file(run, tmp_path, one):
    files = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for file in files:
        assert run("survey", "convert", f"{one.id}:{one.version}", file).exit_code == 0

    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_form_of_another_programme_becomes_yaml_and_what_was_left_out_is_told(run, tmp_path):
    (tmp_path / "kobo.xlsx").write_bytes(KOBO)
    done = run("survey", "convert", tmp_path / "kobo.xlsx", tmp_path / "kobo.yml")

    assert (
        done.exit_code == 0 and "Note: metadata-left-out, survey, row 4: deviceid 'deviceid'" in done.stderr
    )
    written = yaml.safe_load((tmp_path / "kobo.yml").read_text("utf-8"))
    assert (
        written["id"] == "aK7cFqD2"
        and written["sections"][0]["questions"][0]["text"]["kk"] == "Қайда жұмыс істейсіз?"
    )


def test_what_cannot_be_held_is_refused_by_name_and_nothing_is_written(run, tmp_path):
    (tmp_path / "form.xlsx").write_bytes(REFUSED)
    done = run("survey", "convert", tmp_path / "form.xlsx", tmp_path / "form.yaml")

    assert done.exit_code == 1 and "survey, row 7: 'geopoint' (question 'where')" in done.stderr
    assert not (tmp_path / "form.yaml").exists()


def test_another_ending_is_wrong_usage(run, tmp_path):
    done = run("survey", "convert", "mil-needs", tmp_path / "form.docx")

    assert done.exit_code == 2 and ".xlsx, .yaml or .yml" in done.stderr


def test_an_unknown_instrument_is_named(run, tmp_path):
    done = run("survey", "convert", "nothing", tmp_path / "form.xlsx")

    assert done.exit_code == 1 and "no instrument 'nothing'" in done.stderr
