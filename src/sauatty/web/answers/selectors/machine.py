"""What the machine has learned for a coding, and what is missing before it may."""

from dataclasses import dataclass
from typing import Any

from sauatty.core.surveys.suggestions import lacking_codes
from sauatty.web.answers.books import book_of
from sauatty.web.answers.models import MachineRun
from sauatty.web.answers.selectors.results import count_agreed


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many answers of a grade people agreed on, and how many are missing."""

    grade: int
    name: Any
    n: int
    lacking: int


@dataclass(frozen=True, slots=True)
class MachineState:
    """What the page of the machine shows; `run` is None while it is switched off."""

    run: MachineRun | None
    n_human: int
    lacking: int
    grades: tuple[GradeCount, ...]
    n_suggested: int

    @property
    def may_learn(self) -> bool:
        """Tell whether people have agreed on enough."""
        return not self.lacking and not any(one.lacking for one in self.grades)

    @property
    def is_behind(self) -> bool:
        """Tell whether people have agreed on other answers since the machine learned."""
        return self.run is not None and self.run.n_human != self.n_human


def machine_state(project: Any) -> MachineState:
    """Return what a machine could learn from and what it has suggested (three queries)."""
    counts = count_agreed(project)
    missing = lacking_codes(counts)
    run = MachineRun.objects.filter(project=project, is_on=True).first()
    waiting = ["open", "one", "disagreed"]
    return MachineState(
        run=run,
        n_human=sum(counts.values()),
        lacking=missing.get(-1, 0),
        grades=tuple(
            GradeCount(one.code, one.name, counts.get(one.code, 0), missing.get(one.code, 0))
            for one in book_of(project).grades
        ),
        n_suggested=run.codes.filter(unit__state__in=waiting).count() if run else 0,
    )
