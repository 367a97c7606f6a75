"""The feedback form of a session: a survey of the programme with an open link, on the wall as a QR."""

import pytest
from django.urls import reverse

from sauatty.web.classrooms import selectors
from sauatty.web.classrooms.models import SessionLink
from sauatty.web.surveys.models import Campaign

pytestmark = pytest.mark.django_db


def screen(session):
    return reverse("classrooms:screen", args=[session.pk, "feedback"])


def test_it_works(aigerim, bolat, session, campaign, client_of):
    offers = reverse("classrooms:offers", args=[session.pk])
    assert str(campaign.pk) in client_of(aigerim).get(offers).content.decode()

    client_of(aigerim).post(offers, {"feedback": str(campaign.pk), "test": ""})

    page = client_of(bolat).get(screen(session)).content.decode()
    assert f"/kk/s/{campaign.slug}/" in page
    assert (
        reverse("classrooms:screen", args=[session.pk, "feedback"])
        in client_of(bolat).get(reverse("classrooms:room", args=[session.pk])).content.decode()
    )


def test_the_wall_says_whether_the_survey_is_open(bolat, session, campaign, client_of):
    SessionLink.objects.create(session=session, kind="feedback", target=campaign.pk)
    answers = []
    for state in ("open", "closed"):
        Campaign.objects.update(state=state, opens_at=None, closes_at=None)
        answers.append(client_of(bolat).get(screen(session)).context["is_open"])

    assert answers == [True, False]


def test_a_survey_that_is_over_or_has_no_open_link_cannot_be_chosen(session, campaign):
    assert [pk for pk, _title in selectors.feedback_choices(session)] == [str(campaign.pk)]

    Campaign.objects.update(state="closed")
    assert selectors.feedback_choices(session) == []

    Campaign.objects.update(state="open", has_open_link=False)
    assert selectors.feedback_choices(session) == []


def test_taking_the_form_off_again_leaves_nothing(aigerim, session, campaign, client_of):
    SessionLink.objects.create(session=session, kind="feedback", target=campaign.pk)

    client_of(aigerim).post(reverse("classrooms:offers", args=[session.pk]), {"feedback": "", "test": ""})

    assert not SessionLink.objects.exists()
