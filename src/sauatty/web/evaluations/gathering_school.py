"""What pupils meet at school: the coverage that people found in a curriculum, and what a published guide recommends."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sauatty.core.evaluation.pack import CurriculumCoverage, Recommendations
from sauatty.web.alignments import judged
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.alignments.figures import competences_of
from sauatty.web.curricula import selectors as curricula
from sauatty.web.guides import selectors as guides
from sauatty.web.measures.measuring import Measures, Question
from sauatty.web.publications import selectors as publications

_HEADING = "opportunities.heading:"


@dataclass(frozen=True, slots=True)
class School:
    """What an edition of a curriculum carries, by agreed decisions of people alone, and its newest published guide."""

    edition: Any = None
    source: Any = None
    coverage: tuple[CurriculumCoverage, ...] = ()
    version: Any = None
    recommendations: tuple[Recommendations, ...] = ()
    is_hidden: bool = False


def school_of(programme: Any, viewer: Any, framework: str) -> School:
    """Return the newest curriculum that the viewer may open and that people looked through, and its guide.

    Invented curricula stand beside invented programmes only.
    """
    editions = curricula.list_editions(viewer).filter(document__is_demo=programme.is_demo)
    edition = next((one for one in editions[:6] if judged.current_project(one) is not None), None)
    if edition is None:
        return School()
    if is_hidden_from(edition, viewer):
        return School(is_hidden=True)
    project = judged.current_project(edition)
    known = {one.id for one in competences_of(framework)}
    if project is None or not known & {one.id for one in competences_of(project.framework)}:
        return School()
    source = judged.Source(judged.AGREED, project.framework, project=project)
    found = Measures(edition, source, Question(count="both")).map()
    coverage = tuple(
        CurriculumCoverage(str(row["row"]), competence, int(n), int(row["n_judged"]))
        for row in found["rows"]
        if row.get("n_judged")
        for competence, n in row["counts"].items()
        if competence in known
    )
    version = _version(edition, viewer)
    return School(edition, source, coverage, version, _recommendations(version, known) if version else ())


def _version(edition: Any, viewer: Any) -> Any:
    found = publications.list_published(viewer).filter(guide__edition__document=edition.document_id)
    return found.filter(guide__source="agreed").first()


def _recommendations(version: Any, known: set[str]) -> tuple[Recommendations, ...]:
    """Count the activities that a guide suggests, by subject and competence: its headings of the fourth level."""
    counted: Counter[tuple[str, str]] = Counter()
    keys = guides.visible_blocks(version.guide).filter(key__startswith=_HEADING, level=4)
    for key in keys.values_list("key", flat=True):
        scope, competence, *_activity = key.removeprefix(_HEADING).split(":")
        if competence in known:
            counted[scope, competence] += 1
    return tuple(Recommendations(scope, one, n) for (scope, one), n in sorted(counted.items()))
