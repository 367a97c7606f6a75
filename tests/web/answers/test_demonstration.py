"""The invented coding: everything in it is marked, and all of it goes again."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from sauatty.web.answers import demonstration, selectors
from sauatty.web.answers.models import Answer
from sauatty.web.coding.models import Project, Unit
from sauatty.web.programmes import demonstration as programmes
from sauatty.web.surveys import demonstration as surveys

pytestmark = pytest.mark.django_db
N_CODED, N_BLANK = 49, 11


@pytest.fixture
def invented(aigerim):
    call_command("load_content", verbosity=0)
    for app in (programmes, surveys, demonstration):
        app.make(aigerim)


def test_it_works(aigerim, invented, client_of):

    project = Project.objects.get(kind="answers")
    campaign = selectors.demo_campaign()
    codes = selectors.coded_answers(campaign)
    assert project.is_demo
    assert project.is_closed
    assert len(codes) == N_CODED
    assert project.coded_question.n_blank == N_BLANK
    assert set(Unit.objects.filter(project=project).values_list("state", flat=True)) == {
        "agreed",
        "adjudicated",
    }
    with translation.override("kk"):
        pages = [
            reverse("coding:project_detail", args=[project.pk]), reverse("answers:grid", args=[project.pk]),
            reverse("agreements:agreement", args=[project.pk]), reverse("answers:machine", args=[project.pk]),
        ]  # fmt: skip
    for address in pages:
        answer = client_of(aigerim).get(address)
        assert answer.status_code == 200
        assert 'class="invented"' in answer.content.decode(), address
    for form in ("csv", "xlsx", "qdpx"):
        sent = {"what": "agreed", "format": form}
        file = client_of(aigerim).post(reverse("answers:tables", args=[project.pk]), sent, follow=True)
        assert "invented-codes-agreed" in file.headers["Content-Disposition"]


def test_made_twice_it_is_there_once_and_goes_wholly(aigerim, invented):
    demonstration.make(aigerim)

    assert Project.objects.filter(kind="answers").count() == 1
    demonstration.remove()
    assert not Project.objects.filter(kind="answers").exists()
    assert not Answer.objects.exists()
