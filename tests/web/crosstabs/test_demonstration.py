"""The tables of the invented programme, and the way from tables of people to what its surveys say of claims."""

import pytest

from sauatty.core.evaluation.crosstab import Specification, check_specification
from sauatty.web.crosstabs import demonstration, selectors
from sauatty.web.crosstabs.models import SavedTable
from sauatty.web.programmes.models import Programme
from web.conftest import give_role
from web.needs.conftest import demo_survey  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_its_tables_are_made_once_shared_open_and_go(
    aigerim, nurlan, keeper, programme, address, visitors, client_of
):
    kept = SavedTable.objects.create(
        programme=Programme.objects.create(title_kk="Басқа"), name="A", asked={"row": "region"}
    )
    Programme.objects.filter(pk=programme.pk).update(is_demo=True)
    for _again in range(2):
        demonstration.make(aigerim)

    made = SavedTable.objects.filter(programme=programme)
    assert made.count() == 3 and all(one.is_shared for one in made)
    people, browser = selectors.read_people(programme), client_of(nurlan)
    for one in made:
        check_specification(people, Specification(**one.asked))
    page = browser.get(address())
    for saved in page.context["saved"]:
        assert browser.get(saved["href"]).status_code == 200
    # Who works elsewhere opens at least those without means.
    opened = [client_of(keeper).get(saved["href"]).status_code for saved in page.context["saved"]]
    assert sorted(opened) == [200, 200, 422]
    assert [one.n for one in demonstration.count()] == [3]

    demonstration.remove()
    assert SavedTable.objects.get() == kept


def test_claims_stand_in_the_tables_of_the_surveys(client_of, aigerim, keeper, demo_survey):  # noqa: F811
    address = f"/en/board/{demo_survey.programme_id}/tables/"
    page = client_of(aigerim).get(address).content.decode()
    part = page.partition('id="claims"')[2].partition("</section>")[0]
    for name in ("groups", "claimed"):
        assert f'href="/en/needs/{demo_survey.pk}/{name}/"' in part
        assert client_of(aigerim).get(f"/en/needs/{demo_survey.pk}/{name}/").status_code == 200

    part = (
        client_of(keeper).get(address).content.decode().partition('id="claims"')[2].partition("</section>")[0]
    )
    assert f"/en/needs/{demo_survey.pk}/groups/" in part and "/claimed/" not in part


def test_surveys_of_other_programmes_and_those_without_answers_are_not_named(
    client_of,
    nurlan,
    programme,
    address,
    demo_survey,  # noqa: F811
):
    assert 'id="claims"' not in client_of(nurlan).get(address()).content.decode()
    give_role(nurlan, "analyst", demo_survey.programme)
    assert 'id="claims"' not in client_of(nurlan).get(address()).content.decode()
    demo_survey.responses.all().delete()
    page = client_of(nurlan).get(f"/en/board/{demo_survey.programme_id}/tables/")
    assert page.status_code == 200 and 'id="claims"' not in page.content.decode()
