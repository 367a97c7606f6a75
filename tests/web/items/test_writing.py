"""Writing an item: begun, kept, checked at once, published for ever."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from sauatty.core.catalogue.item_checks import check_item
from sauatty.core.catalogue.item_drafts import as_item
from sauatty.core.errors import ItemDraftMoved, ItemNotPublishable, ItemTextsStale, ItemUnchanged
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.items import services
from sauatty.web.items.forms import ItemForm
from sauatty.web.items.models import AuthoredItem, ItemVersion
from sauatty.web.keying import selectors as keying

pytestmark = pytest.mark.django_db


def edit_of(row):
    return reverse("items:item_edit", args=[row.slug])


def sent(row, **changes):
    """Return what the page of the editor would send."""
    form = ItemForm(body=row.body, leading=row.language, seen=services.draft_sha256(row))
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    kept = {
        name: value for name, value in values.items() if not (value is None or value is False or value == "")
    }
    return kept | changes


def write(row, actor, **changes):
    row.refresh_from_db()
    body = {**row.body, **changes}
    return services.write_draft(item=row, body=body, actor=actor, seen=services.draft_sha256(row))


def test_it_works(client_of, bolat, programme):
    client = client_of(bolat)

    response = client.post(
        reverse("items:item_create"),
        {"kind": "single", "competence": "gmilaf.1.2", "language": "kk", "programme": str(programme.pk)},
    )
    row = AuthoredItem.objects.get()
    kept = client.post(edit_of(row), sent(row, stem_kk="Дереккөзді қалай тексересіз?"), follow=True)

    row.refresh_from_db()
    assert response.status_code == 302 and kept.status_code == 200
    assert row.body["stem"] == {"kk": "Дереккөзді қалай тексересіз?"}
    assert row.states == dict.fromkeys(LANGUAGES, "draft")
    assert kept.context["problems"]  # what breaks a rule is named at once
    assert audit.verify().reason == ""


def test_the_editor_loses_nothing(client_of, aigerim, own):
    before = own.body

    client_of(aigerim).post(edit_of(own), sent(own))

    own.refresh_from_db()
    assert own.body == before


@pytest.mark.parametrize("kind", ["single", "multiple", "order", "match", "highlight", "judgement"])
def test_the_editor_loses_nothing_of_any_kind(aigerim, programme, client_of, kind):
    from sauatty.core.catalogue.item_reading import load_items

    item = next((one for one in load_items() if one.kind == kind), None)
    if item is None:
        pytest.skip("no shipped item of this kind")
    row = services.copy_item(actor=aigerim, item=item, programme=programme)
    before = row.body

    assert client_of(aigerim).post(edit_of(row), sent(row)).status_code == 302

    row.refresh_from_db()
    assert row.body == before and check_item(as_item(row.body, row.slug)) == []


def test_options_are_added_and_taken_out(client_of, aigerim, own):
    client = client_of(aigerim)
    ids = [one["id"] for one in own.body["options"]]

    client.post(edit_of(own), sent(own, action="add-option"))
    own.refresh_from_db()
    assert [one["id"] for one in own.body["options"]] == [*ids, "e"]

    client.post(edit_of(own), sent(own, **{"o-e-gone": "on", "o-b-gone": "on"}))
    own.refresh_from_db()
    assert [one["id"] for one in own.body["options"]] == [one for one in ids if one != "b"]


def test_a_changed_kind_keeps_the_texts_and_asks_for_another_key(client_of, aigerim, own):
    client_of(aigerim).post(edit_of(own), sent(own, kind="match"))

    own.refresh_from_db()
    assert own.kind == "match" and len(own.body["options"]) == 4 and len(own.body["targets"]) == 1
    assert {one.code for one in check_item(as_item(own.body, own.slug))} >= {"targets-few"}


def test_two_writers_do_not_overwrite_each_other(client_of, aigerim, own):
    first, late = sent(own, stem_kk="Бірінші сұрақ?"), sent(own, stem_kk="Екінші сұрақ?")
    client = client_of(aigerim)

    client.post(edit_of(own), first)
    response = client.post(edit_of(own), late)

    own.refresh_from_db()
    assert response.status_code == 422 and own.body["stem"]["kk"] == "Бірінші сұрақ?"
    assert "Екінші сұрақ?" in response.content.decode() and "Бірінші сұрақ?" in response.content.decode()
    with pytest.raises(ItemDraftMoved):
        services.write_draft(item=own, body=own.body, actor=aigerim, seen="x")


def test_an_option_that_a_colleague_added_is_not_emptied_by_an_older_page(client_of, aigerim, own):
    late, client = sent(own, stem_kk="Екінші сұрақ?"), client_of(aigerim)
    client.post(edit_of(own), sent(own, action="add-option"))
    own.refresh_from_db()
    client.post(edit_of(own), sent(own, **{"o-e-text_kk": "Әріптес қосқан жауап"}))

    page = client.post(edit_of(own), late)

    assert page.status_code == 422 and "Әріптес қосқан жауап" in page.content.decode()
    form = page.context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(edit_of(own), again)
    own.refresh_from_db()
    assert own.body["stem"]["kk"] == "Екінші сұрақ?"
    assert own.body["options"][-1]["text"]["kk"] == "Әріптес қосқан жауап"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "essay"}, {"demand": "9"}, {"setting": "moon"}, {"difficulty": "nan"}, {"difficulty": "1e9"},
        {"stem_kk": "ә" * 5000}, {"seen": ""}, {"idea_url": "javascript:alert(1)"}, {"language": "de"},
    ],
)  # fmt: skip
def test_values_that_no_page_sends_are_refused(client_of, aigerim, own, wrong):
    before = own.body

    assert client_of(aigerim).post(edit_of(own), sent(own, **wrong)).status_code == 422

    own.refresh_from_db()
    assert own.body == before


def test_what_an_author_writes_is_never_markup(client_of, aigerim, own):
    bad = "<script>alert(1)</script>**<b>x</b>**"
    write(own, aigerim, stem=own.body["stem"] | {"kk": bad}, stimulus={"kk": bad})
    services.write_draft(
        item=own,
        body=AuthoredItem.objects.get().body,
        actor=aigerim,
        seen=services.draft_sha256(AuthoredItem.objects.get()),
    )

    for page in (reverse("items:item_detail", args=[own.slug]), edit_of(own), reverse("items:item_list")):
        text = client_of(aigerim).get(page).content.decode()
        assert "<script>alert" not in text and "<b>x</b>" not in text


def test_a_translation_goes_stale_when_its_source_changes_until_somebody_compares_it(aigerim, own):
    write(own, aigerim, stem=own.body["stem"] | {"kk": "Мүлде басқа сұрақ қойылды ма?"})
    own.refresh_from_db()
    assert own.states == {"kk": "ready", "ru": "stale", "en": "stale"}
    with pytest.raises(ItemTextsStale):
        services.publish(item=own, actor=aigerim)

    services.write_draft(
        item=own, body=own.body, actor=aigerim, seen=services.draft_sha256(own), fits=("ru", "en")
    )
    own.refresh_from_db()
    assert own.states == dict.fromkeys(LANGUAGES, "ready")


def test_signs_that_no_database_keeps_are_dropped(aigerim, own):
    write(own, aigerim, stem=own.body["stem"] | {"en": "What\x00 is\ud800 asked?"})

    own.refresh_from_db()
    assert own.body["stem"]["en"] == "What is asked?"


# --- publishing ---


def test_publishing_makes_a_version_that_never_changes(client_of, aigerim, own):
    response = client_of(aigerim).post(reverse("items:item_publish", args=[own.slug]), {"note": "бірінші"})
    version = ItemVersion.objects.get()

    assert response.status_code == 302 and version.number == 1 and version.body == own.body
    for change in (
        lambda: ItemVersion.objects.update(body={}),
        lambda: ItemVersion.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(ItemUnchanged):
        services.publish(item=own, actor=aigerim)


def test_publishing_is_refused_with_named_holes(client_of, aigerim, own):
    write(own, aigerim, stem={"kk": own.body["stem"]["kk"]})

    response = client_of(aigerim).post(reverse("items:item_publish", args=[own.slug]), {})

    assert response.status_code == 422 and not ItemVersion.objects.exists()
    assert response.context["publish_form"].errors and response.context["problems"]
    with pytest.raises(ItemNotPublishable):
        services.publish(item=own, actor=aigerim)


def test_a_published_item_is_retired_and_not_deleted(client_of, aigerim, published):
    client = client_of(aigerim)

    client.post(reverse("items:item_delete", args=[published.slug]), {"sure": "1"})
    assert AuthoredItem.objects.filter(pk=published.pk).exists()

    client.post(reverse("items:item_retire", args=[published.slug]), {"reason": ""})
    published.refresh_from_db()
    assert published.retired_at is None


def test_a_draft_goes_only_when_the_box_is_ticked(client_of, aigerim, own):
    client = client_of(aigerim)

    client.post(reverse("items:item_delete", args=[own.slug]), {})
    assert AuthoredItem.objects.exists()
    client.post(reverse("items:item_delete", args=[own.slug]), {"sure": "1"})
    assert not AuthoredItem.objects.exists()


def test_an_expert_reads_and_does_not_write(client_of, erlan, own):
    client = client_of(erlan)

    assert client.get(reverse("items:item_detail", args=[own.slug])).status_code == 200
    assert client.get(edit_of(own)).status_code == 404
    assert client.post(reverse("items:item_publish", args=[own.slug]), {}).status_code == 404


def test_a_reader_stands_under_the_text_as_it_was(client_of, erlan, aigerim, own):
    url = reverse("items:reading_add", args=[own.slug])
    client = client_of(erlan)

    assert client.post(url, {"language": "kk", "decision": "returned", "note": ""}).status_code == 422
    assert client.post(url, {"language": "kk", "decision": "signed"}).status_code == 302
    page = reverse("items:item_detail", args=[own.slug])
    assert {one.language: one.names for one in client.get(page).context["languages"]}["kk"] == (erlan.name,)

    write(own, aigerim, stem=own.body["stem"] | {"kk": "Басқа сұрақ қойылды ма?"})
    assert {one.language: one.names for one in client.get(page).context["languages"]}["kk"] == ()


def test_a_copy_is_private_and_must_not_stand_beside_its_source(client_of, bolat, programme, shipped):
    response = client_of(bolat).post(
        reverse("items:item_copy", args=[shipped.id]), {"programme": str(programme.pk)}
    )

    row = AuthoredItem.objects.get()
    assert response.status_code == 302 and row.is_private and row.made_from == shipped.id
    assert shipped.id in row.body["enemies"] and "keyed_by" not in row.body
    assert keying.has_looked(bolat, shipped.id)  # who copies a question sees its key


def test_nobody_writes_for_the_whole_site_who_may_not(client_of, bolat, shipped):
    response = client_of(bolat).post(reverse("items:item_copy", args=[shipped.id]), {"programme": ""})

    assert response.status_code in (404, 422) and not AuthoredItem.objects.exists()
