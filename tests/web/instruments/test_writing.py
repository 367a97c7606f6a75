"""Writing a draft: parts, texts in three languages, rights, two editors at once."""

import pytest
from django.urls import reverse

from sauatty.core.catalogue import instrument_drafts as drafts
from sauatty.core.catalogue import instrument_texts as texts
from sauatty.core.errors import InstrumentNameTaken, InstrumentPartMoved
from sauatty.web.base.models import AuditEvent
from sauatty.web.instruments import services
from sauatty.web.instruments.models import KeptPart
from web.conftest import give_role, make_person
from web.instruments.cast import BODY, form_of, fresh, question, url

pytestmark = pytest.mark.django_db


def test_it_works(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "works")
    sent = form_of(client, address) | {
        "text_ru": "Вы работаете?",
        "choice-2-ru": "не знаю",
        "choice-2-kk": "білмеймін",
    }

    answer = client.post(address, sent, follow=True)

    assert answer.status_code == 200
    found = question(instrument, "works")
    assert found["text"]["ru"] == "Вы работаете?"
    assert drafts.choices_of(fresh(instrument).body, found)[-1] == {
        "code": "1",
        "label": {"kk": "білмеймін", "ru": "не знаю"},
    }
    assert len(drafts.choices_of(fresh(instrument).body, question(instrument, "again"))) == 3, (
        "the list is shared"
    )
    assert AuditEvent.objects.filter(action="instrument.draft_changed").exists()


def test_a_form_sent_back_unchanged_changes_nothing(client_of, aigerim, instrument):
    client = client_of(aigerim)
    before = fresh(instrument).body
    for name in ("region", "works", "years", "topics", "order", "terms", "say"):
        address = url("question_edit", instrument, name)
        assert client.post(address, form_of(client, address)).status_code == 302

    for (_s, one), (_t, other) in zip(
        drafts.questions_of(fresh(instrument).body), drafts.questions_of(before), strict=True
    ):
        assert one == other
    assert fresh(instrument).body == before


def test_a_changed_leading_text_leaves_its_translations_stale_until_somebody_looks(
    client_of, aigerim, instrument
):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "say")
    client.post(address, form_of(client, address) | {"text_kk": "Жаңа сұрақ"})

    assert texts.stale_texts(fresh(instrument).body, fresh(instrument).sources, "kk") == [
        ("q.say.text", "ru"), ("q.say.text", "en"),
    ]  # fmt: skip
    page = client.get(address).content.decode()
    assert "out of date" in page or "уст" in page or "ескі" in page

    client.post(address, form_of(client, address) | {"text_ru": "Новый вопрос", "fits_en": "on"})

    assert texts.stale_texts(fresh(instrument).body, fresh(instrument).sources, "kk") == []


def test_the_old_leading_text_put_back_makes_translations_fine_again(aigerim, instrument):
    for words in ("Басқа", "Say кк"):
        row = fresh(instrument)
        there = drafts.find_question(row.body, "say")[1]
        services.write_question(
            instrument=row, name="say", actor=aigerim, seen=drafts.question_hash(row.body, there),
            question={**there, "text": {**there["text"], "kk": words}},
        )  # fmt: skip

    assert texts.stale_texts(fresh(instrument).body, fresh(instrument).sources, "kk") == []


def test_two_editors_of_one_question_lose_nothing(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "say")
    mine, theirs = form_of(client, address), form_of(client, address)
    client.post(address, theirs | {"text_ru": "Сказала другая"})

    answer = client.post(address, mine | {"text_ru": "Сказала я"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Сказала другая" in page and "Сказала я" in page
    assert question(instrument, "say")["text"]["ru"] == "Сказала другая"
    again = client.post(
        address, mine | {"text_ru": "Сказала я", "seen": answer.context["form"]["seen"].value()}
    )
    assert again.status_code == 302
    assert question(instrument, "say")["text"]["ru"] == "Сказала я"


def test_two_editors_of_two_questions_do_not_meet(client_of, aigerim, instrument):
    client = client_of(aigerim)
    one, other = url("question_edit", instrument, "say"), url("question_edit", instrument, "years")
    first, second = form_of(client, one), form_of(client, other)

    assert client.post(one, first | {"text_ru": "Раз"}).status_code == 302
    assert client.post(other, second | {"text_ru": "Два"}).status_code == 302


def test_two_editors_of_a_shared_list_are_told(client_of, aigerim, instrument):
    client = client_of(aigerim)
    one, other = url("question_edit", instrument, "works"), url("question_edit", instrument, "again")
    first, second = form_of(client, one), form_of(client, other)
    client.post(one, first | {"choice-0-ru": "Да"})

    assert client.post(other, second | {"choice-0-ru": "Ага"}).status_code == 422


def test_a_whole_draft_is_not_written_over_another(aigerim, instrument):
    seen = drafts.body_hash(instrument.body)
    services.add_section(instrument=instrument, actor=aigerim)

    with pytest.raises(InstrumentPartMoved):
        services.save_draft(instrument=instrument, body=BODY, actor=aigerim, seen=seen)


def test_a_new_name_is_followed_by_conditions_and_by_what_is_known_of_translations(
    client_of, aigerim, instrument
):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "works")
    client.post(address, form_of(client, address) | {"text_kk": "Жұмыс істейсіз бе?"})
    client.post(address, form_of(client, address) | {"id": "employed"})

    assert question(instrument, "years")["when"] == "${employed} = 'yes'"
    assert ("q.employed.text", "ru") in texts.stale_texts(
        fresh(instrument).body, fresh(instrument).sources, "kk"
    )


def test_a_name_that_stands_already_is_refused_on_the_page(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "works")
    answer = client.post(address, form_of(client, address) | {"id": "years"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["id"]
    with pytest.raises(InstrumentNameTaken):
        drafts.rename(fresh(instrument).body, "works", "you")


def test_questions_go_up_and_down_and_over_the_edge_of_a_section(client_of, aigerim, instrument):
    client = client_of(aigerim)

    def act(action, name, part="question"):
        return client.post(url("part_change", instrument), {"action": action, "name": name, "part": part})

    act("down", "years")
    sections = fresh(instrument).body["sections"]
    assert [one["id"] for one in sections[1]["questions"]][:2] == ["years", "topics"]
    act("up", "years")
    act("up", "years")
    assert [one["id"] for one in fresh(instrument).body["sections"][0]["questions"]] == [
        "region",
        "years",
        "works",
    ]
    act("up", "use", "section")
    assert [one["id"] for one in fresh(instrument).body["sections"]] == ["use", "you"]
    assert act("up", "region").status_code == 302
    assert act("explode", "region").status_code == 400
    assert act("up", "nobody").status_code == 422


def test_copies_get_names_of_their_own(client_of, aigerim, instrument):
    client = client_of(aigerim)
    client.post(url("part_change", instrument), {"action": "copy", "name": "years", "part": "question"})
    client.post(url("part_change", instrument), {"action": "copy", "name": "you", "part": "section"})
    names = [one["id"] for _section, one in drafts.questions_of(fresh(instrument).body)]

    assert len(names) == len(set(names)) == 8 + 1 + 4
    assert "years_2" in names and "you_2" in drafts.names_in(fresh(instrument).body)


def test_what_is_taken_out_comes_back_where_it_stood_with_its_choices(client_of, aigerim, instrument):
    client = client_of(aigerim)
    before = fresh(instrument).body
    for name, part in (("works", "question"), ("again", "question"), ("use", "section")):
        client.post(url("part_change", instrument), {"action": "remove", "name": name, "part": part})
    assert len(fresh(instrument).body["sections"]) == 1 and "lists" not in fresh(instrument).body

    for part in KeptPart.objects.order_by("-kept_at"):
        client.post(url("kept_restore", instrument, part.pk))

    for (_s, one), (_t, other) in zip(
        drafts.questions_of(fresh(instrument).body), drafts.questions_of(before), strict=True
    ):
        assert one == other
    assert fresh(instrument).body == before
    assert KeptPart.objects.count() == 0


def test_a_stale_translation_is_still_stale_when_its_question_comes_back(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "say")
    client.post(address, form_of(client, address) | {"text_kk": "Жаңа сұрақ"})
    client.post(url("part_change", instrument), {"action": "remove", "name": "say", "part": "question"})
    client.post(url("kept_restore", instrument, KeptPart.objects.get().pk))

    row = fresh(instrument)
    assert ("q.say.text", "ru") in texts.stale_texts(row.body, row.sources, "kk")


def test_readers_read_and_cannot_write(client_of, bolat, instrument):
    client = client_of(bolat)
    address = url("question_edit", instrument, "say")

    assert client.get(address).status_code == 200
    assert b'class="queue"' not in client.get(address).content
    assert client.post(address, {"id": "say"}).status_code == 404
    assert client.post(url("part_change", instrument), {"action": "remove", "name": "say"}).status_code == 404


def test_people_of_another_programme_see_nothing(client_of, instrument, db):
    from sauatty.web.programmes.models import Programme

    other = make_person("Ерлан Басқа", "erlan@example.kz")
    give_role(other, "coordinator", Programme.objects.create(title_kk="Басқа"))

    assert client_of(other).get(url("instrument_detail", instrument)).status_code == 404
    assert (
        instrument.title_ru
        not in client_of(other).get(reverse("instruments:instrument_list")).content.decode()
    )


def test_the_draft_shows_one_language_beside_the_leading_one_and_only_what_is_open(
    client_of, aigerim, instrument
):
    client = client_of(aigerim)
    edit = url("question_edit", instrument, "say")
    client.post(edit, form_of(client, edit) | {"text_ru": ""})
    everything = client.get(url("instrument_detail", instrument)).content.decode()
    narrow = client.get(
        url("instrument_detail", instrument), {"language": "ru", "open": "1"}
    ).content.decode()

    assert "Years en" in everything and "Say en" in everything
    assert "Say кк" in narrow and "Say en" not in narrow and "Years кк" not in narrow
    assert client.get(url("instrument_detail", instrument), {"language": "xx"}).status_code == 200


def test_a_missing_leading_text_makes_no_translation_stale(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "say")
    client.post(address, form_of(client, address) | {"hint_kk": "К", "hint_ru": "Р"})
    client.post(address, form_of(client, address) | {"hint_kk": ""})

    row = fresh(instrument)
    assert texts.stale_texts(row.body, row.sources, "kk") == []
    assert texts.states_of(row.body, row.sources, "kk")["q.say.hint"]["kk"] == "missing"
    client.post(address, form_of(client, address) | {"hint_kk": "Басқа"})
    row = fresh(instrument)
    assert texts.stale_texts(row.body, row.sources, "kk") == [("q.say.hint", "ru")]


@pytest.mark.parametrize("page, field", [("head_edit", "closing_ru"), ("section_edit", "title_ru")])
def test_two_editors_of_a_head_or_section_lose_nothing(client_of, aigerim, instrument, page, field):
    client = client_of(aigerim)
    address = url(page, instrument, *(["use"] if page == "section_edit" else []))
    mine, theirs = form_of(client, address), form_of(client, address)
    assert client.post(address, theirs | {field: "Сказала другая"}).status_code == 302
    answer = client.post(address, mine | {field: "Сказала я"})

    assert answer.status_code == 422
    assert "Сказала другая" in answer.content.decode() and "Сказала я" in answer.content.decode()
    again = mine | {field: "Сказала я", "seen": answer.context["form"]["seen"].value()}
    assert client.post(address, again).status_code == 302
