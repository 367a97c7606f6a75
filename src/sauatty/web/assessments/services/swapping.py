"""Changing one item of assembled forms by hand: the same rules hold, and the page says which one stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from sauatty.core.errors import FormMovedOn, SwapRefused
from sauatty.core.psychometrics.assembly_blueprint import BankItem
from sauatty.core.psychometrics.form_checks import broken_rules
from sauatty.core.psychometrics.form_rules import OWN_ONLY, Rules
from sauatty.core.psychometrics.notes import Note
from sauatty.web.assessments.bank import BankEntry, entry_of, usable_items
from sauatty.web.assessments.models import Assembly
from sauatty.web.assessments.services.assembling import Json, known_items, store_forms
from sauatty.web.base import audit

N_CANDIDATES = 12
TOLD = ("notes", "is_optimal", "only_private", "n_bank")


@dataclass(frozen=True, slots=True)
class Desk:
    """The forms of an assembly with all that a change by hand needs to know."""

    rules: Rules
    bank: Mapping[str, BankEntry]
    items: Mapping[str, BankItem]
    forms: Mapping[str, Sequence[str]]

    def swapped(self, code: str, old: str, new: str) -> dict[str, list[BankItem]]:
        """Return the forms with one item in the place of another; an anchor changes in every form."""
        places = self.forms if old in self.rules.anchors else {code: self.forms[code]}
        return {
            name: [self.items[new if one == old and name in places else one] for one in form]
            for name, form in self.forms.items()
        }

    def broken(self, forms: Mapping[str, Sequence[BankItem]], code: str = "", old: str = "") -> list[Note]:
        """Return the rules that forms break."""
        rules = self.rules if old not in self.rules.anchors else replace(self.rules, anchors=())
        return broken_rules(list(forms.values()), rules.as_blueprint())


def desk_of(assembly: Assembly) -> Desk:
    """Return the desk of assembled forms."""
    rules, programme = Rules.from_json(assembly.rules), assembly.blueprint.programme
    if assembly.figures.get("only_private"):
        rules = replace(rules, source=OWN_ONLY)
    bank = usable_items(programme, rules.source)
    forms = {form.code: [one["item"] for one in form.items] for form in assembly.forms.all()}
    return Desk(rules, bank, known_items(programme, bank, rules), forms)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may stand in the place of another."""

    entry: BankEntry
    known: BankItem
    apart: float


def candidates(desk: Desk, code: str, old: str) -> list[Candidate]:
    """Return the items that keep every rule in the place of one, those of like difficulty first."""
    used = {one for form in desk.forms.values() for one in form}
    aim = desk.items[old].difficulty if old in desk.items else desk.rules.difficulty
    if any(one not in desk.items for one in used - {old}):
        return []
    free = sorted(
        (one for id, one in desk.items.items() if id not in used),
        key=lambda one: (abs(one.difficulty - aim), one.id),
    )
    fitting: list[Candidate] = []
    for one in free:
        if len(fitting) < N_CANDIDATES and not desk.broken(desk.swapped(code, old, one.id), code, old):
            fitting.append(Candidate(desk.bank[one.id], one, abs(one.difficulty - aim)))
    return fitting


@transaction.atomic
def swap_item(*, actor: Any, assembly: Assembly, code: str, old: str, new: str, revision: int) -> Assembly:
    """Put one item in the place of another.

    Raises
    ------
    FormMovedOn
        The forms were changed or published since.
    FormItemGone
        One of the items is in no bank.
    SwapRefused
        A rule of the blueprint would be broken; it is named.
    """
    row = Assembly.objects.select_for_update(of=("self",)).get(pk=assembly.pk)
    if row.state != Assembly.State.PROPOSED or row.revision != revision:
        raise FormMovedOn()
    desk = desk_of(row)
    if old not in desk.forms.get(code, ()):
        raise FormMovedOn()
    for one in {new, *(id for form in desk.forms.values() for id in form)} - {old}:
        entry_of(desk.bank, one)
    forms = desk.swapped(code, old, new)
    broken = desk.broken(forms, code, old)
    if broken:
        raise SwapRefused(item=new, problem="; ".join(note.in_words for note in broken))
    if old in desk.rules.anchors:
        anchors = tuple(new if one == old else one for one in desk.rules.anchors)
        row.rules = replace(desk.rules, anchors=anchors, source=Rules.from_json(row.rules).source).as_json()
        row.save(update_fields=["rules"])
    told: Json = {name: row.figures[name] for name in TOLD if name in row.figures}
    store_forms(row, forms, desk.bank, {**told, "is_changed": True, "is_optimal": False})
    audit.record("form.swapped", actor=actor, target=row, form=code, old=old, new=new)
    return row
