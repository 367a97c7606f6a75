"""What coding of open answers adds to the generic coding."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sauatty.web.answers import books, selectors
from sauatty.web.answers.models import MachineCode
from sauatty.web.base.texts import in_language
from sauatty.web.coding.kinds import KindHooks, MachineProposal
from sauatty.web.surveys import selectors as surveys


def proposals_of(units: Sequence[Any]) -> dict[UUID, MachineProposal]:
    """Return what the machine suggests for units, for a coder who sees it on purpose."""
    if not units:
        return {}
    steps = {code: word for code, word, _text in books.scheme_of(units[0].project).steps}
    found = MachineCode.objects.filter(run__is_on=True, unit__in=[unit.pk for unit in units]).select_related(
        "run"
    )
    return {
        one.unit_id: MachineProposal(one.probability, (steps.get(one.grade, ""), *one.parts), str(one.run_id))
        for one in found
    }


def source_of(projects: Sequence[Any]) -> Mapping[UUID, tuple[str, str]]:
    """Return the campaign of each project, in one query."""
    campaigns = {
        one.pk: one
        for one in surveys.list_of_programmes(None).filter(pk__in=[one.source_id for one in projects])
    }
    return {
        one.pk: (in_language(campaigns[one.source_id], "title"), "")
        for one in projects
        if one.source_id in campaigns
    }


def the_hooks() -> KindHooks:
    """Return what is registered for open answers."""
    return KindHooks(
        places_of=selectors.facts_of,
        proposals_of=proposals_of,
        source_of=source_of,
        start_view="answers:start",
        start_label=_("Code open answers"),
        hidden_from=selectors.hidden_from,
        scheme_of=books.scheme_of,
        manual_of=books.find_book,
        manual_address=lambda project: reverse("answers:project_book", args=[project.pk]),
        seat_actions=((_("Answers as a table"), "answers:grid"),),
        actions=(
            (_("Answers as a table"), "answers:grid"),
            (_("Tables of codes"), "answers:tables"),
            (_("Machine suggestions"), "answers:machine"),
            (_("Move to another codebook"), "answers:recode"),
        ),
        words={**books.WORDS, "group_name": books.form_name},
        within=selectors.within,
    )
