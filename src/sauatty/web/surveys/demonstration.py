"""The invented survey: the shipped instrument, answered by sixty respondents who do not exist."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.core.catalogue.content import CONTENT, read_yaml
from sauatty.core.languages import LANGUAGES
from sauatty.core.surveys import letters
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.demo import DemoCount
from sauatty.web.base.texts import in_language
from sauatty.web.instruments import services as instruments
from sauatty.web.instruments.selectors import last_version
from sauatty.web.programmes import selectors as programmes
from sauatty.web.surveys import attributes, judging, services
from sauatty.web.surveys.models import Campaign, Response
from sauatty.web.surveys.services import campaigns

SURVEY = CONTENT / "demo" / "survey.yaml"
OPERATOR = {"operator": "Үлгі кітапханасы", "operator_number": "000000000000", "term_days": 1095}
NOTHING_GOES_OUT = {"goes_to_third_parties": False, "crosses_border": False, "is_published": False}


def response_id(campaign: Campaign, name: str) -> UUID:
    """Return the id of an invented response by its name in the content ('d01')."""
    return uuid5(campaign.pk, name)


def make(actor: Any) -> None:
    """Make the invented survey in the invented programme, unless it is there."""
    programme = programmes.demo_programme(actor)
    if programme is None or Campaign.objects.filter(is_demo=True).exists():
        return
    survey = read_yaml(SURVEY, "demo-survey/1")
    version = version_of(actor, programme, survey["instrument"])
    campaign = services.add_campaign(
        actor=actor, programme=programme, version=version, titles=survey["title"], languages=survey["languages"],
        slug=survey["slug"], is_demo=True, opens_at=_moment(survey["opened_on"], time(8)),
    )  # fmt: skip
    agree(actor, campaign)
    rows = [
        {"region": region, "kind": attributes.kind_of(kind), "n": n}
        for region, kinds in survey["population"].items()
        for kind, n in kinds.items()
    ]
    services.set_population(actor=actor, campaign=campaign, rows=rows)
    Response.objects.bulk_create(_responses(campaign, survey["responses"]))
    end = _moment(survey["closed_on"], time(20))
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.CLOSED, closes_at=end)


def version_of(actor: Any, programme: Any, slug: str) -> Any:
    """Return the invented programme's version of the shipped instrument, published unless it is."""
    taken = instruments.take_over_shipped(actor=actor, slug=slug, programme=programme)
    return last_version(taken) or instruments.publish(instrument=taken, actor=actor)


def agree(actor: Any, campaign: Campaign) -> None:
    """Write what the invented respondents agreed to."""
    purposes, data = letters.in_all_languages("consent_purpose"), letters.in_all_languages("consent_data")
    texts = {f"purpose_{code}": purposes[code] for code in LANGUAGES}
    texts |= {f"data_list_{code}": data[code] for code in LANGUAGES}
    services.set_consent(actor=actor, campaign=campaign, **OPERATOR, **NOTHING_GOES_OUT, **texts)


def _moment(day: str, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), hour))


def _responses(campaign: Campaign, given: list[dict[str, Any]]) -> list[Response]:
    reading = judging.reading_of(campaign.version, attributes.KINDS)
    page = campaign.consent_pages.order_by("-version").first()
    regions = {one.code for one in accounts.list_regions()}
    rows = []
    for one in given:
        answers = {name: str(text) for name, text in one["answers"].items() if str(text)}
        kept = judging.relevant_answers(reading, answers)
        region = kept.get("region", "")
        kind = next((attributes.kind_of(kept[name]) for name in reading.kinds if kept.get(name)), "")
        rows.append(
            Response(
                id=response_id(campaign, one["id"]), campaign=campaign, version=campaign.version, consent=page,
                answers=kept, language=one["language"], day=date.fromisoformat(one["day"]),
                state=Response.State.ACCEPTED, region_id=region if region in regions else None,
                organisation_kind=kind,
            )
        )  # fmt: skip
    return rows


def _invented() -> Any:
    return Campaign.objects.filter(is_demo=True) | Campaign.objects.filter(programme__is_demo=True)


def count() -> Iterator[DemoCount]:
    """Name the surveys that go, and count the responses in them."""
    rows = list(_invented())
    yield DemoCount(_("Surveys"), len(rows), tuple(in_language(one, "title") for one in rows))
    yield DemoCount(_("Responses"), Response.objects.filter(campaign__in=rows).count())


def remove() -> None:
    """Delete the invented surveys, and every survey of an invented programme, with all that is in them."""
    campaigns.delete_whole(_invented())
