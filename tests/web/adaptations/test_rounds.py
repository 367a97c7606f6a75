"""Rounds of ratings: blind before the end, nameless after it."""

import pytest
from django.http import Http404

from sauatty.core.agreement.content_validity import modified_kappa
from sauatty.web.adaptations import erasure, selectors, services
from sauatty.web.adaptations.models import Rating
from sauatty.web.frameworks.errors import RatingInvalid, RoundClosed, RoundNotEmpty, RoundNotPossible

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(complete, seats, group_lead):
    return services.open_round(actor=group_lead, adaptation=complete)


def rate(seat, current, row, relevance=4, clarity=4, comment=""):
    return services.save_rating(
        seat=seat,
        round_id=current.pk,
        competence_id=row.pk,
        relevance=relevance,
        clarity=clarity,
        comment=comment,
    )


def row_of(adaptation, code):
    return adaptation.competences.get(code=code)


def close(adaptation, actor, number=1):
    return services.close_round(actor=actor, adaptation=adaptation, number=number)


def test_it_works(opened, complete, seats, group_lead):
    row = row_of(complete, "V1")
    for seat, relevance in zip(seats, (4, 3, 2), strict=True):
        rate(seat, opened, row, relevance, 4)

    page = selectors.summarise_round(close(complete, group_lead))

    [result] = [one for one in page.items if one.item.code == "V1"]
    assert result.relevance.i_cvi == pytest.approx(2 / 3)
    assert result.relevance.kappa == pytest.approx(modified_kappa(2, 3))
    assert (result.relevance.median, result.relevance.n) == (3, 3)
    assert result.clarity.is_accepted and not result.relevance.is_accepted
    assert page.n_experts == 3


def test_the_same_rating_twice_is_one_rating(opened, complete, seats):
    row = row_of(complete, "V1")

    rate(seats[0], opened, row, 2, 3, "бір")
    rate(seats[0], opened, row, 2, 3, "бір")

    assert Rating.objects.count() == 1


@pytest.mark.parametrize("value", [0, 5, -1])
def test_a_rating_off_the_scale_is_refused(opened, complete, seats, value):
    with pytest.raises(RatingInvalid):
        rate(seats[0], opened, row_of(complete, "V1"), value)


def test_only_what_the_round_holds_is_rated(opened, complete, seats):
    left_out = complete.competences.filter(action="leave-out").first()

    with pytest.raises(RatingInvalid):
        rate(seats[0], opened, left_out)


def test_a_closed_round_takes_no_more_ratings(opened, complete, seats, group_lead):
    close(complete, group_lead)

    with pytest.raises(RoundClosed):
        rate(seats[0], opened, row_of(complete, "V1"))


def test_a_round_without_experts_or_with_another_open_one_is_refused(complete, group_lead, experts):
    with pytest.raises(RoundNotPossible):
        services.open_round(actor=group_lead, adaptation=complete)
    services.seat_person(actor=group_lead, adaptation=complete, person=experts[0], role="expert")
    services.open_round(actor=group_lead, adaptation=complete)
    with pytest.raises(RoundNotPossible):
        services.open_round(actor=group_lead, adaptation=complete)


def test_a_round_that_nobody_rated_has_no_figures(opened, complete, group_lead):
    page = selectors.summarise_round(close(complete, group_lead))

    assert page.n_experts == 0 and not page.is_enough
    assert [ave for _aspect, ave, _ua, _n in page.scales] == [None, None]
    assert selectors.published_validity(complete) is None


def test_one_expert_gives_figures_that_are_called_too_few(complete, group_lead, experts):
    seat = services.seat_person(actor=group_lead, adaptation=complete, person=experts[0], role="expert")
    opened = services.open_round(actor=group_lead, adaptation=complete)
    rate(seat, opened, row_of(complete, "V1"))

    page = selectors.summarise_round(close(complete, group_lead))

    result = next(one for one in page.items if one.item.code == "V1")
    assert result.relevance.i_cvi == 1 and not result.relevance.is_enough
    assert not result.relevance.is_accepted
    assert "few-experts" in {point.kind for point in selectors.check_publishable(complete)}


def test_an_expert_who_leaves_in_the_middle_keeps_counting(opened, complete, seats, group_lead):
    row = row_of(complete, "V1")
    for seat in seats:
        rate(seat, opened, row, 4)
    services.unseat_person(actor=group_lead, seat=seats[2])

    page = selectors.summarise_round(close(complete, group_lead))

    assert (page.n_experts, page.n_left) == (3, 1)
    with pytest.raises(Http404):
        selectors.access_expert_seat(seats[2].person, seats[2].pk)


def test_nobody_sees_results_of_an_open_round(opened, complete, seats):
    rate(seats[0], opened, row_of(complete, "V1"), 1, 1, "құпия пікір")

    with pytest.raises(Http404):
        selectors.summarise_round(selectors.access_round(complete, 1))
    mine = selectors.summarise_expert(seats[1])
    assert all(one.rating is None and one.group is None for one in mine.items)


def test_an_expert_sees_the_groups_result_beside_their_own_in_the_next_round(
    opened, complete, seats, group_lead
):
    row = row_of(complete, "V1")
    for seat, relevance in zip(seats, (4, 3, 1), strict=True):
        rate(seat, opened, row, relevance, 4, f"пікір {relevance}")
    close(complete, group_lead)
    services.open_round(actor=group_lead, adaptation=complete)

    one = selectors.summarise_expert(seats[2]).item(row.pk)

    assert one.earlier.relevance == 1 and one.rating is None
    assert one.group.relevance.median == 3
    assert sorted(one.group.comments) == ["пікір 1", "пікір 3", "пікір 4"]


def test_of_two_experts_neither_learns_the_others_rating(opened, complete, seats, group_lead):
    row = row_of(complete, "V1")
    for seat in seats[:2]:
        rate(seat, opened, row, 2, 2, "өз пікірі")
    close(complete, group_lead)
    services.open_round(actor=group_lead, adaptation=complete)

    assert selectors.summarise_expert(seats[0]).item(row.pk).group is None
    page, mine = selectors.summarise_round_for_expert(seats[0], 1)
    assert page.items == () and mine[str(row.pk)].relevance == 2


def test_an_opinion_that_does_not_move_is_called_settled(opened, complete, seats, group_lead):
    row = row_of(complete, "V1")
    for seat, relevance in zip(seats, (4, 3, 1), strict=True):
        rate(seat, opened, row, relevance, 4)
    close(complete, group_lead)
    second = services.open_round(actor=group_lead, adaptation=complete)
    for seat, relevance in zip(seats, (4, 3, 3), strict=True):
        rate(seat, second, row, relevance, 4)

    page = selectors.summarise_round(close(complete, group_lead, 2))

    result = next(one for one in page.items if one.item.code == "V1")
    assert page.compared_with == 1
    assert result.relevance.change == pytest.approx(1 / 3) and not result.relevance.is_settled
    assert result.clarity.change == 0 and result.clarity.is_settled


def test_a_text_that_changed_between_rounds_is_not_compared(opened, complete, seats, group_lead):
    row = row_of(complete, "V1")
    for seat in seats:
        rate(seat, opened, row)
    close(complete, group_lead)
    complete.competences.filter(pk=row.pk).update(name_kk="Өзгерді")
    second = services.open_round(actor=group_lead, adaptation=complete)
    for seat in seats:
        rate(seat, second, row)

    page = selectors.summarise_round(close(complete, group_lead, 2))

    assert next(one for one in page.items if one.item.code == "V1").relevance.change is None


def test_the_next_round_may_hold_only_what_is_not_settled(opened, complete, seats, group_lead):
    for code in ("V1", "S1", "N1"):
        for seat in seats:
            rate(seat, opened, row_of(complete, code), 4 if code != "S1" else 2)
    close(complete, group_lead)
    complete.competences.filter(code="N1").update(name_kk="Өзгерді")

    second = services.open_round(actor=group_lead, adaptation=complete, only_open=True)

    assert [item["code"] for item in second.items] == ["N1", "S1"]


def test_the_text_of_a_round_stays_when_the_group_goes_on_writing(opened, complete, seats):
    complete.competences.filter(code="V1").update(name_kk="Өзгерді")

    names = {one.item.code: one.item.name.kk for one in selectors.summarise_expert(seats[0]).items}
    assert names["V1"] == "Мәтін name kk"


def test_closing_twice_changes_nothing(opened, complete, seats, group_lead):
    first = close(complete, group_lead)
    again = close(complete, group_lead)

    assert first.closed_at == again.closed_at


def test_an_erased_expert_leaves_ratings_without_words_or_name(opened, complete, seats, experts):
    rate(seats[0], opened, row_of(complete, "V1"), 2, 2, "менің сөзім")

    erasure.seats(experts[0])

    rating = Rating.objects.get()
    assert (rating.relevance, rating.comment, rating.seat.person) == (2, "", None)


def test_an_experts_page_needs_few_queries(opened, seats, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        selectors.summarise_expert(seats[0])


def test_the_published_version_carries_the_figures_of_the_last_round(opened, complete, seats, group_lead):
    for seat in seats:
        rate(seat, opened, row_of(complete, "V1"))
    close(complete, group_lead)

    version = services.publish_version(actor=group_lead, adaptation=complete, number=1)

    assert version.content["validity"]["relevance"]["items"]["V1"]["i_cvi"] == 1
    assert version.content["framework"]["provenance"]["reviewed_by"] == ["3 experts, round 1"]


def test_a_published_version_tells_no_figures_of_two_experts(opened, complete, seats, group_lead):
    for seat in seats[:2]:
        rate(seat, opened, row_of(complete, "V1"))
    close(complete, group_lead)

    version = services.publish_version(actor=group_lead, adaptation=complete, number=1)

    assert (version.content["validity"], version.content["n_raters"]) == (None, 2)
    assert version.content["framework"]["provenance"]["reviewed_by"] == []


def test_a_published_version_tells_only_figures_that_three_gave_and_by_its_own_codes(
    opened, complete, seats, group_lead
):
    for seat in seats:
        rate(seat, opened, row_of(complete, "V1"))
    rate(seats[0], opened, row_of(complete, "S1"))
    close(complete, group_lead)
    complete.competences.filter(code="V1").update(code="V7")

    version = services.publish_version(actor=group_lead, adaptation=complete, number=1)

    assert version.content["validity"]["relevance"]["items"].keys() == {"V7"}
    assert version.content["validity"]["clarity"]["items"].keys() == {"V7"}


def test_publishing_closes_the_round_that_is_open(opened, complete, seats, group_lead):
    for seat in seats:
        rate(seat, opened, row_of(complete, "V1"))

    version = services.publish_version(actor=group_lead, adaptation=complete, number=1)

    opened.refresh_from_db()
    assert not opened.is_open
    assert version.content["validity"]["round"] == 1 and version.content["n_raters"] == 3


def test_publishing_withdraws_an_open_round_that_nobody_answered(opened, complete, group_lead):
    version = services.publish_version(actor=group_lead, adaptation=complete, number=1)

    assert not complete.rounds.exists()
    assert version.content["n_raters"] == 0


def test_only_an_empty_round_can_be_withdrawn(opened, complete, seats, group_lead):
    rate(seats[0], opened, row_of(complete, "V1"), relevance=None, clarity=None, comment="ой")
    with pytest.raises(RoundNotEmpty):
        services.withdraw_round(actor=group_lead, adaptation=complete, number=1)

    Rating.objects.all().delete()
    services.withdraw_round(actor=group_lead, adaptation=complete, number=1)

    assert services.open_round(actor=group_lead, adaptation=complete).number == 1
