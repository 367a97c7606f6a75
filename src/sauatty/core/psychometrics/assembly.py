"""Forms of a test from a bank and a blueprint.

Forms are chosen by a mixed-integer programme (van der Linden, 2005, *Linear Models for Optimal Test Design*,
doi:10.1007/0-387-29054-0; solver: HiGHS through scipy). One form gets the most information at its weakest theta
point; several forms become as alike as the bank allows in information and expected points. A form that only rests on
provisional difficulties is as provisional as these.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from sauatty.core.errors import BlueprintImpossible
from sauatty.core.psychometrics.assembly_blueprint import BankItem, Blueprint, check_bank
from sauatty.core.psychometrics.assembly_refusal import broken_rules, contradictions
from sauatty.core.psychometrics.assembly_rules import Programme, programme_of
from sauatty.core.psychometrics.assembly_solving import Solution, solve
from sauatty.core.psychometrics.notes import Note

__all__ = ["Assembly", "BankItem", "Blueprint", "assemble", "late_half", "swapped_halves"]


@dataclass(frozen=True, slots=True)
class Assembly:
    """Forms, each with its item ids in the order of the bank.

    `information` and `expected` are forms × theta points. `worst_difference` is the largest difference between two
    forms in information or expected points at a theta point (0 for one form). `is_optimal` says that the solver proved
    that nothing better exists, differences under 0.05 counting as none; `gap` is what better forms could
    still save of the objective, as a share of it (nan = unknown).
    """

    forms: tuple[tuple[str, ...], ...]
    thetas: tuple[float, ...]
    information: tuple[tuple[float, ...], ...]
    expected: tuple[tuple[float, ...], ...]
    worst_difference: float
    is_optimal: bool
    gap: float
    notes: tuple[Note, ...] = ()


def assemble(bank: Sequence[BankItem], blueprint: Blueprint, seconds: float = 20) -> Assembly:
    """Return the forms of a blueprint.

    The same bank and blueprint give the same forms; where the time ran out (a note says so) a faster machine may
    find better ones.

    Raises
    ------
    BankUnsound
        An id twice, a difficulty that is no number, a discrimination not above 0.
    BlueprintImpossible
        No such forms exist. `params["broken"]` has a Note for each rule with what it asks and what there is.

    Examples
    --------
    >>> bank = [BankItem(f"i{n}", "access", 1, "single", difficulty=n / 10) for n in range(8)]
    >>> found = assemble(bank, Blueprint(4, targets={0.35: 0.0}))
    >>> sorted(found.forms[0] + found.forms[1]) == [item.id for item in bank]
    True
    >>> found.worst_difference <= 0.05
    True
    """
    check_bank(bank)
    programme = programme_of(bank, blueprint)
    broken = contradictions(programme)
    solution = None if broken else solve(programme, seconds)
    if solution is None:
        raise _refusal(broken or broken_rules(programme, seconds))
    return _described(programme, solution)


def _refusal(broken: Sequence[Note]) -> BlueprintImpossible:
    rules = "; ".join(note.in_words for note in broken) or "no forms were found in the time given"
    return BlueprintImpossible(rules=rules, broken=tuple(broken))


def _described(programme: Programme, solution: Solution) -> Assembly:
    forms = [list(form) for form in solution.forms]
    information = np.array([programme.information[form].sum(axis=0) for form in forms])
    expected = np.array([programme.expected[form].sum(axis=0) for form in forms])
    worst = max(float(np.ptp(information, axis=0).max()), float(np.ptp(expected, axis=0).max()))
    return Assembly(
        tuple(tuple(programme.bank[item].id for item in form) for form in forms),
        programme.blueprint.thetas,
        tuple(tuple(row) for row in information.tolist()),
        tuple(tuple(row) for row in expected.tolist()),
        worst,
        solution.is_optimal,
        solution.gap,
        _notes(programme, solution),
    )


def _notes(programme: Programme, solution: Solution) -> tuple[Note, ...]:
    notes = [] if solution.is_optimal else [Note("forms-time-out")]
    points = {sum(programme.bank[item].max_score for item in form) for form in solution.forms}
    if len(points) > 1:
        notes.append(Note("forms-unequal-points", {"least": min(points), "most": max(points)}))
    known = {item.id for item in programme.bank}
    ghosts = sorted({enemy for item in programme.bank for enemy in item.enemies} - known)
    if ghosts:
        notes.append(Note("enemies-unknown", {"items": ", ".join(ghosts)}))
    return tuple(notes)


def swapped_halves(person_ids: Iterable[str], seed: str | int) -> dict[str, str]:
    """Return who takes which form first, 'A' or 'B': halves of equal size (the odd one takes A), the same every time.

    The order is that of a keyed hash of the id, so it depends neither on the order of the list nor on anything about
    the person; the other half's form comes second. Who joins later gets `late_half`.
    """
    ranked = sorted(set(person_ids), key=lambda person: (_hashed(person, seed), person))
    return {person: "A" if place % 2 == 0 else "B" for place, person in enumerate(ranked)}


def late_half(person_id: str, taken: Mapping[str, str], seed: str | int) -> str:
    """Return the form for somebody who joins after the halves were made: the smaller half, else by hash."""
    counts = Counter(taken.values())
    if counts["A"] != counts["B"]:
        return "A" if counts["A"] < counts["B"] else "B"
    return "AB"[_hashed(person_id, seed)[0] % 2]


def _hashed(person_id: str, seed: str | int) -> bytes:
    return blake2b(f"{seed}\0{person_id}".encode(), digest_size=16).digest()
