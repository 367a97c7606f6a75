"""What a kind of project (objectives, open answers) adds to the generic coding: filled by the apps above.

A kind without hooks still works: units are shown alone, in their own order, without proposals.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OtherText:
    """The same unit in another language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: the way to it, what stands before and after it, its pair in the other language."""

    path: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    pair: OtherText | None = None
    address: str = ""
    # What else is known about it, one short text each: attributes, the language that it is written in
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MachineProposal:
    """What the machine proposes for a unit: probability of relevance (0-1), competences best first, the model."""

    relevance: float | None
    competences: tuple[str, ...] = ()
    model: str = ""


@dataclass(frozen=True, slots=True)
class KindHooks:
    """What the app that owns a kind answers.

    `places_of(units)` returns where each unit stands, in a bounded number of queries; `proposals_of(units)` what
    the machine proposes for them; `rerank(project, n_decisions)` asks, inside the transaction of a decision, for a
    job that orders what is left (called after every 50 standing decisions of a project whose order is
    'relevant-first'); `after_closed(project)` is called when a project is closed or opened again;
    `source_of(projects)` returns a title and an address of each project's source by project id; `start_view` is the
    name of the page on which a project of this kind begins; `actions` are (label, name) of the pages that take the
    id of a project, shown to who manages it, `seat_actions` those shown to who sits in it; `results_of(project)` is
    the address of its figures; `hidden_from(project, person)` tells whether the person codes the same text blindly,
    here or in another review. A kind with codes of its own gives `scheme_of(project)` (a `schemes.Scheme`),
    `manual_of(slug, version)` (id, version and sha256 of its codebook), the address of the page that shows it, and
    `words` in the place of those of `schemes`. `within(person)` says which projects of the kind a person manages,
    where that is not everybody who manages reviews: others then see only those in which they sit.
    """

    places_of: Callable[[Sequence[Any]], Mapping[UUID, Place]] | None = None
    proposals_of: Callable[[Sequence[Any]], Mapping[UUID, MachineProposal]] | None = None
    rerank: Callable[[Any, int], None] | None = None
    after_closed: Callable[[Any], None] | None = None
    source_of: Callable[[Sequence[Any]], Mapping[UUID, tuple[str, str]]] | None = None
    start_view: str = ""
    start_label: Any = ""
    actions: Sequence[tuple[Any, str]] = ()
    seat_actions: Sequence[tuple[Any, str]] = ()
    results_of: Callable[[Any], str] | None = None
    hidden_from: Callable[[Any, Any], bool] | None = None
    scheme_of: Callable[[Any], Any] | None = None
    manual_of: Callable[[str, str], Any] | None = None
    manual_address: Callable[[Any], str] | None = None
    words: Mapping[str, Any] = field(default_factory=dict)
    within: Callable[[Any], Any] | None = None

    def places(self, units: Sequence[Any]) -> dict[UUID, Place]:
        """Return where each unit stands."""
        return dict(self.places_of(units)) if self.places_of else {}

    def proposals(self, units: Sequence[Any]) -> dict[UUID, MachineProposal]:
        """Return what the machine proposes for units; only for eyes that may see it."""
        return dict(self.proposals_of(units)) if self.proposals_of else {}


_PLAIN = KindHooks()
_kinds: dict[str, KindHooks] = {}


def register_kind(kind: str, hooks: KindHooks) -> None:
    """Say how a kind of project is shown and ranked; called by an app when it is ready."""
    _kinds[kind] = hooks


def hooks_of(kind: str) -> KindHooks:
    """Return the hooks of a kind; a kind that nobody registered is shown plainly."""
    return _kinds.get(kind, _PLAIN)


def all_kinds() -> dict[str, KindHooks]:
    """Return every registered kind."""
    return dict(_kinds)
