"""Whose coding of answers is: those of the programme manage it, coders see what they sit in, for others there is none."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.catalogue.instruments import Question
from sauatty.web.answers.models import CodedQuestion
from sauatty.web.coding import selectors as coding
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys import selectors as surveys

KIND, SOURCE = "answers", "campaign"
MANAGERS = frozenset({"coordinator", "analyst", "methodologist"})
OPEN_KINDS = frozenset({"short", "long"})
CLOSED_KINDS = frozenset({"single", "scale", "region"})


def scopes_of(person: Any) -> list[tuple[str, Any]]:
    """Return where the person manages (one query per request, kept on the person)."""
    if not hasattr(person, "_answers_scopes"):
        held = person.grants.filter(role__in=MANAGERS).values_list("scope_kind", "scope_id")
        person._answers_scopes = list(held)
    found: list[tuple[str, Any]] = person._answers_scopes
    return found


def list_campaigns(person: Any) -> QuerySet[Any]:
    """List the campaigns whose open answers the person may have coded."""
    scopes = scopes_of(person)
    if person.is_site_admin or any(kind == "site" for kind, _pk in scopes):
        return surveys.list_of_programmes(None)
    return surveys.list_of_programmes([pk for kind, pk in scopes if kind == "programme"])


def within(person: Any) -> Q:
    """Return which codings of answers a person manages, for the selectors of coding."""
    return Q(source_kind=SOURCE, source_id__in=list_campaigns(person).order_by().values("pk"))


def access_campaign(person: Any, campaign_id: UUID) -> Any:
    """Return a campaign whose open answers the person may have coded (404)."""
    return get_object_or_404(list_campaigns(person), pk=campaign_id)


def codable_questions(campaign: Any) -> tuple[Question, ...]:
    """Return the questions of a campaign that are answered in one's own words."""
    found = instruments.core_instrument(campaign.version).questions
    return tuple(one for one in found if one.kind in OPEN_KINDS)


def attribute_questions(campaign: Any) -> tuple[Question, ...]:
    """Return the questions declared as attributes that are answered by choosing, in their order."""
    found = instruments.core_instrument(campaign.version).with_role("attribute")
    return tuple(one for one in found if one.kind in CLOSED_KINDS)


def list_codings(person: Any) -> QuerySet[Any]:
    """List the codings of answers that a person manages or sits in."""
    rows = coding.list_projects(person).filter(kind=KIND, coded_question__isnull=False)
    return rows.select_related("coded_question")


def access_coding(person: Any, project_id: UUID) -> Any:
    """Return a coding that a person manages or sits in (404)."""
    return get_object_or_404(list_codings(person), pk=project_id)


def access_managed(person: Any, project_id: UUID) -> Any:
    """Return a coding that a person manages (404)."""
    project = coding.access_managed(person, project_id)
    if project.kind != KIND or not hasattr(project, "coded_question"):
        raise Http404
    return project


def hidden_from(project: Any, person: Any) -> bool:
    """Tell whether a person codes the same question of the same campaign blindly in another project."""
    asked = CodedQuestion.objects.filter(pk=project.pk).values("campaign", "question")
    found = asked.first()
    if found is None:
        return False
    others = CodedQuestion.objects.filter(**found, project__is_blind=True, project__state="open")
    seats = {
        "project__seats__person": person,
        "project__seats__role": "coder",
        "project__seats__left_at": None,
    }
    return others.exclude(pk=project.pk).filter(**seats).exists()


def codings_of(campaigns: Sequence[UUID]) -> dict[tuple[UUID, str], list[Any]]:
    """Return the codings of campaigns by campaign and question (one query)."""
    found: dict[tuple[UUID, str], list[Any]] = {}
    rows = CodedQuestion.objects.filter(campaign__in=campaigns).select_related("project")
    for one in rows.order_by("project__created_at"):
        found.setdefault((one.campaign_id, one.question), []).append(one.project)
    return found


def demo_campaign() -> Any:
    """Return the invented campaign whose answers can be coded, if there is one."""
    return surveys.list_of_programmes(None).filter(is_demo=True).order_by("created_at").first()


def demo_codings() -> list[Any]:
    """Return the codings of invented campaigns, and of campaigns in an invented programme."""
    invented = Q(campaign__is_demo=True) | Q(campaign__programme__is_demo=True)
    return [one.project for one in CodedQuestion.objects.filter(invented).select_related("project")]
