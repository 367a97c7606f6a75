"""Adding and changing organisations."""

from typing import Any

from django.db import transaction

from sauatty.core.languages import search_key
from sauatty.web.accounts.models import Organisation, Person
from sauatty.web.base import audit


@transaction.atomic
def save_organisation(
    *, actor: Person, organisation: Organisation | None = None, **fields: Any
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
