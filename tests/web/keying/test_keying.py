"""Experts answer first, then see the key, then decide; who knew the key does not count."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from sauatty.core.catalogue import key_agreement
from sauatty.core.catalogue.item_keys import key_of
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.key_json import shown_sha256
from sauatty.core.errors import KeyAnsweredBefore, KeyNotAnswered
from sauatty.web.items import selectors as items
from sauatty.web.items import services as writing
from sauatty.web.keying import answering, selectors, services
from sauatty.web.keying.models import KeyConfirmation, KeyLook
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db


def url(name, item):
    return reverse(name if ":" in name else f"keying:{name}", args=[item.id])


def answer(client, item, value, **more):
    return client.post(url("keying_item", item), {"answer": value, "sha256": shown_sha256(item), **more})


def confirm(person, item, *, agrees=True, note="", value=None):
    services.answer_item(item=item, answer=value or key_of(item).right, language="kk", actor=person)
    return services.decide_on_key(item=item, agrees=agrees, note=note, actor=person)


def test_it_works(client_of, erlan, shipped):
    client = client_of(erlan)
    why = shipped.options[0].why.kk

    before = client.get(url("keying_item", shipped)).content.decode()
    answer(client, shipped, key_of(shipped).right, language="kk")
    after = client.get(url("keying_item", shipped)).content.decode()
    decided = client.post(url("keying_decide", shipped), {"agrees": "yes"})

    row = KeyConfirmation.objects.get()
    assert why not in before and why in after
    assert decided.status_code == 302 and row.agrees is True and row.points == row.max_points == 1
    assert row.is_independent and row.sha256 == shown_sha256(shipped)


def test_the_list_shows_what_waits_and_never_what_others_answered(
    client_of, erlan, saule, shipped, django_assert_max_num_queries
):
    confirm(saule, shipped, agrees=False, note="Екі дұрыс жауап бар")
    client = client_of(erlan)

    with django_assert_max_num_queries(18):
        page = client.get(reverse("keying:keying_list"))

    assert page.status_code == 200 and page.context["counts"]["waits"] == len(load_items())
    for shown in (
        page,
        client.get(url("keying_item", shipped)),
        client.get(url("items:item_detail", shipped)),
    ):
        assert "Екі дұрыс жауап бар" not in shown.content.decode()


def test_others_are_shown_after_the_own_decision(client_of, erlan, saule, shipped):
    confirm(saule, shipped, agrees=False, note="Екі дұрыс жауап бар")
    client = client_of(erlan)

    answer(client, shipped, "a")
    assert "Екі дұрыс жауап бар" not in client.get(url("keying_item", shipped)).content.decode()
    client.post(url("keying_decide", shipped), {"agrees": "yes"})
    assert "Екі дұрыс жауап бар" in client.get(url("keying_item", shipped)).content.decode()


def test_a_key_is_confirmed_when_two_agree_and_nobody_objects(erlan, saule, bolat, programme, shipped):
    def usable():
        return next(one.item for one in items.list_usable_items(programme) if one.item.id == shipped.id)

    confirm(erlan, shipped)
    assert usable().is_provisional
    confirm(saule, shipped)
    assert usable().keyed_by == tuple(sorted([erlan.name, saule.name]))
    confirm(bolat, shipped, agrees=False, note="b да дұрыс")
    assert usable().is_provisional
    assert selectors.agreement_of(shipped.id, shown_sha256(shipped)).state == key_agreement.DISPUTED


def test_the_answer_stands_and_the_decision_may_change(erlan, shipped):
    confirm(erlan, shipped, value="a", agrees=False, note="a дұрыс")

    row = services.decide_on_key(item=shipped, agrees=True, note="", actor=erlan)
    assert row.agrees and row.answer == "a"
    with pytest.raises(KeyAnsweredBefore):
        services.answer_item(item=shipped, answer="b", language="kk", actor=erlan)
    for change in (
        lambda: KeyConfirmation.objects.update(answer="b"),
        lambda: KeyConfirmation.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_nobody_decides_without_an_answer(client_of, erlan, shipped):
    with pytest.raises(KeyNotAnswered):
        services.decide_on_key(item=shipped, agrees=True, note="", actor=erlan)
    client_of(erlan).post(url("keying_decide", shipped), {"agrees": "yes"})
    assert answer(client_of(erlan), shipped, "").status_code == 422
    assert answer(client_of(erlan), shipped, "zz").status_code == 422
    assert not KeyConfirmation.objects.exists()


def test_an_objection_needs_a_note(client_of, erlan, shipped):
    client = client_of(erlan)
    answer(client, shipped, "a")

    response = client.post(url("keying_decide", shipped), {"agrees": "no", "note": " "})

    assert response.status_code == 422 and KeyConfirmation.objects.get().agrees is None


def test_who_opened_the_key_before_does_not_count(client_of, erlan, shipped):
    client = client_of(erlan)
    client.post(url("key_show", shipped))

    answer(client, shipped, key_of(shipped).right)
    client.post(url("keying_decide", shipped), {"agrees": "yes"})

    assert KeyConfirmation.objects.get().is_independent is False
    assert selectors.agreement_of(shipped.id, shown_sha256(shipped)) == key_agreement.NOBODY


def test_who_wrote_the_item_does_not_count(client_of, saule, programme, shipped):
    row = writing.copy_item(actor=saule, item=shipped, programme=programme)
    writing.publish(item=row, actor=saule)
    item = items.access_entry(saule, row.slug).published
    client = client_of(saule)

    answer(client, item, key_of(item).right)

    assert KeyConfirmation.objects.get().is_independent is False


def test_a_changed_item_is_to_be_confirmed_anew(erlan, saule, aigerim, published, programme):
    item = items.access_entry(aigerim, published.slug).published
    confirm(erlan, item)
    confirm(saule, item)
    assert not next(one for one in items.own_usable_items(programme)).is_provisional

    published.refresh_from_db()
    body = {**published.body, "stem": published.body["stem"] | {"en": "Something quite different is asked?"}}
    writing.write_draft(
        item=published, body=body, actor=aigerim, seen=writing.draft_sha256(published), fits=("kk", "ru")
    )
    writing.publish(item=published, actor=aigerim)

    assert next(one for one in items.own_usable_items(programme)).is_provisional


def test_drafts_are_not_keyed(client_of, erlan, own):
    assert client_of(erlan).get(reverse("keying:keying_item", args=[own.slug])).status_code == 404


@pytest.mark.parametrize("kind", ["single", "multiple", "order", "match", "highlight", "judgement"])
def test_every_kind_can_be_answered_on_its_page(client_of, erlan, kind):
    item = next((one for one in load_items() if one.kind == kind), None)
    if item is None:
        pytest.skip("no shipped item of this kind")
    key = key_of(item)
    if kind == "order":
        fields = {f"answer.{one}": str(n + 1) for n, one in enumerate(key.right)}
    elif kind == "match":
        fields = {f"answer.{one}": target for one, target in key.right.items()}
    else:
        fields = {"answer": key.right if isinstance(key.right, str) else list(key.right)}
    client = client_of(erlan)

    client.get(url("keying_item", item))
    client.post(url("keying_item", item), {**fields, "sha256": shown_sha256(item), "language": "ru"})

    row = KeyConfirmation.objects.get()
    assert row.points == row.max_points and row.language == "ru"
    assert client.get(url("keying_item", item)).status_code == 200
    assert answering.answer_words(item, row.answer, "ru")


def test_key_and_reasons_wait_until_one_who_confirms_keys_asks_for_them(client_of, bolat, shipped):
    client = client_of(bolat)
    why = shipped.options[0].why.ru

    text = client.get(url("items:item_detail", shipped)).content.decode()
    assert why not in text
    assert f'action="{url("key_show", shipped)}"' in text and url("keying_item", shipped) in text
    client.post(url("key_show", shipped))

    assert why in client.get(url("items:item_detail", shipped)).content.decode()
    assert selectors.has_looked(bolat, shipped.id)


def test_the_list_says_how_far_the_keys_are(client_of, aigerim, erlan, saule, shipped):
    for person in (erlan, saule):
        services.answer_item(item=shipped, answer=key_of(shipped).right, language="kk", actor=person)
        services.decide_on_key(item=shipped, agrees=True, note="", actor=person)

    page = client_of(aigerim).get(reverse("items:item_list"), {"key": "confirmed"})
    assert page.context["keys"]["n_confirmed"] == 1
    assert [one["row"].id for one in page.context["rows"]] == [shipped.id]


def test_keys_are_kept_as_seen_once(client_of, erlan, shipped):
    for _n in range(2):
        client_of(erlan).post(url("key_show", shipped))

    assert KeyLook.objects.filter(person=erlan, item=shipped.id).count() == 1


def test_own_items_of_another_programme_have_no_key_to_open(client_of, own):
    from sauatty.web.programmes.models import Programme

    person = make_person("Басқа Жаттықтырушы", "other@example.kz")
    give_role(person, "trainer", Programme.objects.create(title_kk="Басқа", title_ru="Другая"))

    assert client_of(person).post(reverse("keying:key_show", args=[own.slug])).status_code == 404


# --- a participant who is also a trainer ---


@pytest.fixture
def taking(bolat, programme, aigerim):
    """Bolat takes a test of the programme that he trains in; returns what hands it in."""
    import made_tests
    from sauatty.web.attempts.models import Attempt

    test = made_tests.make_test(programme, aigerim)
    made_tests.join(bolat, programme)
    bolat.__dict__.pop("_bank_grants", None)
    attempt = Attempt.objects.create(
        test=test,
        paper=test.papers.get().paper,
        person=bolat,
        language="kk",
        seed=1,
        started_at=timezone.now(),
    )

    def hand_in():
        Attempt.objects.filter(pk=attempt.pk).update(state="submitted", submitted_at=timezone.now())

    return hand_in


def test_every_key_is_closed_to_somebody_in_the_middle_of_a_test(
    client_of, bolat, taking, shipped, programme
):
    client, why = client_of(bolat), shipped.options[0].why.kk
    own = writing.copy_item(actor=bolat, item=shipped, programme=programme)
    edit = reverse("items:item_edit", args=[own.slug])

    client.post(url("key_show", shipped))
    assert not selectors.has_looked(bolat, shipped.id)
    for page in (url("items:item_detail", shipped), url("keying_item", shipped), edit):
        assert why not in client.get(page, follow=True).content.decode()
    export = f"{reverse('items:item_export')}?ids={shipped.id}"
    assert (
        client.post(
            export, {"format": "yaml", "languages": ["kk"], "action": "give", "knows": "on"}
        ).status_code
        == 302
    )
    assert client.post(url("items:item_copy", shipped), {"programme": str(programme.pk)}).status_code == 302
    assert not selectors.has_looked(bolat, shipped.id)

    taking()
    assert why in client.get(edit).content.decode()


def test_no_decision_tells_the_key_while_one_takes_a_test(erlan, shipped, client_of, monkeypatch):
    """Who has answered before sees the key with every reply about it, so also with a decision that is no decision."""
    services.answer_item(item=shipped, answer=shipped.options[0].id, language="en", actor=erlan)
    monkeypatch.setattr(items, "takes_a_test", lambda person: True)
    reply = client_of(erlan).post(reverse("keying:keying_decide", args=[shipped.id]), {})
    assert reply.status_code == 302 and shipped.options[0].why.en not in reply.content.decode()
