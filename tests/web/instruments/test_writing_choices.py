"""Writing a draft: choices, codes, values that do not fit, new parts."""

import pytest

from sauatty.core.catalogue import instrument_drafts as drafts
from sauatty.web.instruments import services
from sauatty.web.instruments.models import KeptPart
from web.instruments.cast import form_of, fresh, question, text, url

pytestmark = pytest.mark.django_db


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
