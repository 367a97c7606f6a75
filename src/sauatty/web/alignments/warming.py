"""Asking for the figures of a review that was closed; the app that measures computes them."""

from typing import Any

from sauatty.web.base import jobs

FIGURES_JOB = "alignments.figures"


def ask_for_figures(project: Any) -> None:
    """Ask for the figures of a review that was closed; one that was opened again is left alone."""
    if project.is_closed:
        key = f"{project.pk}:{project.closed_at}"
        jobs.enqueue(FIGURES_JOB, key=key, payload={"project": str(project.pk)}, total=4)
