"""The other side of a comparison: another edition, another subject, or the same text in the other language."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.core.records import JudgedObjective
from sauatty.web.alignments import judged
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.alignments.judged import Source
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula.models import Edition
from sauatty.web.curricula.titles import subject_name
from sauatty.web.measures.asking import Asked
from sauatty.web.measures.measuring import Json, Measures, compare_figures


@dataclass(frozen=True, slots=True)
class OtherSide:
    """What is compared with; `problem` is '' or says why it cannot be."""

    edition: Edition | None = None
    source: Source | None = None
    subject_a: str = ""
    subject_b: str = ""
    problem: Any = ""

    @property
    def is_ready(self) -> bool:
        """Tell whether there is something to compare."""
        return self.source is not None and not self.problem

    @property
    def is_fine(self) -> bool:
        """Tell whether nothing that was asked for is wrong."""
        return not self.problem


def other_side(asked: Asked) -> OtherSide:
    """Read the other side from the address; nothing is compared before an edition was chosen."""
    query = asked.request.GET
    subjects = {"subject_a": query.get("subject_a", ""), "subject_b": query.get("subject_b", "")}
    if not query.get("other"):
        return OtherSide(**subjects)
    edition = curricula.choose_edition(asked.request.user, query["other"])
    if edition is None:
        return OtherSide(**subjects)
    side = OtherSide(edition=edition, **subjects)
    if edition.pk == asked.edition.pk:
        same = side.subject_a == side.subject_b
        problem = _("Choose another edition, or two different subjects.") if same else ""
        return replace(side, source=asked.source, problem=problem)
    if is_hidden_from(edition, asked.request.user):
        return replace(
            side, problem=_("You are coding that text blindly, so its figures are not shown to you.")
        )
    return _with_source(asked, side)


def _with_source(asked: Asked, side: OtherSide) -> OtherSide:
    """Choose the figures of the same kind: those of people are never held against those of the machine."""
    assert side.edition is not None  # the caller has chosen it
    sources = judged.list_sources(asked.request.user, side.edition)
    alike = [
        one for one in sources if one.kind == asked.source.kind and one.framework == asked.source.framework
    ]
    if asked.source.kind == judged.CODER or not alike:
        problem = _("The other edition has no figures of this kind and framework. Choose another source.")
        return replace(side, problem=problem)
    current = judged.current_project(side.edition)
    standing = (one for one in alike if current is not None and one.project == current)
    return replace(side, source=next(standing, alike[0]))


def choices(asked: Asked) -> list[tuple[str, str]]:
    """Return the subjects of both sides to choose from."""
    found = {row.subject_id for row in curricula.list_programmes(asked.edition) if row.subject_id}
    return sorted(((slug, subject_name(slug, asked.language)) for slug in found), key=lambda pair: pair[1])


def figures(asked: Asked, other: OtherSide) -> Json:
    """Return both sides; kept until one of them changes."""
    assert other.edition is not None and other.source is not None  # is_ready was asked
    second = Measures(other.edition, other.source, asked.question)
    return asked.measures.kept(
        "comparison",
        lambda: compare_figures(
            asked.measures, _of(asked.measures, other.subject_a), _of(second, other.subject_b)
        ),
        other.edition.pk,
        other.source.version(),
        other.subject_a,
        other.subject_b,
    )


def _of(measures: Measures, subject: str) -> list[JudgedObjective]:
    return [one for one in measures.objectives if not subject or one.subject_id == subject]
