"""What people showed by what they did here, read from the apps where they did it. Nothing of it is stored."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sauatty.core.catalogue.modules import load_modules
from sauatty.web.authoring import selectors as authoring
from sauatty.web.coding import selectors as coding
from sauatty.web.events import selectors as events
from sauatty.web.items import selectors as items
from sauatty.web.practice import selectors as practice
from sauatty.web.publications import selectors as publications
from sauatty.web.specialists.labels import CODED, MENTORED, PRIMARY, TAUGHT, WROTE


@dataclass(frozen=True, slots=True)
class Done:
    """How often somebody did something, and with which competences."""

    n: int = 0
    competences: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    """What one person did: how often in each way, and in which ways each competence was shown."""

    done: Mapping[str, int] = field(default_factory=dict)
    ways: Mapping[str, frozenset[str]] = field(default_factory=dict)


Source = Callable[[list[UUID]], Mapping[UUID, Done]]


def _taught(people: list[UUID]) -> dict[UUID, Done]:
    about = {one.id: frozenset(one.competences) for one in load_modules()}
    return {
        person: Done(
            sum(held.values()), frozenset().union(*(about.get(module, frozenset()) for module in held))
        )
        for person, held in events.held_by(people).items()
    }


def _coded(people: list[UUID]) -> dict[UUID, Done]:
    return {one: Done(n, ids) for one, (n, ids) in coding.coded_by(people).items()}


def _mentored(people: list[UUID]) -> dict[UUID, Done]:
    return {one: Done(n) for one, n in practice.mentored_by(people).items() if n}


def _wrote(people: list[UUID]) -> dict[UUID, Done]:
    counts: Counter[UUID] = Counter()
    about: dict[UUID, set[str]] = defaultdict(set)
    for person, ids in (*authoring.written_by(people), *items.written_by(people)):
        counts[person] += 1
        about[person] |= set(ids)
    counts.update(publications.written_by(people))
    return {one: Done(n, frozenset(about[one])) for one, n in counts.items()}


SOURCES: dict[str, Source] = {TAUGHT: _taught, CODED: _coded, MENTORED: _mentored, WROTE: _wrote}


def shown_by(people: Iterable[UUID]) -> dict[UUID, Shown]:
    """Return what each of some people showed; of nobody, without asking."""
    ids = list(people)
    if not ids:
        return {}
    found = {way: source(ids) for way, source in SOURCES.items()}
    return {one: _shown({way: rows[one] for way, rows in found.items() if one in rows}) for one in ids}


def _shown(done: Mapping[str, Done]) -> Shown:
    ways: dict[str, set[str]] = defaultdict(set)
    for way, what in done.items():
        for id in what.competences:
            if id.startswith(f"{PRIMARY}."):
                ways[id].add(way)
    numbers = {way: what.n for way, what in done.items() if what.n}
    return Shown(numbers, {id: frozenset(found) for id, found in ways.items()})
