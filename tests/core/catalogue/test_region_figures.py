from dataclasses import replace

import pytest
import yaml

from sauatty.core.catalogue.content import CONTENT
from sauatty.core.catalogue.region_figures import (
    load_region_figures,
    read_region_figures,
    region_figures_problems,
)
from sauatty.core.errors import ContentInvalid

SCHOOLS = CONTENT / "regions" / "figures" / "schools-2022.yaml"


def test_it_works():
    schools = load_region_figures()["schools"]

    assert len(schools.figures) == 20 and sum(schools.figures.values()) == 7687
    assert schools.addresses and schools.stated_on.year == 2022
    assert list(region_figures_problems(schools)) == []


def test_what_is_missing_is_said():
    schools = read_region_figures(SCHOOLS)
    left = {code: n for code, n in schools.figures.items() if code != "KZ-55"}
    found = list(
        region_figures_problems(replace(schools, kind="cinemas", figures=left | {"KZ-99": 1}, addresses=()))
    )

    assert len(found) == 4 and "KZ-55 has no number" in found and "KZ-99 is no region" in found


@pytest.mark.parametrize(
    "change", [{"stated_on": "yesterday"}, {"figures": {"KZ-55": "many"}}, {"figures": {"KZ-55": -1}}]
)
def test_no_number_and_no_day_are_refused(tmp_path, change):
    path = tmp_path / "figures.yaml"
    content = yaml.safe_load(SCHOOLS.read_text("utf-8")) | change
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")

    with pytest.raises(ContentInvalid):
        read_region_figures(path, tmp_path)
