import pytest
import yaml

from core.catalogue.small_items import small_item, small_mapping, three
from sauatty.core.catalogue.content import CONTENT
from sauatty.core.catalogue.content_stats import content_stats
from sauatty.core.catalogue.frameworks import load_frameworks
from sauatty.core.catalogue.item_content import (
    among_items,
    enemies_among,
    item_content_problems,
    item_stats,
    items_by_competence,
    lopsided_places,
)
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.terms_check import product_texts

GMILAF = [one.id for loaded in load_frameworks() if loaded.id == "gmilaf" for one in loaded.competences]


def told(tmp_path, *items, name="gmilaf-1-3", primary=GMILAF, **shared):
    """Return what the checks say of a bank with one file."""
    folder = tmp_path / "items"
    folder.mkdir(exist_ok=True)
    content = {"schema": "items/1", "items": list(items), **shared}
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return [str(problem) for problem in item_content_problems(tmp_path, load_frameworks(), primary)]


def sole(id="mil-1-3-a", **changes):
    return small_mapping(id=id, enemies=[], **changes)


def test_it_works(tmp_path):
    assert told(tmp_path, sole()) == []


def test_the_bank_of_sauatty_is_whole():
    assert [str(one) for one in item_content_problems(CONTENT, load_frameworks(), GMILAF)] == []
    assert len(load_items()) >= 144
    assert {one.competence for one in load_items()} == set(GMILAF)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([sole(), sole()], "mil-1-3-a: stands more than once"),
        ([sole(id="mil-2-1-a")], "has a name that does not begin with mil-1-3-"),
        ([sole(id="mine")], "has a name that does not begin with mil-1-3-"),
        ([{**sole(), "enemies": ["mil-1-3-k"]}], "has the enemy 'mil-1-3-k', which does not exist"),
        ([sole(is_invented=False)], "has a text to be judged and does not say is_invented: true"),
        ([{**sole(), "kind": "essay"}], "mil-1-3-a: kind is 'essay'"),
        ([{**sole(), "stem": three("Не?", "", "What?")}], "mil-1-3-a: stem has no text in ru"),
    ],
)
def test_what_items_keep_together_is_named_with_file_and_item(tmp_path, items, said):
    found = told(tmp_path, *items)
    assert any(said in line and line.startswith("items/gmilaf-1-3.yaml: mi") for line in found), found


def test_a_key_of_the_file_that_nobody_reads_is_named(tmp_path):
    assert "no use for the key title" in told(tmp_path, sole(), title="Items")[0]


def test_too_few_items_are_told_when_every_competence_has_some(tmp_path):
    assert told(tmp_path, sole(), primary=["gmilaf.1.3"]) == [
        "items: 1 items for gmilaf.1.3; at least 12 are needed"
    ]


def test_an_item_that_tells_the_answer_of_another_is_named_unless_they_are_enemies():
    first = small_item(id="mil-1-3-a", enemies=[])
    text = "Looks for the original of the picture"
    second = small_item("order", stimulus=three("Мәтін.", "Текст.", f"A librarian {text.lower()} at night."))
    found = [(one.id, problem.code) for one, problem in among_items([first, second])]
    assert ("mil-1-3-c", "cue-elsewhere") in found
    enemies = small_item(id="mil-1-3-a", enemies=["mil-1-3-c"])
    assert "cue-elsewhere" not in {problem.code for _, problem in among_items([enemies, second])}


def test_enemies_are_enemies_whichever_names_the_other():
    items = [small_item(enemies=["mil-1-3-c", "mil-1-3-z"]), small_item("order")]
    assert enemies_among(items) == {
        "mil-1-3-a": frozenset({"mil-1-3-c"}),
        "mil-1-3-c": frozenset({"mil-1-3-a"}),
    }


def test_right_answers_at_one_place_are_lopsided():
    same = [small_item() for _ in range(6)]
    (problem,) = lopsided_places(same)
    assert (problem.code, problem.params) == ("places-lopsided", {"place": 1, "number": 6, "all": 6})
    options = small_mapping()["options"]
    turned = [small_item(options=options[n % 4 :] + options[: n % 4]) for n in range(6)]
    assert list(lopsided_places(turned)) == []
    assert list(lopsided_places(same[:5])) == []


def test_items_are_counted_by_language_and_state():
    counted = item_stats([small_item(), small_item("order", stem={"kk": "Қайсы?"})])
    assert counted["all"] == 2 and counted["kinds"]["order"] == 1
    assert counted["complete"] == {"kk": 2, "ru": 1, "en": 1}
    assert counted["reviewed"] == {"kk": 2, "ru": 0, "en": 0}
    assert counted["machine"] == {"kk": 0, "ru": 2, "en": 2}
    assert counted["provisional_keys"] == 1


def test_the_statistics_of_the_content_hold_the_items():
    counted = content_stats()
    assert counted["items"]["kk"] == len(load_items()) == counted["bank"]["all"]
    assert sum(map(len, items_by_competence(load_items()).values())) == counted["bank"]["all"]


def test_texts_of_items_are_looked_up_for_spelling_and_the_glossary_too(tmp_path):
    told(tmp_path, sole())
    places = {one.place for one in product_texts(tmp_path) if one.path == "items/gmilaf-1-3.yaml"}
    assert {"items.mil-1-3-a.stem", "items.mil-1-3-a.options.a.why"} <= places
