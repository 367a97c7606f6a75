"""The same judged objectives seen through a crosswalk, such as the modules of UNESCO's curriculum of 2021."""

from collections.abc import Iterable, Sequence

from sauatty.core.catalogue import Crosswalk, crosswalk, framework
from sauatty.core.coverage.judged import Count, JudgedMatrix, Weigher, build_matrix
from sauatty.core.errors import UnknownCompetence
from sauatty.core.records import JudgedObjective

MODULES = "mil2021"


class CrosswalkWeigher(Weigher):
    """Leads a competence to the nodes of another framework that its crosswalk names, its 1 shared equally."""

    def __init__(self, links: Crosswalk) -> None:
        super().__init__(target_columns(links.target))
        self._links = links
        self._known_sources = frozenset(node.id for node in framework(links.source).competences)

    def columns_of(self, competence: str) -> list[tuple[int, float]]:
        """Return the columns that a competence leads to; none where the crosswalk leads nowhere."""
        if competence not in self._known_sources:
            raise UnknownCompetence(competence=competence)
        targets = [one for one in dict.fromkeys(self._links.targets(competence)) if one in self._index]
        return [(self._index[target], 1 / len(targets)) for target in targets]


def target_columns(target: str) -> tuple[str, ...]:
    """Return the nodes of a framework that curricula are held against: the audited ones, where it marks any."""
    nodes = framework(target).competences
    return tuple(node.id for node in nodes if node.audit_target) or tuple(node.id for node in nodes)


def module_matrix(
    objectives: Iterable[JudgedObjective],
    *,
    by: str,
    count: Count = "direct",
    fractional: bool = False,
    first: bool = False,
    expected_rows: Sequence[str] = (),
    target: str = MODULES,
) -> JudgedMatrix:
    """Count judged objectives by row and module of another framework, through the crosswalk.

    An objective counts 1 in every module that one of its competences leads to, once per module. With
    `fractional` its 1 is shared: equally among its competences, and the part of each competence equally among
    the modules that it leads to. With `first` only its first competence leads anywhere.

    The crosswalk itself is uneven (one module can be reached from six competences, another from one), so the
    evenness of modules says less than that of competences.

    Parameters
    ----------
    objectives, by, count, fractional, first, expected_rows
        As in `judged_matrix`.
    target : str
        Slug of the framework that there is a crosswalk to from the framework of the competences.

    Raises
    ------
    UnknownFramework
        If there is no such crosswalk.
    """
    listed = tuple(objectives)
    source = next((one.competences[0].partition(".")[0] for one in listed if one.competences), "gmilaf")
    return build_matrix(
        listed,
        by=by,
        count=count,
        counting="first" if first else "fractional" if fractional else "each",
        expected_rows=expected_rows,
        weigher=CrosswalkWeigher(crosswalk(source, target)),
    )
