"""Adding and changing organisations."""

from typing import Any

from django.db import transaction

from sauatty.core.languages import search_key
from sauatty.web.accounts import selectors
from sauatty.web.accounts.models import Organisation, Person
from sauatty.web.base import audit


@transaction.atomic
def save_organisation(
    *, actor: Person | None, organisation: Organisation | None = None, **fields: Any
) -> Organisation:
    """Add an organisation, or change one."""
    action = "organisation.changed" if organisation else "organisation.added"
    organisation = organisation or Organisation()
    for name, value in fields.items():
        setattr(organisation, name, value)
    names = [organisation.name_kk, organisation.name_ru, organisation.name_en]
    region = organisation.region
    names += [region.name_kk, region.name_ru, region.name_en] if region else []
    organisation.search_key = search_key(" ".join(names))[:800]
    organisation.save()
    audit.record(action, actor=actor, target=organisation)
    return organisation


@transaction.atomic
def organisation_named(
    *, actor: Person | None, name: str, kind: str, region: Any = None
) -> Organisation | None:
    """Return the organisation of this name that somebody typed, adding it where there is none; None without a name.

    Of several of one name the one in the region of the person is taken.
    """
    typed = " ".join(name.split())
    if not typed:
        return None
    same = [one for one in selectors.match_organisations(typed, limit=20) if _is_called(one, typed)]
    here = [one for one in same if region is None or one.region_id in (None, region.pk)]
    if here:
        return here[0]
    return save_organisation(actor=actor, name_kk=typed[:250], kind=kind, region=region)


def _is_called(organisation: Organisation, typed: str) -> bool:
    names = (organisation.name_kk, organisation.name_ru, organisation.name_en)
    return search_key(typed) in {search_key(one) for one in names if one}
