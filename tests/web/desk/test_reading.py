"""The desk: states, the queue of a native reader, corrections, signatures, and what goes back into the project."""

import csv
import io
import zipfile

import pytest
import yaml
from django.urls import reverse

from sauatty.core.catalogue.lesson_reading import language_sha256, lesson_from_mapping, load_lessons
from sauatty.core.catalogue.terms import load_terms
from sauatty.core.errors import LessonTextMoved
from sauatty.web.authoring import selectors as authoring
from sauatty.web.authoring import services as authoring_services
from sauatty.web.authoring.models import TextReview
from sauatty.web.base.models import AuditEvent
from sauatty.web.desk import erasure, selectors, services, states
from sauatty.web.desk.models import NativeReader, ReadingDraft
from sauatty.web.desk.texts import corrected, find_text, list_texts, lost_marks, shipped_texts
from web.authoring.cast import lesson_body

pytestmark = pytest.mark.django_db
KEY = "copyright.licences"


@pytest.fixture
def reader(bolat):
    services.declare_language(actor=bolat, language="kk", name="Болат Жұмабаев")
    return bolat


def address(key=KEY, language="kk", kind="lesson"):
    return reverse("desk:text_read", args=[language, kind, key])


def sent_by(page):
    return {field.html_name: field.value() for field in page.context["form"] if field.value() is not None}


def place_of(page, place):
    """Return the name of the field of a place."""
    return next(field.html_name for one, field in page.context["form"].shown() if one.place == place)


def state_of(person, key=KEY, language="kk", kind="lesson"):
    text = find_text(list_texts(person), kind, key)
    return states.states_of([text], [language])[0]


def correct(client, place="aim", text="Белгіні оқисыз.", **changes):
    page = client.get(address(**changes))
    return client.post(address(**changes), sent_by(page) | {place_of(page, place): text, "action": "sign"})


def test_it_works(client_of, bolat):
    client = client_of(bolat)
    assert client.get(reverse("desk:overview")).status_code == 200
    assert b'value="sign"' not in client.get(address()).content
    client.post(reverse("desk:language_declare", args=["kk"]), {"name": "Болат Ж.", "is_native": "on"})

    page = client.get(address())
    answer = client.post(address(), sent_by(page) | {"action": "sign"})
    assert answer.status_code == 302 and "/desk/kk/" in answer["Location"]
    review = TextReview.objects.get()
    lesson = next(one for one in load_lessons() if one.key == KEY)
    assert (review.decision, review.name, review.sha256) == (
        "signed",
        "Болат Ж.",
        language_sha256(lesson, "kk"),
    )
    assert authoring.signatures([lesson]) == {(KEY, "kk"): ("Болат Ж.",)}
    assert state_of(bolat).state == states.SIGNED
    assert AuditEvent.objects.filter(action="text.signed").count() == 1


def test_only_native_readers_sign(client_of, reader):
    client = client_of(reader)
    page = client.get(address(language="ru"))
    answer = client.post(address(language="ru"), sent_by(page) | {"action": "sign"})
    assert answer.status_code == 422
    assert TextReview.objects.count() == 0
    services.take_back_language(actor=reader, language="kk")
    assert client.post(address(), sent_by(client.get(address())) | {"action": "sign"}).status_code == 422


def test_a_correction_of_a_shipped_text_waits_and_counts_once_it_is_in_the_project(
    client_of, reader, aigerim
):
    client = client_of(reader)
    assert correct(client).status_code == 302
    review = TextReview.objects.get()
    assert (review.decision, review.texts) == ("corrected", {"aim": "Белгіні оқисыз."})
    assert state_of(reader).state == states.CORRECTED
    lesson = next(one for one in load_lessons() if one.key == KEY)
    assert authoring.signatures([lesson]) == {}

    changed = corrected(lesson, "kk", review.texts)
    assert changed.aim.kk == "Белгіні оқисыз." and changed.aim.ru == lesson.aim.ru
    assert authoring.signatures([changed]) == {(KEY, "kk"): ("Болат Жұмабаев",)}
    page = client_of(aigerim).get(address()).content.decode()
    assert "Белгіні оқисыз." in page  # the next reader goes on from the corrections


def test_a_correction_of_a_lesson_written_here_goes_into_its_draft(client_of, reader, own_lesson):
    client = client_of(reader)
    assert correct(client, "sections.one.heading", "Басы", key=own_lesson.key).status_code == 302
    own_lesson.refresh_from_db()
    assert own_lesson.body["sections"][0]["heading"]["kk"] == "Басы"
    assert state_of(reader, own_lesson.key).state == states.SIGNED
    assert selectors.list_corrections() == []
    assert state_of(reader, own_lesson.key, "ru").state == states.STALE


def test_a_term_is_read_corrected_and_signed_too(client_of, reader):
    term = next(iter(load_terms().values()))
    answer = correct(client_of(reader), "definition", "Басқаша анықтама.", key=term.id, kind="term")
    assert answer.status_code == 302
    assert state_of(reader, term.id, kind="term").state == states.CORRECTED


def test_marks_that_lead_somewhere_are_not_lost_in_a_correction(client_of, reader):
    lesson = next(one for one in load_lessons() if one.key == KEY)
    section = lesson.sections[0]
    place, text = f"sections.{section.id}.text", section.text.kk
    answer = correct(client_of(reader), place, text.replace("[^law]", "").replace("- ", ""))
    assert answer.status_code == 422
    assert "[^law]" in str(answer.context["form"].errors)
    assert TextReview.objects.count() == 0
    assert lost_marks("Бір [[licence|лицензия]].[^a]", "Екі [[licence]] болды.[^a]") == ()
    assert lost_marks("Бір", "Екі **ашық") != ()
    assert lost_marks("- бір\n- екі", "- бір екі") == ("",)


def test_a_text_that_changed_meanwhile_is_not_signed_unread_and_nothing_written_is_lost(
    client_of, reader, own_lesson
):
    client = client_of(reader)
    page = client.get(address(own_lesson.key))
    mine = sent_by(page) | {place_of(page, "aim"): "Менің түзетуім", "action": "sign"}
    authoring_services.save_language_texts(
        lesson=own_lesson,
        actor=reader,
        language="kk",
        change=lambda body: {**body, "situation": {"kk": "Жаңа"}},
    )
    answer = client.post(address(own_lesson.key), mine)
    assert answer.status_code == 422
    assert "Менің түзетуім" in answer.content.decode()
    assert TextReview.objects.count() == 0
    assert client.post(address(own_lesson.key), sent_by(answer) | {"action": "sign"}).status_code == 302


def test_what_its_authors_write_while_a_reader_signs_is_not_signed_unread(reader, own_lesson):
    text = find_text(list_texts(reader), "lesson", own_lesson.key)
    authoring_services.save_language_texts(
        lesson=own_lesson, actor=reader, language="kk",
        change=lambda body: {**body, "situation": body["situation"] | {"kk": "Ешкім оқымаған"}},
    )  # fmt: skip

    with pytest.raises(LessonTextMoved):
        services.sign(
            actor=reader, reading=services.Reading(text, "kk", text.sha256("kk"), {"aim": "Басқа мақсат"})
        )

    own_lesson.refresh_from_db()
    assert own_lesson.body["aim"]["kk"] != "Басқа мақсат" and TextReview.objects.count() == 0


def test_what_is_kept_for_later_stands_there_again_and_goes_with_the_signature(client_of, reader):
    client = client_of(reader)
    page = client.get(address())
    client.post(address(), sent_by(page) | {place_of(page, "aim"): "Жартысы", "action": "keep"})
    assert "Жартысы" in client.get(address()).content.decode()
    assert KEY in client.get(reverse("desk:overview")).content.decode()
    assert TextReview.objects.count() == 0

    client.post(address(), sent_by(client.get(address())) | {"action": "sign"})
    assert TextReview.objects.get().texts == {"aim": "Жартысы"}
    assert ReadingDraft.objects.count() == 0


def test_a_text_is_sent_back_only_with_a_remark(client_of, reader):
    client = client_of(reader)
    page = client.get(address())
    assert client.post(address(), sent_by(page) | {"action": "return"}).status_code == 422
    assert (
        client.post(address(), sent_by(page) | {"action": "return", "note": "Терминдер шатасқан"}).status_code
        == 302
    )
    found = state_of(reader)
    assert (found.state, found.remark, found.names) == (states.RETURNED, "Терминдер шатасқан", ())


def test_a_signed_text_that_changes_is_read_again(reader, own_lesson):
    text = find_text(list_texts(reader), "lesson", own_lesson.key)
    services.sign(actor=reader, reading=services.Reading(text, "kk", text.sha256("kk")))
    authoring_services.save_language_texts(
        lesson=own_lesson, actor=reader, language="kk",
        change=lambda body: {**body, "aim": body["aim"] | {"kk": "Басқа мақсат"}},
    )  # fmt: skip
    assert state_of(reader, own_lesson.key).state == states.CHANGED


def test_missing_texts_are_counted_and_cannot_be_signed(client_of, reader, own_lesson):
    own_lesson.body = lesson_body(aim={"ru": "Цель"})
    own_lesson.save()
    assert state_of(reader, own_lesson.key).state == states.MISSING
    client = client_of(reader)
    page = client.get(address(own_lesson.key))
    assert b'value="sign"' not in page.content

    answer = client.post(address(own_lesson.key), sent_by(page) | {"action": "sign"})

    assert answer.status_code == 422
    assert TextReview.objects.count() == 0


def test_the_queue_has_what_waits_first_and_leads_on_in_the_same_module(client_of, reader):
    client = client_of(reader)
    page = client.get(reverse("desk:text_list", args=["kk"]))
    rows = page.context["rows"]
    assert rows and all(one.is_open for one in rows)
    everything = client.get(reverse("desk:text_list", args=["kk"]), {"state": "all"}).context
    assert everything["n_rows"] == len(shipped_texts()) == everything["count"].n_texts
    glossary = client.get(reverse("desk:text_list", args=["kk"]), {"module": "glossary"}).context["rows"]
    assert {one.text.kind for one in glossary} == {"term"}

    term = glossary[0].text
    answer = client.post(
        address(term.key, kind="term"),
        sent_by(client.get(address(term.key, kind="term"))) | {"action": "sign"},
    )
    assert "/term/" in answer["Location"]
    count = states.count_languages(selectors.list_states(reader))[0]
    assert (count.n_signed, count.n_open) == (1, count.n_texts - 1)


def test_the_file_for_the_project_holds_corrected_lessons_names_and_all_decisions(client_of, reader, aigerim):
    client = client_of(reader)
    correct(client)
    term = next(iter(load_terms().values()))
    correct(client, "definition", "Басқаша анықтама.", key=term.id, kind="term")
    services.declare_language(actor=aigerim, language="ru", name="Әйгерім")
    russian = find_text(list_texts(aigerim), "lesson", KEY)
    services.send_back(
        actor=aigerim, reading=services.Reading(russian, "ru", russian.sha256("ru"), note="=1+1")
    )

    answer = client.post(reverse("desk:correction_export"), follow=True)
    files = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    lesson = lesson_from_mapping(yaml.safe_load(files.read("lessons/copyright/licences.yaml")), "x")
    assert lesson.aim.kk == "Белгіні оқисыз."
    assert lesson.provenance.reviewed_by == {"kk": ("Болат Жұмабаев",)}
    assert authoring.signatures([lesson]) == {(KEY, "kk"): ("Болат Жұмабаев",)}
    terms = yaml.safe_load(files.read("glossary/terms-corrected.yaml"))["terms"]
    assert [(one["id"], one["definition"]["kk"]) for one in terms] == [(term.id, "Басқаша анықтама.")]
    rows = list(csv.DictReader(io.StringIO(files.read("reviews.csv").decode("utf-8-sig")), delimiter=";"))
    assert {(one["decision"], one["name"]) for one in rows} == {
        ("corrected", "Болат Жұмабаев"),
        ("returned", "Әйгерім"),
    }
    assert "'=1+1" in {one["remark"] for one in rows}
    assert client.get(reverse("desk:correction_list")).content.decode().count("Белгіні оқисыз.") == 1


def test_the_same_decisions_give_the_same_file(reader):
    from sauatty.web.desk.services.exporting import corrections_zip

    text = find_text(shipped_texts(), "lesson", KEY)
    services.sign(actor=reader, reading=services.Reading(text, "kk", text.sha256("kk")))
    assert corrections_zip() == corrections_zip()


def test_pages_take_few_queries(client_of, reader, own_lesson, django_assert_max_num_queries):
    client = client_of(reader)
    for page in (reverse("desk:overview"), reverse("desk:text_list", args=["kk"]), address()):
        client.get(page)
        with django_assert_max_num_queries(14):
            assert client.get(page).status_code == 200


def test_strangers_find_nothing(client_of, stranger, own_lesson):
    assert client_of(stranger).get(reverse("desk:overview")).status_code == 404
    assert client_of(stranger).get(address()).status_code == 404
    assert client_of().get(address())["Location"].count("/sign-in/") == 1


def test_what_does_not_exist_is_not_there(client_of, reader):
    client = client_of(reader)
    for path in (
        address("no.lesson"),
        address(kind="poem"),
        address(language="de"),
        reverse("desk:text_list", args=["de"]),
    ):
        assert client.get(path).status_code == 404


def test_whoever_is_forgotten_leaves_no_declaration_and_no_draft(client_of, reader):
    client = client_of(reader)
    page = client.get(address())
    client.post(address(), sent_by(page) | {place_of(page, "aim"): "Жартысы", "action": "keep"})
    assert (erasure.declarations(reader), erasure.drafts(reader)) == (1, 1)
    assert NativeReader.objects.count() == ReadingDraft.objects.count() == 0
