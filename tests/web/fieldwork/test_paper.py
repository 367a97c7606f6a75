"""Sheets of paper: typed as numbers, under their number, once or twice."""

import pytest
from django.urls import reverse

from sauatty.core.catalogue.instruments import Choice, Question
from sauatty.core.errors import SheetChecked
from sauatty.core.languages import Translated
from sauatty.web.fieldwork import keyed, selectors, services
from sauatty.web.fieldwork.models import PaperSheet
from sauatty.web.surveys.selectors import response_table

pytestmark = pytest.mark.django_db
TYPED = {"a_region": "19", "a_organisation_kind": "2", "a_reads": "2", "a_why": "уақыт жоқ", "a_learn": "1 3"}


@pytest.fixture
def address(campaign):
    return reverse("fieldwork:paper_entry", args=[campaign.pk])


@pytest.fixture
def clerk(client_of, aigerim, regions):
    return client_of(aigerim)


def sheet(number="17", **typed):
    return {"number": number, "language": "kk", **TYPED, **typed}


def test_numbers_become_answers(clerk, campaign, address):
    response = clerk.post(address, sheet())
    assert response.status_code == 302 and "language=kk" in response["Location"]
    row = PaperSheet.objects.get().response
    assert row.answers == {
        "region": "KZ-75", "organisation_kind": "public_library", "reads": "no", "why": "уақыт жоқ",
        "learn": "search cite",
    }  # fmt: skip
    assert (row.source, row.state, row.language, row.region_id) == ("paper", "accepted", "kk", "KZ-75")
    assert row.consent == campaign.consent_pages.get()
    assert response_table(campaign).column("learn") == ("search cite",)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"a_reads": "3"}, "id_a_reads"),
        ({"a_reads": "1 2"}, "id_a_reads"),
        ({"a_learn": "1 x"}, "id_a_learn"),
        ({"number": " "}, "id_number"),
        ({"a_why": "x" * 201}, "id_a_why"),
    ],
)
def test_what_cannot_be_understood_is_named_and_what_was_typed_stays(clerk, address, changes, name):
    response = clerk.post(address, sheet(**changes))
    text = response.content.decode()
    assert response.status_code == 422 and f'href="#{name}"' in text
    assert 'value="2"' in text
    assert not PaperSheet.objects.exists()


def test_a_sheet_entered_before_is_named(clerk, address):
    clerk.post(address, sheet())
    text = clerk.post(f"/en{address[3:]}", sheet(a_reads="1")).content.decode()
    assert "Sheet 17 was entered before." in text
    assert PaperSheet.objects.count() == 1


def test_a_second_entry_that_agrees_checks_the_sheet(clerk, campaign, address):
    clerk.post(address, sheet())
    assert clerk.post(address, sheet(second="1")).status_code == 302
    assert selectors.count_sheets(campaign) == {"n": 1, "checked": 1, "differs": 0}
    assert "entered twice already" in clerk.post(f"/en{address[3:]}", sheet(second="1")).content.decode()
    assert "was not entered yet" in clerk.post(f"/en{address[3:]}", sheet("99", second="1")).content.decode()


def test_entries_that_differ_are_settled_answer_by_answer(clerk, campaign, address):
    clerk.post(address, sheet())
    response = clerk.post(address, sheet(second="1", a_learn="2", a_organisation_kind="1"))
    settle = response["Location"]
    page = clerk.get(settle).content.decode()
    assert "second_learn" in page and "second_organisation_kind" in page and "second_reads" not in page
    clerk.post(settle, {"a_learn": "second", "a_organisation_kind": "first"})
    row = PaperSheet.objects.get()
    assert (row.is_checked, row.second_answers) == (True, None)
    assert (row.response.answers["learn"], row.response.answers["organisation_kind"]) == (
        "check",
        "public_library",
    )
    assert clerk.get(settle).status_code == 404


def test_sheets_are_entered_after_the_end_too(clerk, aigerim, campaign, address):
    from sauatty.web.surveys import services

    services.close_campaign(actor=aigerim, campaign=campaign)
    clerk.post(address, sheet())
    assert PaperSheet.objects.get().response.state == "accepted"


def test_a_ranking_keeps_its_order_and_other_is_the_last_number():
    label = Translated("к", "р", "e")
    question = Question(
        "q", "ranking", label, choices=tuple(Choice(c, label) for c in "abc"), allow_other=True
    )
    (field, other) = keyed._fields(question, {"q": "3"})
    assert keyed.typed_answer(field, "3, 1  4") == "c a other"
    assert keyed.shown_answer(field, "c a other") == "3 1 4"
    assert field.number == "3"
    assert (other.name, keyed.typed_answer(field, ""), keyed.typed_answer(field, "0")) == (
        "q_other",
        "",
        None,
    )


def test_the_numbers_are_those_of_the_printed_form(campaign):
    from sauatty.core.documents.paper_form import paper_form
    from sauatty.web.instruments.selectors import core_instrument

    instrument = core_instrument(campaign.version)
    printed = str(paper_form(instrument, "en")).replace("\\xa0", " ")
    for field in keyed.fields_of(instrument):
        assert f"{field.number}. {field.label.en}" in printed
        for number, _code, label in field.keys:
            assert f"{number}  {label.en}" in printed


def test_a_sheet_settled_in_another_tab_keeps_what_was_chosen_there(clerk, aigerim, address):
    clerk.post(address, sheet())
    clerk.post(address, sheet(second="1", a_learn="2", a_organisation_kind="1"))
    seen_in_two_tabs = PaperSheet.objects.get()
    services.settle_sheet(actor=aigerim, sheet=seen_in_two_tabs, from_second=frozenset({"learn"}))
    with pytest.raises(SheetChecked):
        services.settle_sheet(
            actor=aigerim, sheet=seen_in_two_tabs, from_second=frozenset({"learn", "reads"})
        )
    answers = PaperSheet.objects.get().response.answers
    assert (answers["learn"], answers["reads"]) == ("check", "no")
