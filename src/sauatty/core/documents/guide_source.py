"""What a guide is drafted from: the subjects, the acts, the standard, and how the data came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sauatty.core.languages import Translated
from sauatty.core.records import JudgedObjective
from sauatty.core.statistics import Interval


@dataclass(frozen=True, slots=True)
class GuideCompetence:
    """One competence of the framework that the guide goes by.

    `sources` are the competences of the primary framework that it was made from: activities are written for those.
    """

    id: str
    code: str
    name: Translated
    description: Translated = Translated()
    sources: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids under which activities are looked for."""
        return (self.id, *(one for one in self.sources if one != self.id))


@dataclass(frozen=True, slots=True)
class GuideSubject:
    """One programme with its objectives. `scope` names it in tokens; `texts` holds each objective's own wording
    by language (by id of the objective), `refs` the name that its quotation has in tokens.
    """

    scope: str
    id: str
    subject: str
    name: Translated
    area: str
    grades: tuple[int, ...]
    objectives: tuple[JudgedObjective, ...]
    texts: Mapping[str, Translated] = field(default_factory=dict)
    refs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GuideAct:
    """An act that the guide rests on. `amended` are (act, ISO date) of its amendments, newest last."""

    title: Translated
    number: str
    adopted_on: str
    registration: str = ""
    url: str = ""
    amended: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StandardLine:
    """One sentence of the state standard that asks for a competence, and what answers it in these subjects.

    `status` is 'delivered', 'not-delivered' or 'not-read'; `objectives` are the quotations that answer it.
    """

    ref: str
    texts: Translated
    competence: str
    status: str
    objectives: tuple[str, ...] = ()
    row: str = ""


@dataclass(frozen=True, slots=True)
class GuideMethod:
    """How the data came about. `source` is 'machine' or 'agreed'; `alpha` is Krippendorff's, with its interval.

    The machine tells whether an objective is relevant, not whether directly or as an opportunity.
    """

    source: str
    n_coders: int = 0
    n_pairable: int = 0
    alpha: Interval | None = None
    codebook: Translated = Translated()
    codebook_version: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read on: its title and its address. `is_copy`: it lies on another site than its publisher's."""

    title: Translated
    address: str
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class GuideSource:
    """Everything that a guide is drafted from."""

    competences: tuple[GuideCompetence, ...]
    subjects: tuple[GuideSubject, ...]
    acts: tuple[GuideAct, ...]
    method: GuideMethod
    framework: Translated = Translated()
    standard: tuple[StandardLine, ...] = ()
    standard_act: GuideAct | None = None
    reading: tuple[Reading, ...] = ()
    audience: str = "teachers"

    @property
    def is_machine(self) -> bool:
        """Tell whether nobody has reviewed the judgements."""
        return self.method.source == "machine"

    @property
    def counted(self) -> frozenset[int]:
        """Return the steps of relevance that carry a competence: direct ones, and all where a machine judged."""
        return frozenset({1, 2}) if self.is_machine else frozenset({2})
