"""The bank as a list, the page of an item, and who sees what."""

import pytest
from django.urls import reverse

from sauatty.core.catalogue.item_reading import load_items
from sauatty.web.items import selectors, services
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
LIST = reverse("items:item_list")


def page_of(item_id):
    return reverse("items:item_detail", args=[item_id])


def test_it_works(client_of, aigerim, own, django_assert_max_num_queries):
    client = client_of(aigerim)

    with django_assert_max_num_queries(14):
        response = client.get(LIST)

    text = response.content.decode()
    assert response.status_code == 200
    assert own.slug in text and load_items()[0].id in text
    assert text.count('class="bank-row"') == 25


def test_whoever_is_a_stranger_or_a_participant_finds_no_bank(client_of, stranger, dana, own):
    for person in (stranger, dana):
        assert client_of(person).get(LIST).status_code == 404
        assert client_of(person).get(page_of(own.slug)).status_code == 404
    assert client_of().get(LIST).status_code == 302


def test_own_items_of_another_programme_do_not_exist(client_of, own):
    from sauatty.web.programmes.models import Programme

    other = Programme.objects.create(title_kk="Басқа", title_ru="Другая")
    person = make_person("Басқа Жаттықтырушы", "other@example.kz")
    give_role(person, "trainer", other)
    client = client_of(person)

    assert own.slug not in client.get(LIST, {"origin": "own"}).content.decode()
    for name in ("item_detail", "item_edit", "item_copy"):
        assert client.get(reverse(f"items:{name}", args=[own.slug])).status_code == 404


def test_filters_keep_what_is_looked_for(client_of, bolat, own):
    client = client_of(bolat)

    def ids(**wanted):
        return {one["row"].id for one in client.get(LIST, wanted).context["rows"]}

    assert ids(origin="own") == {own.slug} == ids(standing="draft")
    assert all(one.startswith("mil-3-1") for one in ids(competence="gmilaf.3.1", origin="shipped"))
    assert ids(words=own.slug) == {own.slug}
    assert not ids(language="kk") and not ids(kind="nonsense")


def test_the_page_of_a_shipped_item_shows_three_languages_with_the_reasons(client_of, aigerim, shipped):
    text = client_of(aigerim).get(page_of(shipped.id)).content.decode()

    for option in shipped.options:
        assert option.text.kk in text and option.text.ru in text
    assert shipped.options[0].why.kk in text
    assert text.count('<fieldset class="shown-item"') == 3


def test_every_shipped_item_has_a_page_that_can_be_read(client_of, aigerim):
    client = client_of(aigerim)
    for kind in ("single", "multiple", "order", "match", "highlight", "judgement"):
        one = next((item for item in load_items() if item.kind == kind), None)
        if one:
            assert client.get(page_of(one.id)).status_code == 200


def test_an_item_of_a_retired_kind_of_use_is_marked_and_not_usable(
    client_of, aigerim, programme, published, shipped
):
    client = client_of(aigerim)

    client.post(reverse("items:item_retire", args=[published.slug]), {"reason": "өте оңай"})
    client.post(reverse("items:item_retire", args=[shipped.id]), {"reason": "ескірді", "programme": ""})

    usable = {one.item.id for one in selectors.list_usable_items(programme)}
    assert published.slug not in usable and shipped.id not in usable
    assert "өте оңай" in client.get(page_of(published.slug)).content.decode()
    client.post(reverse("items:item_restore", args=[shipped.id]), {"programme": ""})
    assert shipped.id in {one.item.id for one in selectors.list_usable_items(programme)}


def test_a_trainer_cannot_retire_a_shipped_item_for_the_whole_site(client_of, bolat, shipped):
    response = client_of(bolat).post(
        reverse("items:item_retire", args=[shipped.id]), {"reason": "жоқ", "programme": ""}
    )

    assert response.status_code in (404, 422)
    assert not selectors.retired_ids()


def test_a_shipped_item_is_retired_for_one_programme(client_of, bolat, programme, shipped):
    from sauatty.web.programmes.models import Programme

    other = Programme.objects.create(title_kk="Басқа", title_ru="Другая")
    sent = {"reason": "кітапханаларға сай емес", "programme": str(programme.pk)}
    client = client_of(bolat)

    client.post(reverse("items:item_retire", args=[shipped.id]), sent)
    assert shipped.id not in {one.item.id for one in selectors.list_usable_items(programme)}
    assert shipped.id in {one.item.id for one in selectors.list_usable_items(other)}
    assert "кітапханаларға сай емес" in client.get(page_of(shipped.id)).content.decode()
    assert (
        client.post(
            reverse("items:item_retire", args=[shipped.id]), {**sent, "programme": str(other.pk)}
        ).status_code
        == 422
    )

    assert client.post(reverse("items:item_restore", args=[shipped.id]), {"programme": ""}).status_code == 404
    client.post(reverse("items:item_restore", args=[shipped.id]), {"programme": str(programme.pk)})
    assert shipped.id in {one.item.id for one in selectors.list_usable_items(programme)}


def test_figures_stand_beside_an_item_with_a_word_that_they_are_provisional(
    client_of, aigerim, programme, shipped, monkeypatch
):
    from sauatty.web.items import statistics

    known = {shipped.id: statistics.ItemFigures(41, 0.6341, None, 60, 2, True)}
    monkeypatch.setattr(statistics, "_figures", [lambda programme, ids: known])

    text = client_of(aigerim).get(page_of(shipped.id)).content.decode()
    assert "63 %" in text.replace("\xa0", " ") or "63%" in text
    assert ">41<" in text and ">60<" in text and "–" in text


def test_calibrated_parameters_go_with_usable_items(programme, shipped, monkeypatch):
    from sauatty.web.items import statistics

    monkeypatch.setattr(statistics, "_parameters", [lambda programme: {shipped.id: "known"}])

    found = {one.item.id: one.parameters for one in selectors.list_usable_items(programme)}
    assert found.pop(shipped.id) == "known" and set(found.values()) == {None}


def test_drafts_are_not_usable_and_published_items_of_other_programmes_neither(programme, own, aigerim):
    assert own.slug not in {one.item.id for one in selectors.list_usable_items(programme)}
    services.publish(item=own, actor=aigerim)
    assert own.slug in {one.item.id for one in selectors.list_usable_items(programme)}
    assert own.slug not in {one.id for one in selectors.own_usable_items(None)}


def test_neighbours_are_found_whichever_of_the_two_names_the_other(client_of, aigerim, own, shipped):
    client = client_of(aigerim)

    assert [id for id, _stem in client.get(page_of(shipped.id)).context["enemies"]].count(own.slug) == 1
    assert shipped.id in [id for id, _stem in client.get(page_of(own.slug)).context["enemies"]]


def test_the_page_of_an_item_asks_the_database_few_questions(
    client_of, aigerim, published, programme, django_assert_max_num_queries
):
    for _n in range(4):
        services.copy_item(
            actor=aigerim, item=selectors.access_entry(aigerim, published.slug).item, programme=programme
        )
    client = client_of(aigerim)

    with django_assert_max_num_queries(34):
        assert client.get(page_of(published.slug)).status_code == 200


def test_headings_bear_no_marks(client_of, aigerim, own):
    own.refresh_from_db()
    body = {**own.body, "stem": own.body["stem"] | {"kk": "Қайсысы **емес**?"}, "is_negative": True}
    services.write_draft(item=own, body=body, actor=aigerim, seen=services.draft_sha256(own))

    text = client_of(aigerim).get(page_of(own.slug)).content.decode()
    assert "<h1>Қайсысы емес?</h1>" in text and "<strong>емес</strong>" in text


def test_a_copy_is_public_until_it_says_something_else_in_every_language(
    client_of, aigerim, programme, published
):
    def is_public():
        found = next(one for one in selectors.list_usable_items(programme) if one.item.id == published.slug)
        return found.is_public

    assert is_public() and all(
        one.is_public for one in selectors.list_usable_items(programme) if one.is_shipped
    )
    page = client_of(aigerim).get(page_of(published.slug))
    assert page.context["source"] == {"is_public": True, "has_newer_source": False}

    published.refresh_from_db()
    for languages in (("kk",), ("ru", "en")):
        stem = {**published.body["stem"]} | {one: f"{published.body['stem'][one]} 1" for one in languages}
        body = {**published.body, "stem": stem}
        services.write_draft(
            item=published, body=body, actor=aigerim, seen=services.draft_sha256(published), fits=("ru", "en")
        )
        published.refresh_from_db()
        if languages == ("kk",):
            assert client_of(aigerim).get(page_of(published.slug)).context["source"]["is_public"]
    assert not client_of(aigerim).get(page_of(published.slug)).context["source"]["is_public"]


def test_a_copy_says_when_its_source_has_changed(client_of, aigerim, own):
    own.made_from_sha256 = "0" * 64
    own.save()

    assert client_of(aigerim).get(page_of(own.slug)).context["source"]["has_newer_source"]
