"""What the pages of a respondent need to know."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language
from sauatty.web.filling.models import Draft
from sauatty.web.instruments import selectors as instruments
from sauatty.web.instruments.rendering import Pickers
from sauatty.web.surveys import selectors as surveys

# More organisations than this are written, not chosen: the list would weigh more than the questions
FEW_ORGANISATIONS = 60


@dataclass(frozen=True, slots=True)
class Survey:
    """A campaign as respondents meet it."""

    campaign: Any
    instrument: Instrument
    consent: Any
    phase: surveys.Phase

    @property
    def slug(self) -> str:
        """Return its short address."""
        return str(self.campaign.slug)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages in which it is asked."""
        return tuple(self.campaign.languages) or LANGUAGES

    @property
    def takes_responses(self) -> bool:
        """Tell whether somebody may begin now."""
        return self.phase == "open" and self.consent is not None


def access_survey(slug: str) -> Survey:
    """Return the survey behind a short address, open or over; 404 where there is none."""
    campaign = surveys.access_public_campaign(slug)
    return Survey(
        campaign=campaign,
        instrument=instruments.core_instrument(campaign.version),
        consent=surveys.consent_of(campaign),
        phase=surveys.phase(campaign),
    )


_known: set[str] = set()


def is_known(slug: str) -> bool:
    """Tell whether there is a survey with this short address; looked up once in a process where there is."""
    if slug not in _known and surveys.is_known(slug):
        _known.add(slug)
    return slug in _known


def find_draft(survey: Survey, draft_id: UUID) -> Draft | None:
    """Return the answers that a browser has given so far."""
    drafts = Draft.objects.select_related("version").defer("version__body")
    return drafts.filter(pk=draft_id, campaign=survey.campaign).first()


def asked_in(draft: Draft) -> Instrument:
    """Return the questions of the version that a draft was begun with."""
    return instruments.core_instrument(draft.version)


def pickers_for(instrument: Instrument) -> Pickers:
    """Return what the pickers of an instrument offer, in the language of the page."""
    kinds = {question.kind for question in instrument.questions}
    regions = accounts.list_regions() if "region" in kinds else []
    return Pickers(
        regions=tuple((region.pk, in_language(region, "name")) for region in regions),
        organisations=_organisations() if "organisation" in kinds else (),
    )


def _organisations() -> tuple[tuple[str, str], ...]:
    ids = accounts.sort_organisations()
    if len(ids) > FEW_ORGANISATIONS:
        return ()
    return tuple((str(one.pk), accounts.organisation_label(one)) for one in accounts.load_organisations(ids))
