"""The pages of the working group and of the experts, as a browser without JavaScript uses them."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from sauatty.web.adaptations import selectors, services
from sauatty.web.adaptations.models import Adaptation, NationalCompetence, Rating
from sauatty.web.frameworks import selectors as frameworks

pytestmark = pytest.mark.django_db


def url(name, *args, language="en", app="adaptations"):
    with translation.override(language):
        return reverse(f"{app}:{name}", args=args)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def form_values(response):
    """Everything that the form of a page would send as it stands."""
    form = response.context["form"]
    values = {}
    for field in form:
        value = field.value()
        if value not in (None, "", False):
            values[field.html_name] = value
    return values


def group_pages(adaptation):
    row = adaptation.competences.exclude(action="leave-out").first()
    return [
        url("adaptation_detail", adaptation.pk),
        url("adaptation_edit", adaptation.pk),
        url("competence_add", adaptation.pk),
        url("competence_edit", adaptation.pk, row.pk),
        url("expert_list", adaptation.pk),
        url("version_publish", adaptation.pk),
    ]


def test_it_works_from_the_start_to_the_first_decision(client_of, group_lead):
    client = client_of(group_lead)
    sent = {
        "sources": ["gmilaf"], "title_kk": "Ұлттық нұсқа", "slug": "kz-new", "issuer": "Топ", "language": "kk",
    }  # fmt: skip
    answer = client.post(url("adaptation_start"), sent, follow=True)

    adaptation = Adaptation.objects.get(slug="kz-new")
    assert answer.redirect_chain[-1][0] == url("adaptation_detail", adaptation.pk)
    assert "Undecided (12)" in text_of(answer)

    keep = {"sources": ["gmilaf.1.1", "gmilaf.1.2"], "reason": "сай", "action": "keep"}
    client.post(url("source_decide", adaptation.pk), keep)
    assert set(adaptation.competences.values_list("code", flat=True)) == {"1.1", "1.2"}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_of_the_group_opens_in_every_language(client_of, complete, group_lead, seats, language):
    for path in [url("adaptation_list"), url("adaptation_start"), *group_pages(complete)]:
        response = client_of(group_lead).get(path.replace("/en/", f"/{language}/", 1))

        assert response.status_code == 200, path


def test_who_is_not_of_the_group_finds_nothing(client_of, complete, colleague, stranger, bolat):
    for person in (colleague, stranger, bolat):
        for path in group_pages(complete):
            assert client_of(person).get(path).status_code == 404
            assert client_of(person).post(path).status_code in (404, 405)
    assert complete.title_kk not in client_of(colleague).get(url("adaptation_list")).content.decode()


def test_visitors_are_asked_to_sign_in(client_of, complete):
    assert "/sign-in/" in client_of().get(url("adaptation_detail", complete.pk))["Location"]


def test_another_versions_decision_is_not_reached_through_ones_own(client_of, complete, colleague):
    from web.adaptations.conftest import ABOUT, TITLES

    own = services.start_adaptation(
        actor=colleague,
        slug="own",
        texts={"title": TITLES, "description": ABOUT},
        issuer="Т",
        sources=["gmilaf"],
    )
    row = complete.competences.first()

    assert client_of(colleague).get(url("competence_edit", own.pk, row.pk)).status_code == 404


def test_a_slug_that_is_taken_is_said_at_its_field(client_of, group_lead):
    sent = {"sources": ["gmilaf"], "title_kk": "Атау", "slug": "gmilaf", "issuer": "Топ", "language": "kk"}

    response = client_of(group_lead).post(url("adaptation_start"), sent)

    assert response.status_code == 422
    assert "already belongs to another framework" in text_of(response)
    assert 'value="gmilaf"' in response.content.decode()


def test_a_reason_is_asked_for(client_of, adaptation, group_lead):
    response = client_of(group_lead).post(
        url("source_decide", adaptation.pk), {"sources": ["gmilaf.1.1"], "reason": "", "action": "keep"}
    )

    assert response.status_code == 422
    assert not adaptation.competences.exists()


def test_rewriting_begins_with_the_texts_of_the_source(client_of, adaptation, group_lead):
    client = client_of(group_lead)
    page = client.get(url("competence_add", adaptation.pk), {"action": "rewrite", "source": "gmilaf.2.3"})

    sent = form_values(page) | {"reason": "қысқарттық", "name_kk": "Қысқа атау"}
    answer = client.post(url("competence_add", adaptation.pk), sent)

    row = NationalCompetence.objects.get()
    assert answer.status_code == 302
    assert (row.action, row.sources, row.name_kk, row.relation) == (
        "rewrite",
        ["gmilaf.2.3"],
        "Қысқа атау",
        "close",
    )
    assert row.name_ru == page.context["form"].initial["name_ru"]


def test_the_second_of_two_editors_keeps_their_words_and_sees_the_others(
    client_of, complete, group_lead, colleague
):
    services.seat_person(actor=group_lead, adaptation=complete, person=colleague, role="member")
    row = complete.competences.get(code="V1")
    path = url("competence_edit", complete.pk, row.pk)
    first, second = client_of(group_lead), client_of(colleague)
    sent = form_values(second.get(path))
    first.post(path, form_values(first.get(path)) | {"name_kk": "Бірінші"})

    response = second.post(path, sent | {"name_kk": "Екінші"})

    assert response.status_code == 409
    assert "Екінші" in response.content.decode() and "Бірінші" in response.content.decode()
    row.refresh_from_db()
    assert row.name_kk == "Бірінші"

    again = second.post(path, form_values(response) | {"name_kk": "Бірге"})
    row.refresh_from_db()
    assert (again.status_code, row.name_kk) == (302, "Бірге")


def test_taking_a_text_over_takes_its_mark_away(client_of, adaptation, group_lead):
    [row] = services.keep_sources(
        actor=group_lead, adaptation=adaptation, source_ids=["gmilaf.2.3"], reason="сай"
    )
    client, path = client_of(group_lead), url("competence_edit", adaptation.pk, row.pk)
    page = client.get(path)
    assert "machine-made, not reviewed by a person" in text_of(page)

    sent = form_values(page) | {
        f"checked_{field}_{code}": "on" for field in ("name", "description") for code in ("kk", "ru", "en")
    }
    client.post(path, sent)

    assert "machine-made, not reviewed by a person" not in text_of(client.get(path))


def test_a_source_that_is_none_is_refused_in_words(client_of, adaptation, group_lead):
    response = client_of(group_lead).get(
        url("competence_add", adaptation.pk), {"action": "rewrite", "source": "nowhere.1"}
    )

    assert response.status_code == 422


def test_lists_need_few_queries(client_of, complete, group_lead, seats, django_assert_max_num_queries):
    client = client_of(group_lead)
    for path in group_pages(complete):
        client.get(path)
        with django_assert_max_num_queries(16):
            client.get(path)


# --- experts ---------------------------------------------------------------------


@pytest.fixture
def opened(complete, seats, group_lead):
    return services.open_round(actor=group_lead, adaptation=complete)


def test_an_expert_rates_one_after_the_other(client_of, opened, complete, seats, experts):
    client = client_of(experts[0])
    page = client.get(url("rating_overview", seats[0].pk))
    assert "you have rated 0 of 3" in text_of(page)

    path = url("rating_edit", seats[0].pk, page.context["next"].item.id)
    answer = client.post(path, {"relevance": "4", "clarity": "3", "comment": "жақсы"}, follow=True)

    assert "Saved." in text_of(answer)
    assert Rating.objects.get().comment == "жақсы"
    assert answer.redirect_chain[-1][0] != path
    assert "Saved:" in text_of(client.get(path))


def test_one_answer_may_be_saved_before_the_other(client_of, opened, complete, seats, experts):
    row = complete.competences.get(code="V1")
    client_of(experts[0]).post(url("rating_edit", seats[0].pk, row.pk), {"relevance": "2", "overview": "1"})

    rating = Rating.objects.get()
    assert (rating.relevance, rating.clarity) == (2, None)


def test_a_missing_answer_is_said_and_not_taken_for_an_answer(client_of, opened, complete, seats, experts):
    row = complete.competences.get(code="V1")
    answer = client_of(experts[0]).post(
        url("rating_edit", seats[0].pk, row.pk), {"relevance": "2"}, follow=True
    )

    assert "Not answered yet of V1: How clear is it?" in text_of(answer)


def test_a_choice_is_saved_as_it_is_made(client_of, opened, complete, seats, experts, group_lead):
    row = complete.competences.get(code="V1")
    client, path = client_of(experts[0]), url("rating_edit", seats[0].pk, row.pk)
    page = client.get(path).content.decode()
    first = client.post(path, {"relevance": "2", "round": "1"}, HTTP_HX_REQUEST="true")
    second = client.post(path, {"relevance": "2", "clarity": "4", "round": "1"}, HTTP_HX_REQUEST="true")
    services.close_round(actor=group_lead, adaptation=complete, number=1)
    late = client.post(path, {"relevance": "1", "round": "1"}, HTTP_HX_REQUEST="true")

    assert f'hx-post="{path}"' in page and 'hx-trigger="change"' in page and 'id="saved"' in page
    assert "Clarity is not answered yet." in text_of(first) and "Rated: 0 of 3." in text_of(first)
    assert "not answered yet" not in text_of(second) and "Rated: 1 of 3." in text_of(second)
    assert "<html" not in second.content.decode()
    assert late.status_code == 422 and "This round is closed" in text_of(late)
    assert (Rating.objects.get().relevance, Rating.objects.get().clarity) == (2, 4)


def test_a_round_without_ratings_is_closed_after_a_question_only(client_of, opened, complete, group_lead):
    client = client_of(group_lead)
    close = url("round_close", complete.pk, 1)

    asked = text_of(client.post(close))
    opened.refresh_from_db()
    assert "Nobody has rated in this round." in asked and "Withdraw the round" in asked and opened.is_open

    client.post(close, {"sure": "1"})
    opened.refresh_from_db()
    assert not opened.is_open
    page = text_of(client.get(url("round_detail", complete.pk, 1)))
    assert "(–" not in page and "[–" not in page


def test_an_empty_round_is_withdrawn_on_the_page(client_of, opened, complete, group_lead):
    answer = client_of(group_lead).post(url("round_withdraw", complete.pk, 1), follow=True)

    assert "The round is withdrawn" in text_of(answer)
    assert not complete.rounds.exists()


def test_two_who_rated_are_named_though_their_figures_are_not(
    client, client_of, opened, complete, seats, experts, group_lead
):
    row = complete.competences.get(code="V1")
    for seat, expert in zip(seats[:2], experts, strict=False):
        client_of(expert).post(url("rating_edit", seat.pk, row.pk), {"relevance": "4", "clarity": "4"})
    services.publish_version(actor=group_lead, adaptation=complete, number=1)

    page = text_of(client.get(url("version_detail", "kzmil", 1, app="frameworks")))

    assert "2 experts rated, fewer than three, so no figures are shown." in page
    assert "No experts have rated" not in page


def test_a_rating_off_the_scale_is_a_wrong_form(client_of, opened, complete, seats, experts):
    row = complete.competences.get(code="V1")
    response = client_of(experts[0]).post(url("rating_edit", seats[0].pk, row.pk), {"relevance": "5"})

    assert response.status_code == 422
    assert not Rating.objects.exists()


def test_no_page_of_an_expert_holds_anothers_rating_before_the_end(
    client_of, opened, complete, seats, experts
):
    row = complete.competences.get(code="V1")
    secret = "құпия пікір 4711"
    services.save_rating(
        seat=seats[1], round_id=opened.pk, competence_id=row.pk, relevance=1, clarity=1, comment=secret
    )
    client = client_of(experts[0])
    before = {
        path: client.get(path).content
        for path in (
            url("rating_list"),
            url("rating_overview", seats[0].pk),
            url("rating_edit", seats[0].pk, row.pk),
        )
    }
    services.save_rating(
        seat=seats[1], round_id=opened.pk, competence_id=row.pk, relevance=4, clarity=4, comment=secret + "!"
    )

    for path, content in before.items():
        now = client.get(path).content
        csrf = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
        assert secret.encode() not in now
        assert csrf.sub(b"", now) == csrf.sub(b"", content)  # nothing at all hangs on the other's rating
    assert client.get(url("rating_result", seats[0].pk, 1)).status_code == 404


def test_the_group_sees_no_rating_before_the_end_either(client_of, opened, complete, seats, group_lead):
    row = complete.competences.get(code="V1")
    services.save_rating(
        seat=seats[1], round_id=opened.pk, competence_id=row.pk, relevance=1, clarity=1, comment="құпия"
    )
    client = client_of(group_lead)

    assert client.get(url("round_detail", complete.pk, 1)).status_code == 404
    page = client.get(url("expert_list", complete.pk))
    assert "rated 1 of 3" in text_of(page) and "құпия" not in page.content.decode()


def test_results_come_without_names(client_of, opened, complete, seats, experts, group_lead):
    row = complete.competences.get(code="V1")
    for seat, value in zip(seats, (4, 4, 2), strict=True):
        services.save_rating(
            seat=seat,
            round_id=opened.pk,
            competence_id=row.pk,
            relevance=value,
            clarity=4,
            comment=f"пікір {value}",
        )
    client_of(group_lead).post(url("round_close", complete.pk, 1))

    for client, path in (
        (client_of(group_lead), url("round_detail", complete.pk, 1)),
        (client_of(experts[0]), url("rating_result", seats[0].pk, 1)),
    ):
        page = client.get(path)
        words = text_of(page)
        assert "0.67" in words and "пікір 2" in words
        assert not [one.name for one in experts[1:] if one.name in words]


def test_nobody_opens_anothers_seat(client_of, opened, complete, seats, experts, stranger, group_lead):
    row = complete.competences.get(code="V1")
    for person in (experts[1], stranger, group_lead):
        for path in (url("rating_overview", seats[0].pk), url("rating_edit", seats[0].pk, row.pk)):
            assert client_of(person).get(path).status_code == 404
            assert client_of(person).post(path, {"relevance": "4"}).status_code in (404, 405)
    assert not Rating.objects.exists()


def test_who_gave_the_seat_back_finds_nothing(client_of, opened, seats, experts, group_lead):
    services.unseat_person(actor=group_lead, seat=seats[0])

    assert client_of(experts[0]).get(url("rating_overview", seats[0].pk)).status_code == 404


def test_an_expert_without_any_role_finds_the_way(client_of, opened, complete, stranger, group_lead):
    services.seat_person(actor=group_lead, adaptation=complete, person=stranger, role="expert")

    page = client_of(stranger).get(url("rating_list"))
    home = text_of(client_of(stranger).get("/en/"))
    assert "Rate (round 1)" in text_of(page)
    assert "You are asked to rate: National version (invented)" in home
    assert "nobody has given you a role" not in home


def test_a_rating_after_the_end_is_said_not_lost_in_silence(
    client_of, opened, complete, seats, experts, group_lead
):
    row = complete.competences.get(code="V1")
    services.close_round(actor=group_lead, adaptation=complete, number=1)

    answer = client_of(experts[0]).post(
        url("rating_edit", seats[0].pk, row.pk), {"relevance": "4"}, follow=True
    )

    assert "This round is closed" in text_of(answer)


def test_a_form_of_the_round_before_is_not_saved_into_the_next_one(
    client_of, opened, complete, seats, experts, group_lead
):
    row = complete.competences.get(code="V1")
    client, path = client_of(experts[0]), url("rating_edit", seats[0].pk, row.pk)
    [shown] = re.findall(r'name="round" value="(\d+)"', client.get(path).content.decode())
    sent = {"relevance": "4", "clarity": "4", "round": shown}
    services.close_round(actor=group_lead, adaptation=complete, number=1)
    services.open_round(actor=group_lead, adaptation=complete)

    answer = client.post(path, sent, follow=True)

    assert "This round is closed" in text_of(answer)
    assert not Rating.objects.exists()


def test_of_two_who_change_the_settings_at_once_neither_loses_a_part(
    client_of, adaptation, group_lead, aigerim
):
    path = url("adaptation_edit", adaptation.pk)
    first, second = client_of(group_lead), client_of(aigerim)
    sent = form_values(second.get(path))
    first.post(path, form_values(first.get(path)) | {"new_code": "Z1", "new_kk": "Бірінші"})

    answer = second.post(path, sent | {"new_code": "Z2", "new_kk": "Екінші", "title_ru": "Вторая"})

    assert answer.status_code == 409 and "Somebody else has saved these settings" in text_of(answer)
    again = second.post(path, form_values(answer))
    adaptation.refresh_from_db()
    assert again.status_code == 302
    assert [part["kk"] for part in adaptation.parts[-2:]] == ["Бірінші", "Екінші"]
    assert adaptation.title_ru == "Вторая"


def test_experts_are_seated_by_name_and_a_wrong_name_is_said(client_of, complete, group_lead, colleague):
    client, path = client_of(group_lead), url("expert_list", complete.pk)

    assert client.post(path, {"person": "Жоқ Адам"}).status_code == 422
    client.post(path, {"person": "Ерлан Қасымов"})

    assert [seat.person for seat in selectors.list_seats(complete, "expert")] == [colleague]


# --- publishing ------------------------------------------------------------------


def test_publishing_on_the_page_and_twice(client_of, complete, group_lead):
    client, path = client_of(group_lead), url("version_publish", complete.pk)
    assert "No experts have rated this version." in text_of(client.get(path))

    first = client.post(path, {"number": "1"})
    again = client.post(path, {"number": "1"})
    more = client.post(path, {"number": "2"})

    assert first["Location"] == again["Location"] == url("version_detail", "kzmil", 1, app="frameworks")
    assert more.status_code == 422 and "Nothing has changed since version 1" in text_of(more)


def test_what_is_missing_is_named_with_a_way_to_it(client_of, complete, group_lead):
    row = complete.competences.get(code="V1")
    NationalCompetence.objects.filter(pk=row.pk).update(description_ru="")

    page = client_of(group_lead).get(url("version_publish", complete.pk))

    assert "V1 has missing texts: description in Russian." in text_of(page)
    assert url("competence_edit", complete.pk, row.pk) in page.content.decode()
    assert client_of(group_lead).post(url("version_publish", complete.pk), {"number": "1"}).status_code == 422


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_published_version_is_a_framework_like_any_other(client, published, language):
    for path in ("kzmil/", "kzmil/V1/", "crosswalks/kzmil-gmilaf/", "versions/kzmil/1/", "gmilaf/2.3/", ""):
        response = client.get(f"/{language}/frameworks/{path}")

        assert response.status_code == 200
        assert "kzmil" in response.content.decode()
    assert f"Мәтін primary {language}" in client.get(f"/{language}/frameworks/kzmil/V1/").content.decode()


def test_the_public_page_names_nobody(client, published, group_lead):
    page = client.get("/en/frameworks/versions/kzmil/1/").content.decode()

    assert group_lead.name not in page and "себеп" in page


def test_the_demonstration_is_made_marked_and_removed(client_of, aigerim, published):
    from sauatty.web.adaptations import demonstration

    demonstration.make(aigerim)
    demonstration.make(aigerim)
    client = client_of(aigerim)
    page = client.get("/kk/frameworks/invented-mil/")
    assert "invented" in page.content.decode()
    seat = next(one for one in selectors.list_expert_seats(aigerim))
    assert client.get(url("rating_overview", seat.pk)).status_code == 200
    assert client.get(url("round_detail", seat.adaptation_id, 1)).status_code == 200

    demonstration.remove()
    assert list(Adaptation.objects.values_list("slug", flat=True)) == ["kzmil"]
    assert [one.slug for one in frameworks.get_library().published] == ["kzmil"]
