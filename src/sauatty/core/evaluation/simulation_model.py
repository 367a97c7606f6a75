"""The declared model of an invented programme, and the chances that follow from it for people of given abilities.

The same chances draw the data (simulation.py) and give the truth (simulation_truth.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from sauatty.core.catalogue.content import CONTENT, read_yaml, relative_name, require
from sauatty.core.errors import ContentInvalid
from sauatty.core.languages import Translated
from sauatty.core.statistics import FloatArray

IntArray = NDArray[np.int64]
FORMS = ("online", "onsite")
_PARTS = (
    "people", "competences", "test", "staying", "trainings", "reading", "answers", "definitions", "activities",
    "curriculum",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """A question with ordered levels: the chance of level k or more is that of at + slope x ability - cut k."""

    cuts: tuple[float, ...]
    slope: float
    at: float
    codes: tuple[str, ...] = ()

    def chances(self, ability: FloatArray, shift: float = 0.0) -> FloatArray:
        """Return the chance of each level, (n, n_levels)."""
        reached = expit((self.at + shift + self.slope * ability)[:, None] - np.array(self.cuts))
        edge = np.ones((len(ability), 1))
        return np.asarray(np.hstack([edge, reached]) - np.hstack([reached, 0 * edge]))


@dataclass(frozen=True, slots=True)
class Group:
    """People as the model sees them, one entry each: abilities in logits, and the numbers of their groups."""

    ability: FloatArray
    gain: FloatArray
    workplace: IntArray
    language: IntArray
    form: IntArray

    @property
    def after(self) -> FloatArray:
        """Return the abilities after the programme, but for what a competence gained on its own."""
        return self.ability + self.gain


@dataclass(frozen=True, slots=True)
class ProgrammeModel:
    """What is declared of an invented programme; `parts` holds the rest of the file by its keys."""

    title: Translated
    consent: Translated
    made: str
    framework: str
    size: int
    competences: tuple[str, ...]
    workplaces: tuple[str, ...]
    languages: tuple[str, ...]
    parts: Mapping[str, Any]

    def number(self, competence: str, name: str) -> float:
        """Return a number of a competence."""
        return float(self.parts["competences"][competence][name])

    def shares(self, *names: str) -> tuple[tuple[str, ...], FloatArray]:
        """Return the codes of a list of shares and the shares, made to sum to 1."""
        found = self.within(*names)
        values = np.array([float(one) for one in found.values()])
        return tuple(str(one) for one in found), values / values.sum()

    def within(self, *names: str) -> Any:
        """Return what stands under keys."""
        found: Any = self.parts
        for name in names:
            found = found[name]
        return found

    def scale(self, name: str) -> Scale:
        """Return a scale of the answers."""
        found = self.within("answers", name)
        return Scale(tuple(found["cuts"]), found["slope"], found["at"], tuple(found.get("codes", ())))

    def workplace_numbers(self, name: str) -> FloatArray:
        """Return a number of each workplace."""
        own = self.within("people", "workplaces")
        return np.array([float(own[one][name]) for one in self.workplaces])

    def language_numbers(self, name: str) -> FloatArray:
        """Return what a language adds to 'ability' or 'gain'."""
        own = self.within("people", name, "languages")
        return np.array([float(own[one]) for one in self.languages])

    def chance(self, name: str, group: Group, *, after: bool = False) -> FloatArray:
        """Return the chance of a step of 'staying' for each."""
        found = self.within("staying", name)
        online = float(found.get("online", 0.0)) * (group.form == 0)
        ability = group.after if after else group.ability
        return np.asarray(expit(found["at"] + found["slope"] * ability + online))

    def items(self) -> tuple[tuple[str, float, float], ...]:
        """Return the items of either paper: competence, discrimination, difficulty."""
        own = self.within("test")
        pairs = list(zip(own["discriminations"], own["offsets"], strict=True))
        return tuple((one, a, self.number(one, "hard") + b) for one in self.competences for a, b in pairs)

    def solved(self, group: Group, *, after: bool) -> FloatArray:
        """Return the chance to solve each item, (n, n_items)."""
        columns = []
        for competence, slope, difficulty in self.items():
            ability = group.after + self.number(competence, "gain") if after else group.ability
            columns.append(expit(slope * (ability - difficulty)))
        return np.asarray(np.column_stack(columns))

    def mean_gain(self) -> float:
        """Return what the programme adds over all competences."""
        return float(np.mean([self.number(one, "gain") for one in self.competences]))

    def n_activities(self, group: Group) -> FloatArray:
        """Return the expected number of activities of somebody who attended."""
        own = self.within("activities", "number")
        return np.asarray(np.exp(own["at"] + own["slope"] * group.ability))

    def part_chances(self, ability: FloatArray) -> dict[str, FloatArray]:
        """Return the chance that each part stands in a definition that is not graded 0."""
        slope = self.within("answers", "parts_slope")
        return {
            name: np.asarray(expit(at + slope * ability))
            for name, at in self.within("answers", "parts").items()
        }


def read_programme_model(path: Path, root: Path = CONTENT) -> ProgrammeModel:
    """Return the model of a content file; ContentInvalid if a key is missing or a competence is not known."""
    content = read_yaml(path, "programme-model/1", root)
    name = relative_name(path, root)
    parts = {one: require(content, one, name) for one in _PARTS}
    competences = tuple(str(one) for one in parts["competences"])
    framework = str(require(content, "framework", name))
    if not all(one.startswith(f"{framework}.") for one in competences):
        raise ContentInvalid(path=name, problem=f"has competences that are not of '{framework}'")
    return ProgrammeModel(
        Translated.from_mapping(require(content, "title", name)),
        Translated.from_mapping(require(content, "consent", name)), str(require(content, "made", name)), framework,
        int(require(content, "size", name)), competences, tuple(parts["people"]["workplaces"]),
        tuple(parts["people"]["languages"]), parts,
    )  # fmt: skip


@lru_cache(maxsize=1)
def programme_model() -> ProgrammeModel:
    """Return the model that Sauatty comes with (read once)."""
    return read_programme_model(CONTENT / "demo" / "programme-model.yaml")
