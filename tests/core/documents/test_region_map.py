from xml.etree import ElementTree

import pytest

from sauatty.core.catalogue.regions import load_regions
from sauatty.core.documents.region_map import (
    heat_step,
    region_map_alt,
    region_map_figure,
    region_map_svg,
    region_map_table,
)

SVG = "{http://www.w3.org/2000/svg}"


def rects(svg):
    found = [one for one in ElementTree.fromstring(svg).iter(f"{SVG}rect") if one.get("class")]
    return [one for one in found if one.get("class") != "paper"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_each_region_has_a_tile_of_its_own_within_the_picture(language):
    svg = region_map_svg({"KZ-55": 3, "KZ-75": 12}, language, "Activities")
    root = ElementTree.fromstring(svg)
    tiles = rects(svg)
    assert len({(one.get("x"), one.get("y")) for one in tiles}) == 20
    assert all(float(one.get("x")) + float(one.get("width")) <= float(root.get("width")) for one in tiles)
    assert all(float(one.get("y")) + float(one.get("height")) <= float(root.get("height")) for one in tiles)
    names = " ".join(root.itertext())
    assert all(region.short.text(language) in names for region in load_regions().regions)


def test_not_known_is_hatched_and_nothing_is_not():
    svg = region_map_svg({"KZ-55": 0, "KZ-75": 4, "KZ-71": None, "KZ-79": float("nan")}, "en", "Activities")
    kinds = [one.get("class") for one in rects(svg)]
    assert (kinds.count("unknown"), kinds.count("h0"), kinds.count("h5")) == (18, 1, 1)
    assert "hatched" in svg


def test_a_map_where_all_is_known_has_no_key_of_hatching():
    assert "hatched – " not in region_map_svg({one.id: 1 for one in load_regions().regions}, "en", "All")


def test_steps_are_fifths_of_the_top():
    assert [heat_step(value, 10) for value in (0, 1, 2, 2.1, 4, 9, 10, 99)] == [0, 1, 1, 2, 2, 5, 5, 5]
    assert heat_step(3, 0) == 0


def test_one_top_lets_two_maps_be_laid_side_by_side():
    assert [one.get("class") for one in rects(region_map_svg({"KZ-55": 2}, "en", "A", top=10))].count(
        "h1"
    ) == 1


def test_the_table_has_all_regions_and_says_what_is_not_known():
    table = region_map_table({"KZ-55": 1234.5}, "ru", "Мероприятия")
    rows = dict(table.rows)
    assert len(rows) == 20
    assert rows["Павлодарская область"] == "1\u00a0234,5"
    assert rows["Область Абай"] == "нет данных"


def test_the_words_of_the_map_name_the_largest():
    assert "Pavlodar Region – 7" in region_map_alt({"KZ-55": 7, "KZ-10": 2}, "en")
    assert region_map_alt({}, "en") == "A map of the regions of Kazakhstan: nothing is known yet."


def test_a_figure_has_its_table_and_its_texts_are_escaped():
    figure = region_map_figure({"KZ-55": 1}, "en", "<b>&", heading="n", note="<i>")
    assert "<b>" not in figure.svg and "<i>" not in figure.svg
    assert figure.table is not None and figure.alt in figure.svg


def test_the_same_numbers_give_the_same_bytes():
    assert region_map_svg({"KZ-55": 1}, "kk", "A") == region_map_svg({"KZ-55": 1}, "kk", "A")
