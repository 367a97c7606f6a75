"""Versions: refused with named holes, made once, seen by readers, withdrawn with a reason, gone on from."""

import pytest
from django.urls import reverse

from sauatty.core.catalogue.lesson_checks import check_lesson
from sauatty.core.catalogue.lesson_reading import lesson_from_mapping, load_lessons
from sauatty.core.errors import LessonNotPublishable, LessonTextsStale, LessonUnchanged
from sauatty.web.authoring import checking, parts, selectors, services
from sauatty.web.authoring.models import AuthoredLesson, LessonVersion
from sauatty.web.base.models import AuditEvent
from web.authoring.cast import store_lesson, store_review, three

pytestmark = pytest.mark.django_db


def url(name, lesson, *args):
    return reverse(f"authoring:{name}", args=[lesson.pk, *args])


def change(lesson, actor, name, **content):
    lesson.refresh_from_db()
    seen = services.part_hash(parts.find_part(lesson.body, name))
    return services.write_part(lesson=lesson, name=name, content=content, actor=actor, seen=seen)


def test_it_works(client_of, aigerim, own_lesson):
    client = client_of(aigerim)
    answer = client.post(url("version_list", own_lesson), {"note": "Алғашқы"}, follow=True)

    version = LessonVersion.objects.get()
    assert answer.status_code == 200
    assert (version.number, version.note) == (1, "Алғашқы")
    assert version.sha256 in answer.content.decode()
    assert [one.key for one in selectors.published_lessons()] == ["copyright.own-lesson"]
    assert AuditEvent.objects.filter(action="lesson.published").count() == 1
    for form in ("yaml", "md"):
        file = client.get(url("version_file", own_lesson, 1, form))
        assert file.status_code == 200 and "Жағдай" in file.content.decode()
    assert client.get(url("version_file", own_lesson, 1, "exe")).status_code == 404


def test_every_hole_is_named_with_the_part_where_it_is_mended(client_of, aigerim, own_lesson):
    change(own_lesson, aigerim, "section.two", text={"kk": "Мәтін"})
    change(own_lesson, aigerim, "facilitator", timing=[{"minutes": 5, "text": three("Кіріспе")}])
    client = client_of(aigerim)

    assert client.post(url("version_list", own_lesson)).status_code == 422
    with pytest.raises(LessonNotPublishable):
        services.publish(lesson=own_lesson, actor=aigerim)
    page = client.get(url("check", own_lesson).replace("/kk/", "/en/", 1)).content.decode()
    assert url("part_edit", own_lesson, "section.two").replace("/kk/", "/en/", 1) in page
    assert "The text is missing in Русский: Text." in page
    assert "The parts add up to 5 minutes instead of 40." in page


def test_a_lesson_without_a_title_is_not_published_and_the_check_names_it(client_of, aigerim, own_lesson):
    change(own_lesson, aigerim, "head", title={})
    client = client_of(aigerim)

    assert client.post(url("version_list", own_lesson)).status_code == 422
    page = client.get(url("check", own_lesson).replace("/kk/", "/en/", 1)).content.decode()
    assert "Nothing stands here yet: Title." in page
    assert url("part_edit", own_lesson, "head").replace("/kk/", "/en/", 1) in page


def test_a_lesson_of_a_module_that_does_not_exist_is_not_published(client_of, aigerim, programme):
    row = store_lesson(aigerim, programme=programme, module="nomodule")
    client = client_of(aigerim)

    assert client.post(url("version_list", row)).status_code == 422
    page = client.get(url("check", row).replace("/kk/", "/en/", 1)).content.decode()
    assert "There is no module &#x27;nomodule&#x27;. Known: " in page


def test_every_problem_of_an_empty_lesson_has_words_and_a_part_of_its_own(aigerim):
    row = services.start_lesson(
        actor=aigerim, module="copyright", titles={"kk": "Бос сабақ"}, language="kk", author="Әйгерім"
    )
    problems = check_lesson(lesson_from_mapping(row.body, "x"))
    holes = [checking.hole_of(one) for one in problems]

    assert len(problems) > 15
    assert not {one.sentence for one in holes} & set(problems)
    assert {part.part for part in checking.summarise_check(row).holes} >= {
        "head",
        "situation",
        "task",
        "facilitator",
    }


@pytest.mark.parametrize(
    ("problem", "part"),
    [
        ("names gmilaf.9.9, which is no competence of any framework", "head"),
        ("sections.one.text in kk has '[[x]', which is no mark of a text", "section.one"),
        ("sections.one.text has the term 'x' 1 in kk, 0 in ru, 1 in en", "section.one"),
        ("sections.one.text lacks the number 2013 in ru, en", "section.one"),
        ("card.3 is not Kazakh: 'Это русский текст'", "card"),
        ("self_check.q1 has 2 right options instead of one", "check.q1"),
        ("self_check.q1.options.a in en speaks of all or none of the options", "check.q1"),
        ("self_check.q2.options.a has no reason in ru", "check.q2"),
        ("no sentence rests on the source 'law'", "sources"),
        ("task.resources lacks 'adilet', to which a step leads", "task"),
        ("situation in ru has a sentence of 44 words; at most 30", "situation"),
        ("situation in kk mixes Latin and Cyrillic letters in 'cабақ'", "situation"),
        ("title in kk has 260 signs; at most 250", "head"),
        ("question 'q1' stands more than once", "outline"),
    ],
)
def test_a_problem_of_core_is_said_in_words(problem, part):
    hole = checking.hole_of(problem)
    assert hole.part == part
    assert hole.sentence != problem


def test_old_translations_go_out_only_when_somebody_says_so(client_of, aigerim, own_lesson):
    services.publish(lesson=own_lesson, actor=aigerim)
    change(own_lesson, aigerim, "situation", situation=three("Жағдай") | {"kk": "Басқа жағдай болды"})
    with pytest.raises(LessonTextsStale):
        services.publish(lesson=own_lesson, actor=aigerim)

    client = client_of(aigerim)
    assert client.post(url("version_list", own_lesson)).status_code == 422
    assert client.post(url("version_list", own_lesson), {"accept_stale": "on"}).status_code == 302
    page = client.get(url("version_detail", own_lesson, 2)).content.decode()
    assert "Басқа жағдай болды" in page and "Жағдай қазақша" in page


def test_the_same_again_is_no_new_version(aigerim, own_lesson):
    services.publish(lesson=own_lesson, actor=aigerim)
    with pytest.raises(LessonUnchanged):
        services.publish(lesson=own_lesson, actor=aigerim)


def test_a_withdrawn_version_is_gone_for_readers_and_kept_with_its_reason(client_of, aigerim, own_lesson):
    services.publish(lesson=own_lesson, actor=aigerim)
    client = client_of(aigerim)
    client.post(url("version_withdraw", own_lesson, 1), {"reason": ""})
    assert len(selectors.published_lessons()) == 1

    client.post(url("version_withdraw", own_lesson, 1), {"reason": "Заң өзгерді"})
    assert selectors.published_lessons() == []
    assert "Заң өзгерді" in client.get(url("version_detail", own_lesson, 1)).content.decode()
    assert services.publish(lesson=own_lesson, actor=aigerim).number == 2


def test_going_on_from_a_version_brings_its_texts_back(client_of, aigerim, own_lesson):
    services.publish(lesson=own_lesson, actor=aigerim)
    change(own_lesson, aigerim, "situation", situation=three("Мүлде басқа"))
    client_of(aigerim).post(url("version_draft", own_lesson, 1))
    own_lesson.refresh_from_db()
    assert own_lesson.body["situation"] == three("Жағдай")


def test_a_published_copy_with_the_same_key_stands_in_for_the_shipped_lesson(aigerim):
    lesson = next(one for one in load_lessons() if one.key == "copyright.licences")
    row = services.copy_lesson(actor=aigerim, lesson=lesson, takes_place=True)
    change(row, aigerim, "head", title=row.body["title"] | {"kk": "Лицензия белгісі"})
    services.publish(lesson=row, actor=aigerim, accept_stale=True)

    published = selectors.published_lessons()[0]
    assert (published.key, published.made_from) == (lesson.key, lesson.key)
    assert services.known_lesson(lesson.key).title.kk == "Лицензия белгісі"


def test_signatures_show_where_the_draft_stands_as_it_was_signed(client_of, aigerim, bolat, own_lesson):
    store_review(own_lesson, "kk", bolat)
    client = client_of(aigerim)
    assert "Болат Жұмабаев" in client.get(url("lesson_detail", own_lesson)).content.decode()

    change(own_lesson, aigerim, "situation", situation=three("Жағдай") | {"kk": "Өзгерді"})
    assert "Болат Жұмабаев" not in client.get(url("lesson_detail", own_lesson)).content.decode()


def test_who_is_named_is_written_into_the_draft(client_of, aigerim, own_lesson):
    sent = {
        "author": "Облыстық кітапхана",
        "language": "ru",
        "written_kk": "Әйгерім",
        "written_ru": "machine",
    }
    assert client_of(aigerim).post(url("author_edit", own_lesson), sent).status_code == 302
    own_lesson.refresh_from_db()
    assert own_lesson.language == "ru"
    assert own_lesson.body["provenance"]["author"] == "Облыстық кітапхана"
    assert own_lesson.body["provenance"]["written"] == {"kk": "Әйгерім", "ru": "machine"}


def test_the_preview_escapes_what_people_write(client_of, aigerim):
    row = store_lesson(
        aigerim, situation=three("<script>alert(1)</script> [сілтеме](https://example.kz/?a=\"><b>)"),
        figure={"kind": "flow", "title": {}, "alt": {}, "labels": []},
    )  # fmt: skip
    for language in ("kk", "ru", "en"):
        page = client_of(aigerim).get(url("preview", row), {"language": language}).content.decode()
        assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert client_of(aigerim).get(url("preview", row), {"language": "de"}).status_code == 404


def test_invented_lessons_go_in_one_step(aigerim, programme):
    type(programme).objects.filter(pk=programme.pk).update(is_demo=True)
    programme.refresh_from_db()
    lesson = load_lessons()[0]
    row = services.copy_lesson(actor=aigerim, lesson=lesson, programme=programme)
    store_lesson(aigerim)
    assert row.is_demo
    assert services.delete_demo_lessons() == 1
    assert AuthoredLesson.objects.count() == 1


def test_a_text_that_was_sent_back_says_why_until_it_changes(client_of, aigerim, bolat, own_lesson):
    store_review(own_lesson, "kk", bolat, decision="returned", note="Терминдер шатасқан")
    client = client_of(aigerim)
    assert "Терминдер шатасқан" in client.get(url("lesson_detail", own_lesson)).content.decode()
    change(own_lesson, aigerim, "situation", situation=three("Жағдай") | {"kk": "Өзгерді"})
    assert "Терминдер шатасқан" not in client.get(url("lesson_detail", own_lesson)).content.decode()


def test_a_copy_says_when_the_lesson_that_it_was_made_from_has_changed(aigerim, own_lesson):
    services.publish(lesson=own_lesson, actor=aigerim)
    copied = services.copy_lesson(actor=aigerim, lesson=services.known_lesson(own_lesson.key))
    store_review(own_lesson, "kk", aigerim)
    assert not services.source_has_changed(copied)

    change(own_lesson, aigerim, "situation", situation=three("Жағдай") | {"kk": "Өзгерді"})
    services.publish(lesson=own_lesson, actor=aigerim, accept_stale=True)
    assert services.source_has_changed(copied)
