"""Moving a coding to another version of a codebook: what became of each part, and who has to look again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from sauatty.core.catalogue.answer_codebooks import AnswerCodebook
from sauatty.core.errors import RecodingRefused
from sauatty.web.agreements import services as agreements
from sauatty.web.answers import books
from sauatty.web.answers.models import MachineRun, Recoding
from sauatty.web.base import audit
from sauatty.web.coding import selectors as coding
from sauatty.web.coding import services as coding_services

SAME_VERSION = gettext_noop("it is coded by this version already")
UNKNOWN_PART = gettext_noop("it names a part that is in neither version")


@dataclass(frozen=True, slots=True)
class PartMapping:
    """What becomes of the parts: old id → new ids.

    One new id: kept, renamed, or merged with others. Several: split; none: taken out; both are to be decided again.
    `grades_again` are the grades whose answers are to be decided again, `is_new_judged` tells whether all judged
    answers come back because the new version has parts that nobody has looked for.
    """

    parts: Mapping[str, tuple[str, ...]]
    grades_again: frozenset[int] = frozenset()
    is_new_judged: bool = True

    def as_json(self) -> dict[str, Any]:
        """Return the mapping as plain JSON."""
        return {
            "parts": {old: list(new) for old, new in self.parts.items()},
            "grades_again": sorted(self.grades_again),
            "is_new_judged": self.is_new_judged,
        }


@dataclass(frozen=True, slots=True)
class RecodingPlan:
    """How many decisions of coders stay, and how many come back."""

    n_kept: int
    n_touched: int
    added: tuple[str, ...]


def usual_mapping(old: AnswerCodebook, new: AnswerCodebook) -> dict[str, tuple[str, ...]]:
    """Return the mapping that keeps every part that both versions have."""
    known = {one.id for one in new.parts}
    return {one.id: (one.id,) if one.id in known else () for one in old.parts}


def added_parts(new: AnswerCodebook, mapping: PartMapping) -> tuple[str, ...]:
    """Return the parts of the new version that no old one leads to."""
    reached = {one for targets in mapping.parts.values() for one in targets}
    return tuple(one.id for one in new.parts if one.id not in reached)


def _carry(new: AnswerCodebook, mapping: PartMapping) -> coding_services.Carry:
    places = {one.id: place for place, one in enumerate(new.parts)}
    grades = {one.code for one in new.grades}
    looks_again = mapping.is_new_judged and bool(added_parts(new, mapping))

    def carry(grade: int, parts: Sequence[str]) -> list[str] | None:
        targets = [mapping.parts.get(part, ()) for part in parts]
        if grade in mapping.grades_again or grade not in grades or (grade and looks_again):
            return None
        if any(len(one) != 1 for one in targets):
            return None
        return sorted({one[0] for one in targets}, key=lambda one: places[one])

    return carry


def _refuse(project: Any, new: AnswerCodebook, mapping: PartMapping) -> None:
    old = books.book_of(project)
    if (old.id, old.version) == (new.id, new.version):
        raise RecodingRefused(version=new.version, problem=SAME_VERSION)
    known = {one.id for one in new.parts}
    wrong = [one for targets in mapping.parts.values() for one in targets if one not in known]
    if wrong or set(mapping.parts) - {one.id for one in old.parts}:
        raise RecodingRefused(version=new.version, problem=UNKNOWN_PART)


def plan_recoding(*, project: Any, book: AnswerCodebook, mapping: PartMapping) -> RecodingPlan:
    """Say what a move would do, without doing it."""
    _refuse(project, book, mapping)
    carry = _carry(book, mapping)
    told = coding.standing_decisions(project).values_list("relevance", "competences")
    touched = sum(carry(grade, parts) is None for grade, parts in told)
    return RecodingPlan(len(told) - touched, touched, added_parts(book, mapping))


@transaction.atomic
def recode(*, project: Any, book: AnswerCodebook, mapping: PartMapping, actor: Any) -> Recoding:
    """Move an open coding to another version; the machine's suggestions, learned from the old one, go."""
    plan = plan_recoding(project=project, book=book, mapping=mapping)
    kept, _back = coding_services.recode_project(project=project, manual=book, carry=_carry(book, mapping))
    agreements.carry_adjudications(kept, f"{book.id} {book.version}")
    MachineRun.objects.filter(project=project).delete()
    made = Recoding.objects.create(
        project=project, from_codebook=project.codebook, from_version=project.codebook_version,
        to_codebook=book.id, to_version=book.version, mapping=mapping.as_json(), n_kept=plan.n_kept,
        n_touched=plan.n_touched, actor=actor,
    )  # fmt: skip
    audit.record(
        "answers.recoded", actor=actor, target=project, to=f"{book.id} {book.version}", sha256=book.sha256,
        n_kept=plan.n_kept, n_touched=plan.n_touched, mapping=mapping.as_json(),
    )  # fmt: skip
    return made


__all__ = ["PartMapping", "RecodingPlan", "added_parts", "plan_recoding", "recode", "usual_mapping"]
