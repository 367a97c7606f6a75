"""Taking responses in: the handler of the submissions 'survey-response'.

No audit event is written for a response. Its time, to the microsecond, and its place in the chain would be the path
from an anonymous response to whoever was seen at a device at that moment; and the chain has one head, on which a
hundred respondents of one evening would wait for each other. That the response came is proved by the envelope.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sauatty.core.errors import (
    CampaignNotOpen,
    CampaignUnknown,
    ConsentNotGiven,
    LinkUnknown,
    LinkUsed,
    VersionUnknown,
)
from sauatty.web.base.models import Envelope
from sauatty.web.surveys import attributes, clock, judging, tokens
from sauatty.web.surveys.models import Campaign, ConsentPage, Link, Response
from sauatty.web.surveys.submission import read_submission

_HEAVY = ("population", "version__body", "created_by", "title_kk", "title_ru", "title_en")
_IN_THIS_STATE = {"open": Response.State.ACCEPTED, "closed": Response.State.LATE}


def record_response(response_id: UUID, body: Mapping[str, Any], sender: Any = None) -> None:
    """Write the row of a response, or raise why it has to wait. `sender` is nobody: nobody asks who it was."""
    submission = read_submission(body)
    campaign = _campaign(submission.campaign)
    state = _IN_THIS_STATE.get(clock.phase(campaign))
    if state is None:
        raise CampaignNotOpen
    version = _version(campaign, submission.version)
    reading = judging.reading_of(version, attributes.KINDS)
    answers = judging.relevant_answers(reading, submission.answers)
    judging.refuse_what_does_not_fit(reading, answers, clock.today().isoformat())
    consent = _consent(campaign, submission.consent)
    link = _use_link(campaign, submission.token)
    problem = "" if answers else judging.EMPTY
    Response.objects.create(
        id=response_id, campaign=campaign, version=version, consent_id=consent, answers=answers,
        state=Response.State.SET_ASIDE if problem else state, problem=problem,
        language=submission.language, languages_seen=dict(submission.languages_seen), day=clock.today(),
        **attributes.of(reading, answers, link),
    )  # fmt: skip


def keep_quarantined(envelope: Envelope, body: Mapping[str, Any], sender: Any = None) -> None:
    """Put a response that waits onto the list of its campaign; where that is not known, the envelope stays alone."""
    submission = read_submission(body, strict=False)
    try:
        campaign = _campaign(submission.campaign)
    except CampaignUnknown:
        return
    if Response.objects.filter(pk=envelope.pk).exists():  # of another source: the envelope stays alone
        return
    version = _known_version(campaign, submission.version)
    if submission.token:  # whoever answered gets no reminder, also while the answers wait
        _mark_used(campaign, submission.token)
    link = _link_of(campaign, submission.token)
    Response.objects.create(
        id=envelope.pk, campaign=campaign, version=version, answers=dict(submission.answers),
        consent_id=_known_consent(campaign, submission.consent), language=submission.language,
        languages_seen=dict(submission.languages_seen), day=clock.today(), state=Response.State.QUARANTINED,
        problem=envelope.problem[:60], pseudonym=link.pseudonym if link else "",
    )  # fmt: skip


def _campaign(named: str) -> Campaign:
    """Return a campaign by its id or its short address."""
    try:
        key: dict[str, Any] = {"pk": UUID(named)}
    except ValueError:
        key = {"slug": named}
    campaign = Campaign.objects.select_related("version").defer(*_HEAVY).filter(**key).first()
    if campaign is None:
        raise CampaignUnknown(campaign=named)
    return campaign


def _known_version(campaign: Campaign, sha256: str) -> Any:
    """Return the version that was answered: the campaign's, or another one of the same instrument."""
    if sha256 in ("", campaign.version.sha256):
        return campaign.version
    return campaign.version.instrument.versions.filter(sha256=sha256).defer("body").first()


def _version(campaign: Campaign, sha256: str) -> Any:
    found = _known_version(campaign, sha256)
    if found is None:
        raise VersionUnknown(version=sha256)
    return found


# Which text a hash stands for never changes: looked up once in a process
_consents: dict[tuple[UUID, str], UUID] = {}


def _known_consent(campaign: Campaign, sha256: str) -> UUID | None:
    key = campaign.pk, sha256
    if sha256 and key not in _consents:
        found = (
            ConsentPage.objects.filter(campaign=campaign, sha256=sha256).values_list("pk", flat=True).first()
        )
        if found:
            _consents[key] = found
    return _consents.get(key)


def _consent(campaign: Campaign, sha256: str) -> UUID:
    found = _known_consent(campaign, sha256)
    if found is None:
        raise ConsentNotGiven
    return found


def _links(campaign: Campaign, token: str) -> Any:
    return Link.objects.filter(campaign=campaign, token_hash=tokens.hash_of(token))


def _mark_used(campaign: Campaign, token: str) -> bool:
    """Note that a link was used, if it was not before; of two who come at the same moment, one gets it."""
    free = _links(campaign, token).filter(used_on=None)
    # Twice: a link that was being written anew (services/links.py) is there again once that is over
    return any(free.update(used_on=clock.day_of_use(campaign)) for _try in range(2))


def _link_of(campaign: Campaign, token: str) -> Link | None:
    """Return the link of a pseudonymous campaign; of an anonymous one nothing may reach the response."""
    return None if campaign.is_anonymous or not token else _links(campaign, token).first()


def _use_link(campaign: Campaign, token: str) -> Link | None:
    """Use the link of a token; without one the campaign must have an open link."""
    if not token and not campaign.has_open_link:
        raise LinkUnknown
    if token and not _mark_used(campaign, token):
        raise LinkUsed if _links(campaign, token).exists() else LinkUnknown
    return _link_of(campaign, token)
