"""Forms assembled from a blueprint: by a job, changed by hand with the same checks, published once."""

from collections import Counter
from dataclasses import replace

import pytest

from sauatty.core.errors import FormItemChanged, FormMovedOn, SwapRefused
from sauatty.core.psychometrics import form_rules as rules
from sauatty.core.psychometrics.form_rules import Rules, default_rules
from sauatty.web.assessments import bank, selectors, services
from sauatty.web.assessments.models import ScoringKey
from sauatty.web.items.bank import UsableItem
from web.assessments.conftest import make_item, right, take

pytestmark = pytest.mark.django_db
TWELVE = default_rules(length=12)


def assembled(actor, programme, asked=TWELVE):
    """Return what the job makes of a blueprint."""
    blueprint = services.save_blueprint(actor=actor, programme=programme, name="Course", rules=asked)
    assembly, _job = services.ask_for_forms(actor=actor, blueprint=blueprint)
    services.do_assemble({"assembly": str(assembly.pk)}, lambda done, total: None)
    return selectors.access_assembly(actor, assembly.pk)


def ids_of(assembly):
    return {form.code: [one["item"] for one in form.items] for form in assembly.forms.all()}


def test_rules_come_back_from_a_row_as_they_were():
    asked = Rules(
        12,
        2,
        {"gmilaf.1.1": 2},
        {1: (0, 3)},
        {"single": (1, 9)},
        0.5,
        0.3,
        1,
        ("a",),
        ("b",),
        False,
        "shipped",
    )

    assert Rules.from_json(asked.as_json()) == asked


def test_needs_get_more_items_and_every_competence_at_least_one():
    shares = rules.spread(24, {"gmilaf.2.3": 3.0, "gmilaf.1.1": 1.0})

    assert sum(shares.values()) == 24 and min(shares.values()) == 1
    assert shares["gmilaf.2.3"] > 2 * shares["gmilaf.1.1"] > 2
    assert set(rules.spread(24, {}).values()) == {2}


def test_suggested_numbers_never_ask_for_more_than_the_bank_has(programme):
    found = services.suggested_rules(programme, {"gmilaf.2.3": 9.0, "gmilaf.2.4": 1.0})

    # four items of each competence and two forms
    assert max(found.competences.values()) == 2 and sum(found.competences.values()) == 24


def test_two_alike_forms_share_no_item_and_cover_every_competence(aigerim, programme):
    assembly = assembled(aigerim, programme)
    forms = ids_of(assembly)

    assert assembly.state == "proposed" and set(forms) == {"A", "B"}
    assert not set(forms["A"]) & set(forms["B"])
    counts = Counter(one["competence"] for one in assembly.forms.get(code="A").items)
    assert len(counts) == 12 and set(counts.values()) == {1}
    assert assembly.figures["apart_points"] < 0.5
    difficulties = [one["difficulty"] for one in assembly.forms.get(code="B").items]
    assert difficulties == sorted(difficulties)


def test_the_rule_that_makes_it_impossible_is_named(aigerim, programme):
    asked = replace(default_rules(length=24), competences={"gmilaf.1.1": 9})
    assembly = assembled(aigerim, programme, asked)

    assert assembly.state == "impossible" and not assembly.forms.exists()
    broken = assembly.problem["broken"][0]
    assert broken["code"] == "rule-competence-least" and broken["params"]["name"] == "gmilaf.1.1"
    assert (broken["params"]["asked"], broken["params"]["possible"]) == (9, 2)


def test_private_items_come_first_where_there_are_enough_of_them(aigerim, programme, known):
    for id in rules.competence_ids():
        known += [UsableItem(make_item(f"own-{id}-{n}", id, difficulty=n / 2), False, "") for n in range(2)]

    assembly = assembled(aigerim, programme)

    assert assembly.figures["only_private"]
    assert all(id.startswith("own-") for form in ids_of(assembly).values() for id in form)


def test_a_swap_keeps_the_rules_or_says_which_it_breaks(aigerim, programme):
    assembly = assembled(aigerim, programme)
    old = assembly.forms.get(code="A").items[0]
    fitting = services.candidates(services.desk_of(assembly), "A", old["item"])

    assert fitting and {one.known.competence for one in fitting} == {old["competence"]}
    new = fitting[0].known.id
    row = services.swap_item(actor=aigerim, assembly=assembly, code="A", old=old["item"], new=new, revision=1)
    assert new in ids_of(row)["A"] and old["item"] not in ids_of(row)["A"] and row.revision == 2
    with pytest.raises(FormMovedOn):
        services.swap_item(actor=aigerim, assembly=row, code="A", old=new, new=old["item"], revision=1)
    other = next(id for id in ids_of(row)["B"])
    with pytest.raises(SwapRefused):
        services.swap_item(actor=aigerim, assembly=row, code="A", old=new, new=other, revision=2)


def test_forms_are_published_once_as_papers_of_one_family(aigerim, programme):
    assembly = assembled(aigerim, programme)

    papers = services.publish_forms(actor=aigerim, assembly=assembly, revision=1)
    again = services.publish_forms(actor=aigerim, assembly=assembly, revision=1)

    assert [one.pk for one in papers] == [one.pk for one in again]
    assert [one.code for one in papers] == ["A", "B"] and len({one.family for one in papers}) == 1
    assert papers[0].languages == ["kk", "ru", "en"] and papers[0].is_provisional
    assert ScoringKey.objects.filter(paper__in=papers).count() == 24


def test_an_item_whose_words_changed_since_is_not_published(aigerim, programme, known):
    assembly = assembled(aigerim, programme)
    known[:] = [UsableItem(replace(one.item, stem=one.item.options[0].text), True, "") for one in known]

    with pytest.raises(FormItemChanged):
        services.publish_forms(actor=aigerim, assembly=assembly, revision=1)


def test_exposure_counts_people_and_keeps_seen_items_out(aigerim, programme, test, paper, dana):
    take(test, paper, dana, right(paper))
    take(test, paper, dana, right(paper), number=2)

    shares = selectors.exposure_shares(programme)
    assert shares["gmilaf-1-2-1"] == 1.0 and len(shares) == 12
    assembly = assembled(aigerim, programme, replace(TWELVE, max_exposure=0.5))
    assert not {id for form in ids_of(assembly).values() for id in form} & set(shares)


def test_calibrated_parameters_take_the_place_of_judged_difficulties(known):
    from sauatty.core.psychometrics.irt_results import ItemParameters
    from sauatty.web.assessments.bank import BankEntry

    item, judged = known[0].item, known[3].item
    plain = bank.bank_item(BankEntry(item, True, ItemParameters(item.id, 1.4, 0.7, (0.7,))))
    steps = bank.bank_item(BankEntry(judged, True, ItemParameters(judged.id, 1.1, 0.5, (0.2, 0.8))))
    unfit = bank.bank_item(BankEntry(judged, True, ItemParameters(judged.id, 1.1, 0.5, (0.5,))))

    assert (plain.difficulty, plain.discrimination, plain.steps) == (0.7, 1.4, ())
    assert (steps.difficulty, steps.steps) == (0.5, (0.2, 0.8))
    assert (unfit.difficulty, unfit.discrimination) == (judged.difficulty, 1.0)
