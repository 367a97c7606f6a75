"""Where a respondent works, as far as figures are shown by it: region, kind of organisation, organisation."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sauatty.web.accounts import selectors as accounts
from sauatty.web.surveys.judging import Reading
from sauatty.web.surveys.models import Link

KINDS = frozenset(code for code, _label in accounts.organisation_kinds())


def of(reading: Reading, answers: Mapping[str, str], link: Link | None) -> dict[str, Any]:
    """Return the columns of a response that say where it comes from.

    What the respondent said goes first; the link fills what was not said, and there is one only in pseudonymous
    campaigns: in an anonymous one its region could be the path to a person.
    """
    organisation = _organisation(
        next((answers[name] for name in reading.organisations if name in answers), "")
    )
    region = next((answers[name] for name in reading.regions if name in answers), "")
    kind = next((kind_of(answers[name]) for name in reading.kinds if answers.get(name)), "")
    found = {
        "region_id": region if region and accounts.is_region(region) else None,
        "organisation_kind": kind or (organisation.kind if organisation else ""),
        "organisation_id": organisation.pk if organisation else None,
    }
    if organisation and found["region_id"] is None:
        found["region_id"] = organisation.region_id
    return found if link is None else _filled_from(link, found)


def kind_of(code: str) -> str:
    """Return the kind that a choice means; instruments write codes without dashes, as XLSForm wants them."""
    dashed = code.replace("_", "-")
    return dashed if dashed in KINDS else code[:30]


def _filled_from(link: Link, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "pseudonym": link.pseudonym,
        "region_id": found["region_id"] or link.region_id,
        "organisation_kind": found["organisation_kind"] or link.organisation_kind,
        "organisation_id": found["organisation_id"] or link.organisation_id,
    }


def _organisation(answer: str) -> Any:
    """Return the organisation that was picked; a typed name is an answer like others, not an organisation."""
    try:
        key = UUID(answer)
    except ValueError:
        return None
    return next(iter(accounts.load_organisations([key])), None)
