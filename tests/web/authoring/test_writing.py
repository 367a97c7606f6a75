"""Writing: copies, parts in three languages, stale marks, rows, lines, order, and who may do it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sauatty.core.catalogue.lesson_reading import lesson_as_mapping, lesson_from_mapping, load_lessons
from sauatty.core.errors import LessonKeyTaken, LessonPartMoved
from sauatty.web.authoring import exporting, overview, parts, selectors, services, stale
from sauatty.web.authoring.bodies import draft_as_core
from sauatty.web.authoring.models import AuthoredLesson
from sauatty.web.base.models import AuditEvent
from web.authoring.cast import lesson_body, store_lesson, store_review, three
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
KEY = "copyright.licences"


def url(name, lesson, *args):
    return reverse(f"authoring:{name}", args=[lesson.pk, *args])


def sent_by(page):
    """Return what a browser would send back from the form of a part, unchanged."""
    form, found = page.context["form"], {}
    for field in form:
        value = field.value()
        if isinstance(value, bool):
            found |= {field.html_name: "on"} if value else {}
        elif value is not None:
            found[field.html_name] = value
    return found


def write(client, lesson, name, **changes):
    page = client.get(url("part_edit", lesson, name))
    return client.post(url("part_edit", lesson, name), sent_by(page) | changes)


def test_it_works(client_of, aigerim, programme):
    client = client_of(aigerim)
    answer = client.post(
        reverse("authoring:lesson_copy", args=["copyright", "licences"]),
        {"programme": str(programme.pk)},
        follow=True,
    )
    assert answer.status_code == 200
    row = AuthoredLesson.objects.get()
    assert (row.key, row.made_from, row.programme) == ("copyright.licences-2", KEY, programme)
    assert "Reading a licence sign" in row.body["provenance"]["adapted_from"]
    for part in parts.parts_of(row.body):
        assert client.get(url("part_edit", row, part.name)).status_code == 200

    assert write(client, row, "head", title_kk="Лицензияны оқимыз").status_code == 302
    row.refresh_from_db()
    assert row.title_kk == "Лицензияны оқимыз"
    assert AuditEvent.objects.filter(action="lesson.draft_changed").count() == 1


@pytest.mark.parametrize("name", [part.name for part in parts.parts_of(lesson_body())])
def test_a_part_that_is_kept_unchanged_stays_the_same(client_of, aigerim, own_lesson, name):
    before = lesson_as_mapping(draft_as_core(own_lesson))
    assert write(client_of(aigerim), own_lesson, name).status_code == 302

    own_lesson.refresh_from_db()
    assert lesson_as_mapping(draft_as_core(own_lesson)) == before
    assert own_lesson.sources == {}


def test_every_shipped_lesson_survives_being_kept_part_by_part(client_of, aigerim):
    client = client_of(aigerim)
    lesson = next(one for one in load_lessons() if one.key == KEY)
    row = services.copy_lesson(actor=aigerim, lesson=lesson, takes_place=True)
    before = row.body
    for part in parts.parts_of(row.body):
        assert write(client, row, part.name).status_code == 302, part.name

    row.refresh_from_db()
    assert row.body == before


def test_a_changed_leading_text_marks_its_translations_until_somebody_compares_them(
    client_of, aigerim, own_lesson
):
    client = client_of(aigerim)
    write(client, own_lesson, "section.one", text_kk="Мәтін жаңарды")
    own_lesson.refresh_from_db()
    place = "section.one.text"
    assert stale.stale_texts(own_lesson.body, own_lesson.sources, "kk") == [(place, "ru"), (place, "en")]
    page = client.get(url("lesson_detail", own_lesson).replace("/kk/", "/en/", 1)).content.decode()
    assert page.count("1 text out of date") == 4

    write(client, own_lesson, "section.one", text_ru="Новый текст")
    own_lesson.refresh_from_db()
    assert stale.stale_texts(own_lesson.body, own_lesson.sources, "kk") == [(place, "en")]
    write(client, own_lesson, "section.one", fits_en="on")
    own_lesson.refresh_from_db()
    assert stale.stale_texts(own_lesson.body, own_lesson.sources, "kk") == []


def test_lines_are_one_to_a_line_in_each_language(client_of, aigerim, own_lesson):
    write(
        client_of(aigerim), own_lesson, "card", card_kk="Бір\n\nЕкі\nҮш", card_ru="Один\nДва", card_en="One"
    )
    own_lesson.refresh_from_db()

    assert own_lesson.body["card"] == [
        {"kk": "Бір", "ru": "Один", "en": "One"}, {"kk": "Екі", "ru": "Два"}, {"kk": "Үш"},
    ]  # fmt: skip
    assert (
        overview.language_states(own_lesson)[2].n_missing == 0
    )  # the text is there; the check counts the lines


def test_rows_are_added_ordered_and_taken_out_and_keep_their_names(client_of, aigerim, own_lesson):
    added = {f"options-3-text_{one}": "Жаңа" for one in ("kk", "ru", "en")}
    changes = added | {"options-3-place": "1", "options-1-gone": "on", "options-0-place": "9"}
    write(client_of(aigerim), own_lesson, "check.q1", **changes)
    own_lesson.refresh_from_db()

    options = own_lesson.body["self_check"][0]["options"]
    assert [(one["id"], one["text"]["kk"]) for one in options] == [
        ("o1", "Жаңа"), ("c", "Жауап үш қазақша"), ("a", "Жауап бір қазақша"),
    ]  # fmt: skip
    assert [one["is_right"] for one in options] == [False, False, True]


def test_parts_are_added_moved_and_taken_out(client_of, aigerim, own_lesson):
    client, address = client_of(aigerim), url("part_change", own_lesson)
    assert client.post(address, {"action": "add", "name": "section"})["Location"].endswith("section.part-1/")
    client.post(address, {"action": "up", "name": "section.part-1"})
    client.post(address, {"action": "remove", "name": "section.one"})
    own_lesson.refresh_from_db()
    assert [one["id"] for one in own_lesson.body["sections"]] == ["one", "part-1", "two"]

    client.post(address, {"action": "remove", "name": "section.one", "sure": "1"})
    own_lesson.refresh_from_db()
    assert [one["id"] for one in own_lesson.body["sections"]] == ["part-1", "two"]
    assert client.post(address, {"action": "remove", "name": "head", "sure": "1"}).status_code == 404


def test_two_who_write_at_once_lose_nothing(client_of, aigerim, own_lesson):
    client = client_of(aigerim)
    mine = sent_by(client.get(url("part_edit", own_lesson, "situation")))
    write(client, own_lesson, "situation", situation_kk="Біреу өзгертті")
    answer = client.post(url("part_edit", own_lesson, "situation"), mine | {"situation_kk": "Мен жаздым"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Мен жаздым" in page and "Біреу өзгертті" in page
    assert answer.context["form"]["situation_kk"].value() == "Мен жаздым"
    again = client.post(url("part_edit", own_lesson, "situation"), sent_by(answer))
    own_lesson.refresh_from_db()
    assert again.status_code == 302
    assert own_lesson.body["situation"]["kk"] == "Мен жаздым"
    with pytest.raises(LessonPartMoved):
        services.write_part(lesson=own_lesson, name="situation", content={}, actor=aigerim, seen="0" * 64)


def test_what_stands_now_is_shown_whole_and_what_was_typed_as_it_was_typed(client_of, aigerim, own_lesson):
    client, name = client_of(aigerim), "head"
    mine = sent_by(client.get(url("part_edit", own_lesson, name)))
    theirs = "ұзын сөйлем " * 80 + "соңы"
    write(client, own_lesson, name, aim_kk=theirs)
    answer = client.post(url("part_edit", own_lesson, name), mine | {"minutes": "25"})

    shown, page = answer.context["form"], answer.content.decode()
    assert (shown["minutes"].value(), shown["title_kk"].value()) == ("25", "Сабақ қазақша")
    assert shown["competences"].value() == ["gmilaf.1.3", "gmilaf.3.2"]
    assert "[&#x27;" not in page and theirs in page


def test_signs_that_no_database_keeps_are_left_out(client_of, aigerim, own_lesson):
    seen = services.part_hash(parts.find_part(own_lesson.body, "situation"))
    content = {"situation": {"kk": "Бір\x00екі\r\nүш\ud800", "ru": "Раз", "en": "One"}}
    row = services.write_part(lesson=own_lesson, name="situation", content=content, actor=aigerim, seen=seen)
    assert row.body["situation"]["kk"] == "Бірекі\nүш"


def test_only_one_copy_takes_the_place_of_a_lesson_and_only_for_the_whole_site(client_of, aigerim, bolat):
    lesson = next(one for one in load_lessons() if one.key == KEY)
    assert services.copy_lesson(actor=aigerim, lesson=lesson, takes_place=True).key == KEY
    with pytest.raises(LessonKeyTaken):
        services.copy_lesson(actor=aigerim, lesson=lesson, takes_place=True)

    page = client_of(bolat).get(reverse("authoring:lesson_copy", args=["copyright", "licences"]))
    assert "takes_place" not in page.context["form"].fields


def test_the_name_of_a_row_is_one_that_pages_and_files_can_hold(client_of, aigerim, own_lesson):
    client = client_of(aigerim)

    assert write(client, own_lesson, "check.q1", **{"options-0-own": 'a/b" <x>'}).status_code == 422
    own_lesson.refresh_from_db()
    assert own_lesson.body["self_check"][0]["options"][0]["id"] == "a"


def test_a_lesson_has_no_more_sections_than_a_reader_can_bear(client_of, aigerim, own_lesson):
    client = client_of(aigerim)
    sent = {"action": "add", "name": "section.new"}
    statuses = [client.post(url("part_change", own_lesson), sent).status_code for _ in range(8)]

    own_lesson.refresh_from_db()
    assert len(own_lesson.body["sections"]) == parts.MAX_SECTIONS
    assert set(statuses[:6]) == {302} and set(statuses[6:]) == {404}


def test_who_no_longer_writes_for_the_site_leaves_its_lessons_behind(client_of, bolat, own_lesson):
    row = store_lesson(bolat, id="of-the-site")  # begun when bolat still wrote for the whole site

    assert client_of(bolat).get(url("lesson_detail", row)).status_code == 404
    assert client_of(bolat).get(url("lesson_detail", own_lesson)).status_code == 200


def test_a_lesson_is_begun_without_texts_and_every_part_opens(client_of, bolat, programme):
    client = client_of(bolat)
    answer = client.post(
        reverse("authoring:lesson_create"),
        {
            "title_kk": "Менің сабағым",
            "module": "copyright",
            "language": "kk",
            "author": "Болат",
            "programme": str(programme.pk),
        },
        follow=True,
    )
    row = AuthoredLesson.objects.get()
    assert answer.status_code == 200
    for part in parts.parts_of(row.body):
        assert client.get(url("part_edit", row, part.name)).status_code == 200
    for page in ("check", "preview", "version_list", "file_list", "author_edit"):
        assert client.get(url(page, row)).status_code == 200
    assert client.post(reverse("authoring:lesson_create"), {"language": "kk"}).status_code == 422


def test_the_leading_language_is_asked_for_before_the_titles_and_a_title_has_an_end(
    client_of, aigerim, own_lesson
):
    client = client_of(aigerim)
    form = client.get(reverse("authoring:lesson_create")).context["form"]
    assert next(iter(form.fields)) == "language" and not form.fields["title_kk"].help_text
    assert len(form.fields["language"].help_text.split(". ")) > 1
    assert write(client, own_lesson, "head", title_en="A " * 130).status_code == 422
    assert write(client, own_lesson, "head", title_en="A " * 120).status_code == 302


def test_what_is_exported_is_read_back_the_same(client_of, aigerim, own_lesson, bolat):
    store_review(own_lesson, "kk", bolat)
    client = client_of(aigerim)
    content = client.get(url("draft_file", own_lesson, "yaml")).content
    assert "Болат Жұмабаев".encode() in content

    upload = SimpleUploadedFile("lesson.yaml", content)
    answer = client.post(
        reverse("authoring:lesson_import"), {"file": upload, "programme": "site"}, follow=True
    )
    assert answer.status_code == 200
    copied = AuthoredLesson.objects.exclude(pk=own_lesson.pk).get()
    assert copied.key == "copyright.own-lesson-2"
    assert copied.body | {"id": "own-lesson"} == lesson_as_mapping(draft_as_core(own_lesson))


@pytest.mark.parametrize(
    "content",
    [
        b"schema: module/1\nid: x",
        b"a: &a [1]\nb: [*a, *a]",
        b"\xff\xfe",
        b"schema: lesson/1\nid: x\nevil: 1",
        b"- 1",
    ],
)
def test_a_file_that_is_no_lesson_is_refused_by_name(client_of, aigerim, content):
    upload = SimpleUploadedFile("lesson.yaml", content)
    answer = client_of(aigerim).post(
        reverse("authoring:lesson_import"), {"file": upload, "programme": "site"}
    )

    assert answer.status_code == 422
    assert "lesson.yaml" in str(answer.context["file_form"].errors["file"])
    assert AuthoredLesson.objects.count() == 0


def test_long_texts_stand_as_blocks_in_yaml_and_read_back():
    lesson = lesson_from_mapping(lesson_body(situation=three("Бір: екі «үш»\n\n- төрт\n- #бес")), "x")
    content = exporting.as_yaml(lesson).decode()
    assert "situation:\n  kk: |-" in content
    import yaml

    assert lesson_from_mapping(yaml.safe_load(content), "x") == lesson


# --- who may ------------------------------------------------------------------------------------------------------


def test_lessons_of_another_programme_do_not_exist(client_of, own_lesson, programme):
    other = type(programme).objects.create(title_kk="Басқа")
    trainer = make_person("Сәуле", "saule@example.kz")
    give_role(trainer, "trainer", other)
    client = client_of(trainer)

    for name in ("lesson_detail", "check", "preview", "version_list", "file_list"):
        assert client.get(url(name, own_lesson)).status_code == 404
    assert list(selectors.list_lessons(trainer)) == []


def test_a_stranger_finds_nothing_and_a_visitor_is_asked_to_sign_in(client_of, stranger, own_lesson):
    assert client_of(stranger).get(url("lesson_detail", own_lesson)).status_code == 404
    answer = client_of().get(url("lesson_detail", own_lesson))
    assert answer.status_code == 302 and "/sign-in/" in answer["Location"]


def test_a_list_of_many_takes_few_queries(client_of, aigerim, programme, django_assert_max_num_queries):
    for n in range(12):
        store_lesson(aigerim, programme=programme, id=f"lesson-{n}")
    client = client_of(aigerim)
    client.get(reverse("authoring:lesson_list"))
    with django_assert_max_num_queries(12):
        page = client.get(reverse("authoring:lesson_list"))
    assert page.content.decode().count("row-link") >= 12
