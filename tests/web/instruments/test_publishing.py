"""Versions: refused with holes, made once, never changed, compared, gone on from."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from sauatty.core.catalogue.instrument_changes import compare
from sauatty.core.errors import InstrumentNotPublishable, InstrumentTextsStale, InstrumentUnchanged
from sauatty.web.base.models import AuditEvent
from sauatty.web.instruments import selectors, services
from sauatty.web.instruments.models import Instrument, InstrumentVersion, KeptPart

pytestmark = pytest.mark.django_db


def url(name, instrument, *args):
    return reverse(f"instruments:{name}", args=[instrument.pk, *args])


def change(instrument, actor, edit):
    body = Instrument.objects.get(pk=instrument.pk).body
    edit(body)
    services.save_draft(instrument=instrument, body=body, actor=actor)


def test_it_works(client_of, aigerim, instrument):
    client = client_of(aigerim)
    answer = client.post(url("version_list", instrument), {"note": "Алғашқы"}, follow=True)

    version = InstrumentVersion.objects.get()
    assert answer.status_code == 200
    assert (version.number, version.note, version.languages) == (1, "Алғашқы", ["kk", "ru", "en"])
    assert selectors.core_instrument(version).sha256 == version.sha256
    assert version.sha256 in answer.content.decode()
    assert AuditEvent.objects.filter(action="instrument.published").count() == 1
    assert [one.pk for one in selectors.published_versions(aigerim)] == [version.pk]


def test_a_hole_in_a_declared_language_stands_in_the_way_and_is_linked(client_of, aigerim, instrument):
    def edit(body):
        del body["sections"][1]["questions"][0]["choices"][0]["label"]["ru"]

    change(instrument, aigerim, edit)
    client = client_of(aigerim)

    assert client.post(url("version_list", instrument)).status_code == 422
    assert InstrumentVersion.objects.count() == 0
    page = client.get(url("check", instrument))
    assert page.context["check"].n_holes == 1
    assert url("question_edit", instrument, "topics") in page.content.decode()
    change(instrument, aigerim, lambda body: body.update(languages=["kk", "en"]))
    services.publish(instrument=instrument, actor=aigerim)


def test_every_kind_of_hole_leads_to_the_page_where_it_is_mended(client_of, aigerim, instrument):
    def edit(body):
        body["title"].pop("en")
        body["sections"][1]["title"].pop("kk")
        body["lists"]["yesno"][0]["label"].pop("ru")
        body["sections"][0]["questions"][2]["when"] = "${nobody} = 1"
        body["sections"][1]["questions"][4]["check"] = "frobnicate(.) > 2"
        body["sections"].append({"id": "empty", "title": {"kk": "а", "ru": "б", "en": "c"}, "questions": []})

    change(instrument, aigerim, edit)
    page = client_of(aigerim).get(url("check", instrument)).content.decode()

    for address in (
        url("head_edit", instrument), url("section_edit", instrument, "use"), url("section_edit", instrument, "empty"),
        url("question_edit", instrument, "works"), url("question_edit", instrument, "years"),
        url("question_edit", instrument, "say"),
    ):  # fmt: skip
        assert address in page
    assert "nobody" in page and "frobnicate" in page


def test_stale_texts_go_out_only_when_somebody_says_so(aigerim, instrument):
    change(instrument, aigerim, lambda body: body["sections"][0]["title"].update(kk="Жаңа"))

    with pytest.raises(InstrumentTextsStale):
        services.publish(instrument=instrument, actor=aigerim)
    assert services.publish(instrument=instrument, actor=aigerim, accept_stale=True).number == 1


def test_the_page_asks_for_that_word(client_of, aigerim, instrument):
    change(instrument, aigerim, lambda body: body["sections"][0]["title"].update(kk="Жаңа"))
    client = client_of(aigerim)

    assert client.post(url("version_list", instrument), {}).context["form"].errors["accept_stale"]
    assert client.post(url("version_list", instrument), {"accept_stale": "on"}).status_code == 302


def test_the_same_draft_is_not_published_twice(aigerim, instrument):
    services.publish(instrument=instrument, actor=aigerim)

    with pytest.raises(InstrumentUnchanged):
        services.publish(instrument=instrument, actor=aigerim)


@pytest.mark.parametrize("change_it", [
    lambda rows: rows.update(body={}), lambda rows: rows.update(number=9), lambda rows: rows.update(sha256="0" * 64),
    lambda rows: rows.delete(),
])  # fmt: skip
def test_the_database_refuses_to_change_a_version(aigerim, instrument, change_it):
    services.publish(instrument=instrument, actor=aigerim)

    with pytest.raises(DatabaseError), transaction.atomic():
        change_it(InstrumentVersion.objects.all())
    assert InstrumentVersion.objects.get().number == 1


def test_the_name_of_who_published_can_be_taken_off(aigerim, instrument):
    from sauatty.web.instruments import erasure

    services.publish(instrument=instrument, actor=aigerim)
    assert erasure.authorship(aigerim) == 3
    assert InstrumentVersion.objects.get().published_by is None


def test_a_draft_with_an_unknown_expression_is_not_published(aigerim, instrument):
    change(instrument, aigerim, lambda body: body["sections"][0]["questions"][2].update(when="pulldata('a')"))

    with pytest.raises(InstrumentNotPublishable):
        services.publish(instrument=instrument, actor=aigerim)


def test_differences_are_named_text_by_text(client_of, aigerim, instrument):
    first = services.publish(instrument=instrument, actor=aigerim)

    def edit(body):
        questions = body["sections"][1]["questions"]
        questions[0]["text"]["ru"] = "О чём"
        questions[0]["choices"][1]["label"]["en"] = "Other word"
        questions.insert(0, questions.pop(1))
        del questions[4]

    change(instrument, aigerim, edit)
    second = services.publish(instrument=instrument, actor=aigerim, accept_stale=True)
    changes = {one.name: one for one in compare(first.body, second.body)}

    assert {name: one.how for name, one in changes.items()} == {
        "topics": "changed", "order": "moved", "terms": "moved", "say": "removed",
    }  # fmt: skip
    assert [(one.field, one.code, one.language) for one in changes["topics"].differences] == [
        ("text", "", "ru"), ("choices", "b", "en"),
    ]  # fmt: skip
    page = client_of(aigerim).get(url("version_detail", instrument, 2)).content.decode()
    assert "О чём" in page and "Other word" in page


def test_work_goes_on_from_an_older_version_and_nothing_is_lost(client_of, aigerim, instrument):
    first = services.publish(instrument=instrument, actor=aigerim)
    change(instrument, aigerim, lambda body: body["sections"].pop())
    client = client_of(aigerim)
    client.post(url("version_draft", instrument, 1))

    assert Instrument.objects.get().body == first.body
    client.post(url("kept_restore", instrument, KeptPart.objects.get().pk))
    assert len(Instrument.objects.get().body["sections"]) == 1
    assert len(KeptPart.objects.get().body["sections"]) == 2


def test_invented_instruments_go_with_their_versions_and_real_ones_stay(aigerim, programme, instrument):
    services.publish(instrument=instrument, actor=aigerim)
    demo = services.take_over_shipped(actor=aigerim, slug="mil-needs", programme=programme, is_demo=True)
    services.publish(instrument=demo, actor=aigerim)

    assert services.delete_demo_instruments() == 1
    assert list(Instrument.objects.all()) == [instrument]


def test_readers_cannot_publish(client_of, bolat, instrument):
    assert client_of(bolat).get(url("version_list", instrument)).status_code == 200
    assert client_of(bolat).post(url("version_list", instrument)).status_code == 404
    assert client_of(bolat).post(url("version_draft", instrument, 1)).status_code == 404
