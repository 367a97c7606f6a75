"""The forms that Sauatty comes with, and what is wrong with others."""

from dataclasses import replace

import numpy as np
import pytest

from sauatty.core.catalogue.forms import check_forms, form_problems, form_set, load_form_sets, read_form_set
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.errors import ContentInvalid, PairNotShipped
from sauatty.core.psychometrics.assembly_blueprint import BankItem
from sauatty.core.psychometrics.equating_curves import form_expectation, item_precision


@pytest.fixture(scope="module")
def pair():
    return form_set("pre-final")


@pytest.fixture(scope="module")
def items():
    return {one.id: one for one in load_items()}


def test_the_shipped_forms_break_no_rule():
    assert check_forms() == []


def test_the_pair_holds_two_questions_of_each_competence_and_shares_none(pair):
    assert list(pair.forms) == ["A", "B"] and pair.length == 24
    assert len(pair.competences) == 12 and set(pair.competences.values()) == {2}
    assert not set(pair.forms["A"]) & set(pair.forms["B"])


def test_the_pair_is_as_alike_as_its_file_says(pair, items):
    at = np.array([-1.5, -0.75, 0.0, 0.75, 1.5])
    curves = {
        code: [
            BankItem(one.id, "", 0, "", one.difficulty, max_score=one.max_score).as_curve
            for one in (items[id] for id in ids)
        ]
        for code, ids in pair.forms.items()
    }
    apart = form_expectation(curves["A"], at) - form_expectation(curves["B"], at)
    assert abs(apart).max() < 0.1
    sharpness = {code: sum(item_precision(one, at) for one in form) for code, form in curves.items()}
    assert abs(sharpness["A"] - sharpness["B"]).max() < 0.1
    assert form_expectation(curves["A"], at)[2] == pytest.approx(15.5, abs=0.2)


def test_easy_questions_come_first(pair, items):
    for ids in pair.forms.values():
        difficulties = [items[id].difficulty for id in ids]
        assert difficulties == sorted(difficulties)


def test_what_is_wrong_with_forms_is_named(pair, items):
    one, two, *rest = pair.forms["A"]
    twice = replace(pair, forms={"A": (two, two, *rest), "B": pair.forms["B"]})
    gone = replace(pair, forms={"A": ("no-such-item", two, *rest), "B": pair.forms["B"]})
    enemies = items | {one: replace(items[one], enemies=(two,))}
    dearer = items | {
        one: replace(items[one], scoring="graded" if items[one].scoring == "exact" else "exact")
    }

    assert f"'{two}' stands 2 times in the forms" in list(form_problems(twice, items))
    assert list(form_problems(gone, items)) == ["there is no item 'no-such-item'"]
    assert f"form A: '{one}' and '{two}' are enemies" in list(form_problems(pair, enemies))
    assert any("points" in said for said in form_problems(pair, dearer))
    assert any("instead of 0" in said for said in form_problems(replace(pair, kinds={}), items))


def test_a_file_without_forms_and_an_unknown_pair_are_refused_by_name(tmp_path):
    (tmp_path / "forms").mkdir()
    path = tmp_path / "forms" / "bad.yaml"
    path.write_text(
        "schema: form/1\nid: bad\ntitle: {en: T}\ndescription: {en: D}\npre: {en: P}\nfinal: {en: F}\n"
        "blueprint: {competences: {gmilaf.1.1: 1}, kinds: {single: 1}}\nforms: {A: none}\n",
        encoding="utf-8",
    )

    with pytest.raises(ContentInvalid, match="form 'A' is not a list"):
        read_form_set(path, tmp_path)
    assert [one.path for one in check_forms(tmp_path)] == ["forms/bad.yaml"]
    with pytest.raises(PairNotShipped, match="pre-final"):
        form_set("other")
    assert [one.id for one in load_form_sets()] == ["pre-final"]
