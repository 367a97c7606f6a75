"""The rules of a blueprint as people write them: sensible ones, as JSON, and as what forms are assembled by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sauatty.core.catalogue.frameworks import framework
from sauatty.core.psychometrics.assembly_blueprint import Blueprint, Range

Json = dict[str, Any]
SHIPPED, OWN_FIRST, OWN_ONLY = "shipped", "own-first", "own-only"
FRAMEWORK = "gmilaf"
LENGTH = 24
MOST_ITEMS, MOST_FORMS = 120, 6
LETTERS = "ABCDEF"
# Where forms are compared, around the difficulty that is aimed at.
SPREAD = (-1.5, -0.75, 0.0, 0.75, 1.5)


@dataclass(frozen=True, slots=True)
class Rules:
    """What each form is to hold.

    `competences` are exact numbers of items where they add up to the length, else the least. `demands` and `kinds`
    are (least, most). `difficulty` is the logit at which the forms should tell people apart best. `max_exposure` is
    a share of the programme's people; items that more of them have seen stay out.
    """

    length: int = LENGTH
    n_forms: int = 2
    competences: Mapping[str, int] = field(default_factory=dict)
    demands: Mapping[int, Range] = field(default_factory=dict)
    kinds: Mapping[str, Range] = field(default_factory=dict)
    difficulty: float = 0.0
    max_exposure: float | None = None
    max_overlap: int = 0
    anchors: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    keeps_enemies_apart: bool = True
    source: str = OWN_FIRST

    def as_json(self) -> Json:
        """Return the rules for a row."""
        return {
            "length": self.length, "n_forms": self.n_forms, "competences": dict(self.competences),
            "demands": {str(name): list(limits) for name, limits in self.demands.items()},
            "kinds": {name: list(limits) for name, limits in self.kinds.items()},
            "difficulty": self.difficulty, "max_exposure": self.max_exposure, "max_overlap": self.max_overlap,
            "anchors": list(self.anchors), "must_not": list(self.must_not),
            "keeps_enemies_apart": self.keeps_enemies_apart, "source": self.source,
        }  # fmt: skip

    @classmethod
    def from_json(cls, body: Json) -> "Rules":
        """Read the rules of a row."""
        return cls(**{
            **body,
            "demands": {int(name): (low, high) for name, (low, high) in body["demands"].items()},
            "kinds": {name: (low, high) for name, (low, high) in body["kinds"].items()},
            "anchors": tuple(body["anchors"]), "must_not": tuple(body["must_not"]),
        })  # fmt: skip

    def as_blueprint(self, *, information: float = 0.0) -> Blueprint:
        """Return the blueprint of the core; `information` is the least at the difficulty that is aimed at."""
        points = {round(self.difficulty + step, 4): 0.0 for step in SPREAD}
        points[round(self.difficulty, 4)] = information
        return Blueprint(
            self.length, per_competence=self._ranges(), per_demand=self.demands, per_kind=self.kinds,
            targets=points, max_exposure=self.max_exposure, must_not=self.must_not, anchors=self.anchors,
            n_forms=self.n_forms, max_overlap=self.max_overlap, is_private_only=self.source == OWN_ONLY,
        )  # fmt: skip

    def _ranges(self) -> dict[str, Range]:
        is_exact = sum(self.competences.values()) == self.length
        return {id: (n, n if is_exact else self.length) for id, n in self.competences.items()}


def competence_ids() -> tuple[str, ...]:
    """Return the competences that a test covers, in the order of the framework."""
    return tuple(node.id for node in framework(FRAMEWORK).competences)


def default_rules(
    needs: Mapping[str, float] | None = None, *, length: int = LENGTH, most: Mapping[str, int] | None = None
) -> Rules:
    """Return sensible rules: each competence at least once, and where needs are known more of what is needed more.

    `most` is how many items of each competence a form can have with the bank there is.
    """
    return Rules(
        length=length, competences=spread(length, needs or {}, most), demands={1: (0, length // 4)},
        kinds=usual_kinds(length),
    )  # fmt: skip


def usual_kinds(length: int) -> dict[str, Range]:
    """Return a mix of kinds that is easy to take: half of it one right answer, of each other kind a sixth at most."""
    others = {
        kind: (0, max(length // 6, 1)) for kind in ("multiple", "order", "match", "highlight", "judgement")
    }
    return {"single": (length // 2, length), **others}


def spread(length: int, needs: Mapping[str, float], most: Mapping[str, int] | None = None) -> dict[str, int]:
    """Share out the items of a form one by one: each competence once, then by need (D'Hondt), none above its most.

    Examples
    --------
    >>> found = spread(30, {"gmilaf.2.3": 3.0, "gmilaf.1.1": 1.0}, {"gmilaf.2.3": 6})
    >>> sum(found.values()), found["gmilaf.2.3"], found["gmilaf.1.1"], found["gmilaf.3.4"]
    (30, 6, 14, 1)
    """
    ids = competence_ids()
    limits = {id: length if most is None else most.get(id, length) for id in ids}
    weights = {id: max(needs.get(id, 0.0), 0.0) for id in ids}
    if not any(weights.values()):
        weights = dict.fromkeys(ids, 1.0)
    found = {id: int(length >= len(ids) and limits[id] > 0) for id in ids}
    for _turn in range(length - sum(found.values())):
        free = [id for id in ids if found[id] < limits[id]]
        if not free:
            break
        best = max(free, key=lambda id: (weights[id] / (found[id] + 1), -found[id], -ids.index(id)))
        found[best] += 1
    return found


def private_first(rules: Rules) -> Sequence[Rules]:
    """Return the rules in the order in which they are tried: private items alone, then all."""
    return [replace(rules, source=OWN_ONLY), rules] if rules.source == OWN_FIRST else [rules]
