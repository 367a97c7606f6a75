"""Questions from files and to files: looked at first, taken over whole, handed out with their losses."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sauatty.core.catalogue.item_reading import item_as_mapping, load_items
from sauatty.core.exchange.item_files import FORMATS, read_items, write_items
from sauatty.web.items import files, services
from sauatty.web.items.models import AuthoredItem, ItemUpload
from sauatty.web.keying import selectors as keying
from sauatty.web.keying.models import KeyLook
from sauatty.web.programmes.models import Programme
from web.conftest import give_role

pytestmark = pytest.mark.django_db
IMPORT, EXPORT = reverse("items:item_import"), reverse("items:item_export")
GIFT = """::Бірінші:: Дереккөзді қалай тексересіз? {
=Авторын іздеймін #Дұрыс
~Сенемін
~Елемеймін
}

Тағы бір сұрақ, жауабы жоқ {}
"""


def upload(client, content, name, programme=None, **more):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    home = {"programme": str(programme.pk)} if programme else {}
    return client.post(IMPORT, {"file": file, "language": "", **home, **more}, follow=True)


def take(client, row, *places, action="take"):
    page = reverse("items:upload_detail", args=[row.pk])
    return client.post(page, {"take": [str(one) for one in places], "action": action}, follow=True)


def test_it_works(client_of, bolat, programme):
    client = client_of(bolat)

    page = upload(client, GIFT, "test.gift.txt", programme)
    row = ItemUpload.objects.get()

    text = page.content.decode()
    assert page.status_code == 200 and "Дереккөзді қалай тексересіз?" in text
    assert page.context["not_read"] and not AuthoredItem.objects.exists()
    take(client, row, 0)
    item = AuthoredItem.objects.get()
    assert item.programme_id == programme.pk and item.stem_kk == "Дереккөзді қалай тексересіз?"
    assert not ItemUpload.objects.exists()


@pytest.mark.parametrize("format", list(FORMATS))
def test_every_kind_comes_back_as_it_went_out(client_of, aigerim, programme, format):
    shipped = [
        next(one for one in load_items() if one.kind == kind) for kind in ("single", "multiple", "judgement")
    ]
    client = client_of(aigerim)

    page = upload(client, write_items(shipped, format), f"questions{FORMATS[format].suffix}", programme)
    assert page.context["not_read"] == []
    take(client, ItemUpload.objects.get(), 0, 1, 2)

    rows = {row.made_from: row for row in AuthoredItem.objects.all()}
    for item in shipped:
        was, now = item_as_mapping(item), rows[item.id].body
        same = {"kind", "competence", "demand", "setting", "difficulty", "stem", "options", "stimulus"}
        assert {key: now.get(key) for key in same} == {key: was.get(key) for key in same}


def test_nothing_is_half_stored_when_taking_over_fails(client_of, aigerim, programme, monkeypatch):
    found = read_items(write_items(load_items()[:3], "yaml"), "x.yaml")
    row = services.keep_upload(actor=aigerim, programme=programme, name="x.yaml", found=found)
    from sauatty.web.items.services import importing

    made = iter([importing.create, importing.create])

    def breaks(*args, **fields):
        return next(made)(*args, **fields)

    monkeypatch.setattr(importing, "create", breaks)
    with pytest.raises(StopIteration):
        services.take_over(upload=row, actor=aigerim)

    assert not AuthoredItem.objects.exists() and ItemUpload.objects.filter(pk=row.pk).exists()


def test_neighbours_in_a_file_are_renamed_together_and_strangers_dropped(aigerim, programme):
    from dataclasses import replace

    one, other = load_items()[:2]
    items = [replace(one, id="x-1", enemies=("x-2", "nowhere-1", other.id)), replace(other, id="x-2")]
    found = read_items(write_items(items, "yaml"), "x.yaml")
    row = services.keep_upload(actor=aigerim, programme=programme, name="x.yaml", found=found)

    first, second = services.take_over(upload=row, actor=aigerim)

    assert first.body["enemies"] == sorted([second.slug, other.id])


def test_a_confirmed_key_of_elsewhere_is_not_taken_over(aigerim, programme):
    from dataclasses import replace

    item = replace(load_items()[0], keyed_by=("Біреу", "Тағы біреу"))
    found = read_items(write_items([item], "yaml"), "x.yaml")
    row = services.keep_upload(actor=aigerim, programme=programme, name="x.yaml", found=found)

    assert "keyed_by" not in services.take_over(upload=row, actor=aigerim)[0].body


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.xml"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><quiz>&a;</quiz>", "bomb.xml"),
        (b"PK\x03\x04 no zip at all", "x.zip"),
        (b"just words", "words.txt"),
        (b"\x00\xff\xfe\x00\x01", "x.csv"),
    ],
)
def test_files_that_mean_no_good_are_refused_in_words(client_of, bolat, programme, content, name):
    page = upload(client_of(bolat), content, name, programme)

    assert page.status_code == 422 and page.context["form"].errors["file"]
    assert not ItemUpload.objects.exists()


def test_a_file_is_forgotten_when_nobody_wants_it(client_of, bolat, programme):
    client = client_of(bolat)
    upload(client, GIFT, "test.txt", programme)
    row = ItemUpload.objects.get()

    take(client, row)  # nothing chosen
    assert ItemUpload.objects.exists()
    take(client, row, 7)  # no such question
    assert ItemUpload.objects.exists() and not AuthoredItem.objects.exists()
    take(client, row, action="drop")
    assert not ItemUpload.objects.exists() and not AuthoredItem.objects.exists()


def test_nobody_sees_the_file_of_somebody_else(client_of, bolat, aigerim, erlan, programme):
    upload(client_of(bolat), GIFT, "test.txt", programme)
    page = reverse("items:upload_detail", args=[ItemUpload.objects.get().pk])

    assert client_of(aigerim).get(page).status_code == 404
    assert client_of(erlan).get(page).status_code == 404
    assert client_of(erlan).get(IMPORT).status_code == 404


def test_what_is_lost_is_said_before_the_file_is_made(client_of, aigerim, own):
    client = client_of(aigerim)
    url = f"{EXPORT}?ids={own.slug}"

    told = client.post(url, {"format": "gift", "languages": ["kk"], "action": "tell"})
    file = client.post(
        url, {"format": "moodle", "languages": ["kk", "ru", "en"], "action": "give"}, follow=True
    )

    assert told.status_code == 200 and told.context["losses"]
    content = b"".join(file.streaming_content) if file.streaming else file.content
    back = read_items(content, "questions.xml").items
    assert [item_as_mapping(one) for one in back] == [own.body]


def test_drafts_without_a_key_are_left_out_and_named(client_of, aigerim, programme):
    row = services.start_item(
        actor=aigerim, kind="single", competence="gmilaf.1.1", language="kk", programme=programme
    )
    page = client_of(aigerim).post(
        f"{EXPORT}?ids={row.slug}", {"format": "moodle", "languages": ["kk"], "action": "tell"}
    )

    assert page.context["torn"] == [row.slug] and page.context["n_kept"] == 0


def test_who_confirms_keys_says_that_they_know_what_a_file_costs(client_of, bolat, shipped):
    client, url = client_of(bolat), f"{EXPORT}?ids={shipped.id}"
    sent = {"format": "yaml", "languages": ["kk"], "action": "give"}

    assert client.post(url, sent).status_code == 422
    assert not KeyLook.objects.exists()
    assert client.post(url, sent | {"knows": "on"}).status_code == 302
    assert keying.has_looked(bolat, shipped.id)


def test_the_list_hands_out_what_its_filters_show(client_of, aigerim):
    page = client_of(aigerim).get(EXPORT, {"competence": "gmilaf.1.1"})

    assert page.context["n_items"] == sum(one.competence == "gmilaf.1.1" for one in load_items())


def test_an_own_question_of_elsewhere_cannot_be_asked_for_by_name(client_of, own):
    from sauatty.web.programmes.models import Programme
    from web.conftest import give_role, make_person

    person = make_person("Басқа", "other@example.kz")
    give_role(person, "coordinator", Programme.objects.create(title_kk="Басқа", title_ru="Другая"))

    assert client_of(person).get(f"{EXPORT}?ids={own.slug}").context["n_items"] == 0


def test_uploads_are_read_as_bytes_of_any_size_up_to_the_limit(client_of, bolat, programme):
    big = io.BytesIO(b"// x\n" + b" " * (17 * 2**20))
    page = upload(client_of(bolat), big.getvalue(), "big.txt", programme)

    assert page.status_code in (413, 422)
    assert not ItemUpload.objects.exists()


def test_a_file_with_more_questions_than_are_taken_at_once_is_refused_whole(
    client_of, bolat, programme, monkeypatch
):
    monkeypatch.setattr(files, "MOST_ITEMS", 1)
    many = "\n\n".join(f"::N{n}:: Сұрақ {n}? {{\n=иә\n~жоқ\n}}" for n in range(3))
    page = upload(client_of(bolat), many, "many.gift.txt", programme)
    assert page.status_code == 422 and "more than 1 questions" in page.content.decode()
    assert not ItemUpload.objects.exists()


def test_who_no_longer_writes_for_a_programme_takes_no_file_over_into_it(client_of, bolat, programme):
    client = client_of(bolat)
    upload(client, GIFT, "test.gift.txt", programme)
    row = ItemUpload.objects.get()
    bolat.grants.filter(role="trainer").delete()
    give_role(bolat, "trainer", Programme.objects.create(title_kk="Басқа курс"))
    bolat.__dict__.pop("_role_names", None)
    bolat.__dict__.pop("_bank_grants", None)
    assert take(client, row, 0).status_code == 404
    assert not AuthoredItem.objects.exists()
