"""What a restored copy of the site asks of people's accounts."""

from collections.abc import Collection
from uuid import UUID

from sauatty.web.accounts.models import Person
from sauatty.web.accounts.services.people import erase_everywhere


def holds_people() -> bool:
    """Tell whether anybody has an account here."""
    return Person.objects.exists()


def erase_again(ids: Collection[str]) -> int:
    """Erase those of some people who are here with their names; returns how many."""
    wanted = [UUID(one) for one in ids]
    found = 0
    for at in range(0, len(wanted), 500):
        for person in Person.objects.filter(pk__in=wanted[at : at + 500], erased_at__isnull=True):
            erase_everywhere(actor=None, person=person)
            found += 1
    return found
