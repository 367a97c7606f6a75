"""Writing a draft: parts, texts in three languages, choices, two editors at once."""

import pytest
from django.urls import reverse

from sauatty.core.catalogue import instrument_drafts as drafts
from sauatty.core.catalogue import instrument_texts as texts
from sauatty.core.errors import InstrumentNameTaken, InstrumentPartMoved
from sauatty.web.base.models import AuditEvent
from sauatty.web.instruments import services
from sauatty.web.instruments.models import Instrument, KeptPart
from web.conftest import give_role, make_person
from web.instruments.cast import BODY, text

pytestmark = pytest.mark.django_db


def url(name, instrument, *args):
    return reverse(f"instruments:{name}", args=[instrument.pk, *args])


def fresh(instrument):
    return Instrument.objects.get(pk=instrument.pk)


def question(instrument, name):
    return drafts.find_question(fresh(instrument).body, name)[1]


def form_of(client, address):
    """Return what the form of a page would send unchanged."""
    context = client.get(address).context
    sent = dict(context["form"].initial)
    page = context.get("page")
    for field in context["form"]:
        sent[field.name] = field.value()
    for grid in [page.choice_grid, page.row_grid] if page else []:
        if grid is not None:
            sent |= {
                f"{grid.prefix}-{key}": grid.management_form[key].value()
                for key in grid.management_form.fields
            }
            sent |= {one[key].html_name: one[key].value() for one in grid for key in one.fields}
    return {key: value for key, value in sent.items() if value is not None and value is not False}


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


def test_choices_that_a_new_kind_has_no_use_for_are_kept_aside(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "terms")
    client.post(address, form_of(client, address) | {"kind": "long"})

    assert "rows" not in question(instrument, "terms") and "choices" not in question(instrument, "terms")
    assert KeptPart.objects.get().body["rows"][0]["code"] == "mil"


def test_a_question_joins_a_list_and_leaves_it(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "topics")
    client.post(address, form_of(client, address) | {"list_name": "yesno"})
    assert [
        one["code"] for one in drafts.choices_of(fresh(instrument).body, question(instrument, "topics"))
    ] == ["yes", "no"]

    client.post(address, form_of(client, address) | {"list_name": ""})
    assert [one["code"] for one in question(instrument, "topics")["choices"]] == ["yes", "no"]


def test_five_hundred_choices_are_written_as_lines(client_of, aigerim, instrument):
    client = client_of(aigerim)
    lines = "\n".join(f"c{n} | Аудан {n} | Район {n} | District {n} | 0,5" for n in range(500))
    address = url("choices_edit", instrument, "topics")
    seen = client.get(address).context["form"]["seen"].value()

    assert client.post(address, {"seen": seen, "lines": lines}).status_code == 302
    found = question(instrument, "topics")["choices"]
    assert len(found) == 500 and found[499]["label"]["ru"] == "Район 499" and found[0]["score"] == 0.5
    page = client.get(url("question_edit", instrument, "topics"))
    assert page.status_code == 200 and page.context["page"].choice_grid is None
    sent = form_of(client, url("question_edit", instrument, "topics"))
    assert client.post(url("question_edit", instrument, "topics"), sent).status_code == 302
    assert len(question(instrument, "topics")["choices"]) == 500


def test_lines_come_back_as_they_were_written(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("choices_edit", instrument, "topics")
    form = client.get(address).context["form"]
    client.post(address, {"seen": form["seen"].value(), "lines": "a\tА\tА\tA\t1\tx\tgmilaf.1.1\nb\tБ"})
    found = question(instrument, "topics")["choices"]

    assert found[0] == {
        "code": "a", "label": {"kk": "А", "ru": "А", "en": "A"}, "score": 1, "exclusive": True, "competences": ["gmilaf.1.1"],
    }  # fmt: skip
    form = client.get(address).context["form"]
    client.post(address, {"seen": form["seen"].value(), "lines": form["lines"].value()})
    assert question(instrument, "topics")["choices"] == found


@pytest.mark.parametrize(
    "lines", ["a | | | | much", "a a | x", "a\na", "\n".join(f"c{n}" for n in range(1001))]
)
def test_lines_that_do_not_fit_are_named_and_stay_in_the_field(client_of, aigerim, instrument, lines):
    client = client_of(aigerim)
    address = url("choices_edit", instrument, "topics")
    seen = client.get(address).context["form"]["seen"].value()
    answer = client.post(address, {"seen": seen, "lines": lines})

    assert answer.status_code == 422
    assert lines.split("\n")[0] in answer.content.decode()
    assert len(question(instrument, "topics")["choices"]) == 3


def test_code_in_a_text_stays_text(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "say")
    nasty = '<script>alert(1)</script><b>қою</b> & "тырнақша"'
    client.post(address, form_of(client, address) | {"text_kk": nasty, "text_ru": nasty, "text_en": nasty})

    for name in ("instrument_detail", "preview", "check", "version_list"):
        page = client.get(url(name, instrument)).content.decode()
        assert "<script>alert" not in page and "<b>қою" not in page
    assert "&lt;script&gt;alert" in client.get(url("instrument_detail", instrument)).content.decode()
    assert "<script>alert" not in client.get(address).content.decode()


def test_signs_that_no_database_keeps_are_left_out(client_of, aigerim, instrument):
    row = fresh(instrument)
    there = drafts.find_question(row.body, "say")[1]
    services.write_question(
        instrument=row, name="say", actor=aigerim, seen=drafts.question_hash(row.body, there),
        question={**there, "text": {"kk": "а\0б\ud800в\x07", "ru": "р", "en": "e"}},
    )  # fmt: skip

    assert question(instrument, "say")["text"]["kk"] == "абв"


@pytest.mark.parametrize(
    "field, value",
    [("kind", "hologram"), ("id", "1 2"), ("id", ""), ("minimum", "x"), ("role", "queen"), ("length", "0")],
)
def test_values_that_do_not_fit_are_refused_beside_their_field(client_of, aigerim, instrument, field, value):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "say")
    answer = client.post(address, form_of(client, address) | {field: value})

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert 'role="alert"' in answer.content.decode()


def test_a_code_that_stands_twice_is_refused_beside_its_line(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("question_edit", instrument, "topics")
    answer = client.post(address, form_of(client, address) | {"choice-1-code": "a"})

    assert answer.status_code == 422
    assert answer.context["page"].choice_grid.forms[0].errors["code"]


def test_the_head_asks_for_a_title_in_the_leading_language(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("head_edit", instrument)
    sent = form_of(client, address)

    assert client.post(address, sent | {"title_kk": ""}).status_code == 422
    assert client.post(address, sent | {"title_kk": "Жаңа", "languages": ["kk", "ru"]}).status_code == 302
    assert fresh(instrument).title_kk == "Жаңа" and fresh(instrument).body["languages"] == ["kk", "ru"]


def test_sections_are_written_with_their_condition(client_of, aigerim, instrument):
    client = client_of(aigerim)
    address = url("section_edit", instrument, "use")
    client.post(
        address,
        form_of(client, address) | {"when": "${works} = 'yes'", "id": "usage", "text_ru": "Пояснение"},
    )

    section = drafts.find_section(fresh(instrument).body, "usage")
    assert section["when"] == "${works} = 'yes'" and section["text"] == {"ru": "Пояснение"}


def test_new_parts_open_for_writing(client_of, aigerim, instrument):
    client = client_of(aigerim)
    answer = client.post(url("question_add", instrument), {"section": "you", "kind": "matrix"}, follow=True)
    assert answer.status_code == 200 and answer.context["page"].row_grid is not None
    assert (
        client.post(url("question_add", instrument), {"section": "you", "kind": "magic"}).status_code == 400
    )
    assert client.post(url("section_add", instrument), follow=True).status_code == 200


def test_an_instrument_does_not_grow_without_end(aigerim, instrument):
    body = fresh(instrument).body
    body["sections"][0]["questions"] = [
        {"id": f"n{n}", "kind": "short", "text": text("N")} for n in range(drafts.MAX_QUESTIONS)
    ]
    services.save_draft(instrument=instrument, body=body, actor=aigerim)

    from sauatty.core.errors import InstrumentTooLong

    with pytest.raises(InstrumentTooLong):
        services.add_question(instrument=instrument, section="you", kind="short", actor=aigerim)


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
