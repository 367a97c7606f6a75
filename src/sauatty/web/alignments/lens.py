"""What the machine proposes, for the pages of curricula."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from sauatty.web.alignments import selectors
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.alignments.figures import FRAMEWORK, competences_of, ranked, relevance_word
from sauatty.web.alignments.models import MatchResult, MatchRun
from sauatty.web.curricula.lenses import ProgrammeCoverage, Seen
from sauatty.web.curricula.models import Edition, Objective, SubjectProgramme


class ProposalLens:
    """Answers from the newest finished run over an edition."""

    def is_hidden(self, edition: Edition, viewer: Any) -> bool:
        """Tell whether the viewer codes this text blindly."""
        return is_hidden_from(edition, viewer)

    def narrow(
        self,
        objectives: QuerySet[Objective],
        edition: Edition,
        viewer: Any,
        *,
        competence: str,
        relevance: str,
    ) -> QuerySet[Objective]:
        """Keep objectives by first proposal and relevance ('relevant', 'other', or a number 0-1)."""
        if self.is_hidden(edition, viewer):
            return objectives  # a narrowed list would say what the machine proposes
        run = selectors.current_run(edition)
        if run is None:
            return objectives.none()
        wanted: dict[str, object] = {"results__run": run}
        if competence:
            wanted["results__competence"] = competence
        wanted.update(_relevance_filter(relevance))
        return objectives.filter(**wanted)

    def look(self, edition: Edition, objectives: Iterable[Objective], viewer: Any) -> dict[UUID, Seen]:
        """Return the proposals for some objectives (two queries, and who the viewer is)."""
        run = selectors.current_run(edition)
        if run is None or self.is_hidden(edition, viewer):
            return {}
        results = MatchResult.objects.filter(run=run, objective__in=[row.pk for row in objectives])
        return {result.objective_id: _seen(result, run) for result in results}

    def is_matched(self, edition: Edition) -> bool:
        """Tell whether a run over the edition is over."""
        return selectors.finished_run(edition) is not None

    def competences(self) -> list[tuple[str, str]]:
        """Return the competences of the primary framework as choices."""
        language = get_language() or "kk"
        return [(one.id, f"{one.code} {one.name.text(language)}") for one in competences_of(FRAMEWORK)]

    def coverage(self, programme: SubjectProgramme, viewer: Any) -> ProgrammeCoverage | None:
        """Return relevant objectives of one programme by grade and competence."""
        run = selectors.finished_run(programme.edition)
        if run is None or self.is_hidden(programme.edition, viewer):
            return None
        found = selectors.summarise_coverage(run, "grade", programme)
        return ProgrammeCoverage(
            competences=found.competences,
            rows=tuple((row.key, row.n_objectives or 0, row.counts) for row in found.rows),
            totals=found.totals,
            n_relevant=found.n_relevant,
            n_objectives=found.n_objectives,
        )


def _relevance_filter(relevance: str) -> dict[str, object]:
    if relevance in {"relevant", "other"}:
        return {"results__is_relevant": relevance == "relevant"}
    try:
        return {"results__relevance__gte": float(relevance)} if relevance else {}
    except ValueError:
        return {}


def _seen(result: MatchResult, run: MatchRun) -> Seen:
    why = result.why
    return Seen(
        relevance=result.relevance,
        is_relevant=result.is_relevant,
        word=relevance_word(result.relevance, result.is_relevant),
        proposals=ranked(result.proposals),
        words=tuple(why.get("words", ())),
        against=tuple(word for word in why.get("against", ()) if len(word) > 2),
        exemplar=why.get("exemplar") or "",
        exemplar_text=why.get("exemplar_text") or "",
        similarity=why.get("similarity"),
        model=run.model,
        run_id=run.pk,
        is_reviewed=result.is_reviewed,
    )
