"""The figures of a review that was just closed, computed before anybody asks for them."""

from typing import Any

from sauatty.web.alignments.judged import AGREED, Source
from sauatty.web.base import jobs
from sauatty.web.coding import selectors as coding
from sauatty.web.curricula import selectors as curricula
from sauatty.web.measures.measuring import Measures, Question

TARGET = 0.8


def do_figures(payload: dict[str, Any], report: jobs.Report) -> None:
    """Compute the figures that the pages of a review open with (job)."""
    project = coding.find_project(payload["project"])
    edition = curricula.find_edition_by_id(project.source_id) if project else None
    if project is None or edition is None:
        return
    measures = Measures(edition, Source(AGREED, project.framework, project=project), Question())
    steps = (measures.map, measures.unevenness, measures.gaps, lambda: measures.reinforcement(TARGET))
    for done, step in enumerate(steps, 1):
        step()
        report(done, len(steps))
