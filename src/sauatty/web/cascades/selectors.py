"""The cascade of a programme, worked out from who held trainings, who came, and what was stated."""

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any
from uuid import UUID

import numpy as np
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.evaluation import cascade
from sauatty.core.evaluation.reach import Occasion, Overlap, Reach, overlap, unique_reach
from sauatty.core.languages import search_key
from sauatty.web.accounts import selectors as accounts
from sauatty.web.activities import passing as activities
from sauatty.web.attendances import passing as attended
from sauatty.web.base.texts import in_language
from sauatty.web.cascades.models import Bond
from sauatty.web.programmes import selectors as programmes

FIRST_SHOWN = 10
COMPARED = 3  # of another programme every occasion is read: a page compares with so many
MOST_NAMESAKES = (2000, 200_000)


def _key(one: Any) -> str:
    text = str(one)
    return text if len(text) == 32 else text.replace("-", "")


class Facts:
    """The people of a cascade as numbers from 0, and who passed it on to whom, the earliest first."""

    def __init__(self, programme: Any) -> None:
        self.programme = programme
        self.numbers: dict[str, int] = {}
        self._above: list[int] = []
        self._below: list[int] = []
        self.trainings: dict[str, set[str]] = {}
        self.guests: dict[str, set[str]] = {}
        self.held = activities.list_held(programme)
        self._read()

    def _read(self) -> None:
        for trainer, person in list_bonds(self.programme).values_list("trainer_id", "person_id"):
            self._pass_on([_key(trainer)], [_key(person)])
        for at, who in attended.list_visits(self.programme):
            self.trainings.setdefault(_key(at), set()).add(_key(who))
        for session, trainer in attended.list_teachings(self.programme):
            self._pass_on([_key(trainer)], sorted(self.trainings.get(_key(session), ())))
        for what, who in activities.list_guests(self.programme):
            self.guests.setdefault(_key(what), set()).add(_key(who))
        for one in self.held:
            if one.by:
                self._pass_on([_key(one.by)], sorted(self.guests.get(_key(one.key), ())))

    def _pass_on(self, teachers: Iterable[str], learners: Sequence[str]) -> None:
        if not learners:
            return
        number, known = self.numbers.setdefault, self.numbers
        to = [number(one, len(known)) for one in learners]
        for teacher in teachers:
            self._above += [number(teacher, len(known))] * len(to)
            self._below += to

    @cached_property
    def edges(self) -> cascade.Indices:
        """Return who passed it on to whom, in the order of time, as pairs of numbers."""
        return np.array([self._above, self._below], dtype=np.int64).T

    @cached_property
    def tree(self) -> cascade.Cascade:
        """Return the tree; worked out once."""
        return cascade.generations(
            self.edges, cascade.find_roots(self.edges, len(self.numbers)), len(self.numbers)
        )

    def seen_from(self, number: int) -> "Facts":
        """Return the same facts as a tree from one person: all who have it from them, whoever else taught them."""
        seen = copy(self)
        seen.__dict__["tree"] = cascade.generations(self.edges, [number], len(self.numbers))
        return seen

    @cached_property
    def keys(self) -> list[str]:
        """Return the people by their numbers."""
        return list(self.numbers)

    @cached_property
    def n_held(self) -> Counter[int]:
        """Return how many activities each person ran."""
        found = (self.numbers.get(_key(one.by)) for one in self.held if one.by)
        return Counter(number for number in found if number is not None)

    def number_of(self, person_id: Any) -> int | None:
        """Return the number of a person, or None where they stand in no cascade."""
        number = self.numbers.get(_key(person_id))
        return number if number is not None and self.tree.generation[number] >= 0 else None


@dataclass(frozen=True, slots=True)
class GenerationRow:
    """One generation: its people, the activities they ran, and how many of those whom they taught ran their own."""

    generation: int
    n_people: int
    n_activities: int
    n_next: int


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in the tree with how many stand directly and altogether under them."""

    id: str
    name: str
    generation: int
    n_children: int
    n_below: int
    n_activities: int
    children: "tuple[Node, ...]" = ()

    @property
    def n_more(self) -> int:
        """Return how many of the children are not shown here."""
        return self.n_children - len(self.children)


def list_programmes(actor: Any) -> list[Any]:
    """List the programmes whose cascade somebody may see."""
    return list(programmes.list_coordinated(actor))


def access_programme(actor: Any, programme_id: UUID) -> Any:
    """Return a programme that the actor coordinates, or 404."""
    return programmes.access_coordinated(actor, programme_id)


def list_own_programmes(person: Any) -> list[Any]:
    """List the programmes in which somebody has a role, so that they may see what they passed on there."""
    return list(programmes.list_programmes(person))


def access_own_programme(person: Any, programme_id: UUID) -> Any:
    """Return a programme in which the person has a role, or 404."""
    return programmes.access_programme(person, programme_id)


def has_passed_on(person: Any) -> bool:
    """Tell whether somebody ran an activity anywhere, or trains (at most two queries)."""
    return activities.has_held(person) or bool(person.grants.filter(role="trainer").exists())


def sees_branches(person: Any, programme: Any) -> bool:
    """Tell whether somebody sees the names of a whole branch of theirs: trainers of the programme, who are its mentors."""
    return programmes.trains(person, programme)


def own_facts(programme: Any, person: Any) -> tuple[Facts, int] | None:
    """Return what began with one person, and their number; None where they passed nothing on and nobody taught them."""
    facts = Facts(programme)
    number = facts.number_of(person.pk)
    return None if number is None else (facts.seen_from(number), number)


def find_own(facts: Facts, text: str, *, is_whole: bool) -> list[int]:
    """Return whom a name means of those who have it from one person: of the whole branch, or of those whom they met."""
    found = find_in_tree(facts, text, limit=2000)
    return [
        one
        for one in found
        if (facts.tree.generation[one] > 0 if is_whole else facts.tree.generation[one] == 1)
    ][:20]


def open_below(facts: Facts, person_id: UUID) -> int:
    """Return the number of somebody who stands under whom the facts are seen from, or 404."""
    number = open_person(facts, person_id)
    if facts.tree.generation[number] == 0:
        raise Http404
    return number


def values_of(facts: Facts, *, is_own: bool = False) -> dict[str, float]:
    """Return how many activities each region held; with `is_own` those that people of the tree ran."""
    held = (one for one in facts.held if one.region_id)
    told = held if not is_own else (one for one in held if one.by and facts.number_of(one.by) is not None)
    return {code: float(n) for code, n in Counter(one.region_id for one in told).items()}


def list_bonds(programme: Any) -> Any:
    """List what was stated, the earliest first."""
    return Bond.objects.filter(programme=programme).order_by("at", "pk").select_related("trainer", "person")


def access_bond(programme: Any, bond_id: UUID) -> Bond:
    """Return a stated bond of a programme, or 404."""
    return get_object_or_404(Bond, programme=programme, pk=bond_id)


def rows_of(facts: Facts) -> list[GenerationRow]:
    """Return the generations, the trainers with whom it began first."""
    tree, sizes = facts.tree, facts.tree.sizes()
    ran: Counter[int] = Counter()
    authors: Counter[int] = Counter()
    for number, n in facts.n_held.items():
        ran[int(tree.generation[number])] += n
        authors[int(tree.generation[number])] += 1
    return [GenerationRow(g, n, ran[g], authors[g + 1]) for g, n in enumerate(sizes)]


def nodes_of(facts: Facts, numbers: Sequence[int]) -> list[Node]:
    """Return people of the tree with their first children (one query for all names)."""
    shown = {one: [int(n) for n in facts.tree.children(one)[:FIRST_SHOWN]] for one in numbers}
    names = _names(facts, {*numbers, *(child for some in shown.values() for child in some)})
    return [
        _node(facts, one, names, tuple(_node(facts, n, names) for n in some)) for one, some in shown.items()
    ]


def _node(facts: Facts, number: int, names: dict[int, str], children: tuple[Node, ...] = ()) -> Node:
    tree = facts.tree
    return Node(
        str(UUID(facts.keys[number])), names.get(number, ""), int(tree.generation[number]),
        len(tree.children(number)), int(tree.below[number]), facts.n_held[number], children,
    )  # fmt: skip


def _names(facts: Facts, numbers: Iterable[int]) -> dict[int, str]:
    ids = [UUID(facts.keys[one]) for one in numbers]
    found: dict[int, str] = {}
    for at in range(0, len(ids), 5000):
        found |= {
            facts.numbers[_key(pk)]: name for pk, name in accounts.names_of(ids[at : at + 5000]).items()
        }
    return found


def find_in_tree(facts: Facts, text: str, *, limit: int = 20) -> list[int]:
    """Return the numbers of the people of the tree whose name holds a text, folded."""
    wanted = search_key(text)
    if len(wanted) < 2:
        return []
    found: list[int] = []
    for (
        most
    ) in MOST_NAMESAKES:  # of a large site few stand in one tree: what is not found is looked for among all
        ids = accounts.ids_with_name(wanted, limit=most)
        found = [one for one in map(facts.number_of, ids) if one is not None]
        if len(found) >= limit or len(ids) < most:
            break
    return found[:limit]


def open_person(facts: Facts, person_id: UUID) -> int:
    """Return the number of a person of the tree, or 404."""
    number = facts.number_of(person_id)
    if number is None:
        raise Http404
    return number


def all_nodes(facts: Facts) -> list[tuple[Node, str]]:
    """Return everybody of the tree, generation by generation, with the name of who taught them."""
    tree = facts.tree
    numbers = [int(n) for n in tree.generation.argsort(kind="stable") if tree.generation[n] >= 0]
    names = _names(facts, numbers)
    return [(_node(facts, n, names), names.get(int(tree.parent[n]), "")) for n in numbers]


# --- reach ---


def occasions_of(facts: Facts, *, region: str | None = None) -> list[Occasion]:
    """Return the trainings and activities as occasions; of a region the activities held there."""
    held = [one for one in facts.held if region is None or (one.region_id or "") == region]
    told = [_occasion(facts, one) for one in held]
    if region is not None:
        return told
    return told + [Occasion(len(known), len(known), frozenset(known)) for known in facts.trainings.values()]


def _occasion(facts: Facts, activity: Any) -> Occasion:
    low, high = activities.ends_of(activity)
    return Occasion(low, max(low, high), frozenset(facts.guests.get(_key(activity.key), ())))


@dataclass(frozen=True, slots=True)
class RegionReach:
    """One region: the activities held there and whom they reached. `code` is '' where no region was told."""

    code: str
    name: str
    n_activities: int
    reach: Reach


def regions_of(facts: Facts) -> list[RegionReach]:
    """Return the reach of the activities of each region that has any, and last of those without a region."""
    n_by_region = Counter(one.region_id or "" for one in facts.held)
    names = {one.code: in_language(one, "name") for one in accounts.list_regions()} | {"": ""}
    return [
        RegionReach(code, name, n_by_region[code], unique_reach(occasions_of(facts, region=code)))
        for code, name in names.items()
        if n_by_region[code]
    ]


def comparable(programme: Any, actor: Any) -> list[Any]:
    """Return the other programmes of the actor; invented and real people are never the same."""
    found = list_programmes(actor)
    return [one for one in found if one.is_demo == programme.is_demo and one.pk != programme.pk]


def overlaps_of(facts: Facts, others: Iterable[Any]) -> list[tuple[Any, Overlap]]:
    """Return with which of some programmes people may be shared (a few queries each, at most `COMPARED`)."""
    own = occasions_of(facts)
    return [(one, overlap(own, occasions_of(Facts(one)))) for one in islice(others, COMPARED)]
