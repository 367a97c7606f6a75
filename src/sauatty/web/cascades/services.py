"""Stating who taught whom, where nothing on the site says so."""

from typing import Any

from django.db import transaction

from sauatty.core.errors import BondClosesCircle, BondPersonUnclear
from sauatty.core.evaluation.cascade import has_way
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base import audit
from sauatty.web.cascades.models import Bond
from sauatty.web.cascades.selectors import Facts


@transaction.atomic
def state_bond(*, actor: Any, programme: Any, trainer: str, person: str, why: str) -> Bond:
    """State that one person was taught by another; stating it again changes nothing. A circle is refused."""
    above, below = _only(trainer), _only(person)
    if above.pk == below.pk or _is_above(programme, below, above):
        raise BondClosesCircle(trainer=above.name, person=below.name)
    bond, is_new = Bond.objects.get_or_create(
        programme=programme, trainer=above, person=below, defaults={"why": why, "stated_by": actor}
    )
    if is_new:
        audit.record("cascade.bond-stated", actor=actor, target=bond, programme=str(programme.pk))
    return bond


@transaction.atomic
def take_back_bond(*, actor: Any, bond: Bond) -> None:
    """Take a stated bond back."""
    audit.record("cascade.bond-taken-back", actor=actor, target=bond, programme=str(bond.programme_id))
    bond.delete()


def _only(text: str) -> Any:
    found = accounts.find_people(text)
    if len(found) != 1:
        raise BondPersonUnclear(text=text, n=len(found))
    return found[0]


def _is_above(programme: Any, one: Any, other: Any) -> bool:
    facts = Facts(programme)
    start, end = facts.number_of(one.pk), facts.number_of(other.pk)
    return start is not None and end is not None and has_way(facts.edges, start, end, len(facts.numbers))
