"""Keep, rewrite, merge, add, leave out: what the group decides about each competence."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from sauatty.core.catalogue import Framework, FrameworkNode
from sauatty.core.languages import LANGUAGES
from sauatty.web.adaptations import selectors
from sauatty.web.adaptations.drafts import (
    CODE,
    N_SOURCES,
    RELATIONS,
    Action,
    CompetenceDraft,
    source_node,
    source_texts,
)
from sauatty.web.adaptations.models import Adaptation, ChangeNote, NationalCompetence
from sauatty.web.base import audit
from sauatty.web.base.texts import forget_texts, write_text
from sauatty.web.frameworks import selectors as frameworks
from sauatty.web.frameworks.errors import (
    CodeFixed,
    CodeTaken,
    DecidedAlready,
    EditedMeanwhile,
    ReasonMissing,
    SourceUnknown,
)
from sauatty.web.frameworks.fields import FIELDS


@transaction.atomic
def decide_competence(
    *,
    actor: Any,
    adaptation: Adaptation,
    draft: CompetenceDraft,
    competence: NationalCompetence | None = None,
    revision: int = 0,
) -> NationalCompetence:
    """Store a decision: a new one, or one that replaces `competence` as it stood at `revision`.

    Raises
    ------
    EditedMeanwhile
        Somebody else has saved it since: nothing is stored, so nothing of theirs is lost.
    """
    locked = Adaptation.objects.select_for_update().get(pk=adaptation.pk)
    sources = _checked_sources(locked, draft)
    row = _row(locked, competence, revision)
    _check_contradiction(locked, row, draft)
    _check_code(locked, row, draft)
    before = {"action": row.action, "code": row.code, "part": row.part, "sources": row.sources}
    row.action, row.sources, row.reason = draft.action, list(draft.sources), draft.reason.strip()
    row.relation = _relation(draft)
    if draft.action == Action.LEAVE_OUT:
        changed = []
    else:
        row.code, row.part, row.skipped_levels = draft.code, draft.part, list(draft.skipped_levels)
        changed = _write_texts(row, draft, sources, locked.language, actor=actor)
    changed += [name for name, value in before.items() if value != getattr(row, name)]
    return _save(row, changed, actor=actor, is_new=competence is None)


def _checked_sources(adaptation: Adaptation, draft: CompetenceDraft) -> list[FrameworkNode]:
    if not draft.reason.strip():
        raise ReasonMissing
    least, most = N_SOURCES[draft.action]
    if not least <= len(set(draft.sources)) <= most or len(set(draft.sources)) != len(draft.sources):
        raise SourceUnknown(source=", ".join(draft.sources) or "–")
    known = selectors.source_frameworks(adaptation)
    return [source_node(known, one) for one in draft.sources]


def _row(adaptation: Adaptation, competence: NationalCompetence | None, revision: int) -> NationalCompetence:
    if competence is None:
        last = adaptation.competences.aggregate(last=Max("position"))["last"]
        return NationalCompetence(adaptation=adaptation, position=(last or 0) + 1, revision=0)
    row: NationalCompetence = adaptation.competences.select_for_update().get(pk=competence.pk)
    if row.revision != revision:
        raise EditedMeanwhile
    return row


def _check_contradiction(adaptation: Adaptation, row: NationalCompetence, draft: CompetenceDraft) -> None:
    """What is kept as it is or left out stands in no other decision; what is left out is used in none."""
    alone = draft.action in (Action.KEEP, Action.LEAVE_OUT)
    for other in adaptation.competences.exclude(pk=row.pk).only("sources", "action"):
        common = [one for one in draft.sources if one in other.sources]
        if common and (alone or other.is_left_out):
            raise DecidedAlready(source=common[0])


def _check_code(adaptation: Adaptation, row: NationalCompetence, draft: CompetenceDraft) -> None:
    """A code is one competence's for ever: no other may take it, and once published it does not change."""
    if draft.action == Action.LEAVE_OUT:
        return
    if row.code and row.code != draft.code and row.code in published_codes(adaptation):
        raise CodeFixed(code=row.code)
    folded = draft.code.casefold()
    others = adaptation.competences.exclude(pk=row.pk).exclude(code=None).values_list("code", flat=True)
    taken = {code.casefold() for code in others} | {part["code"].casefold() for part in adaptation.parts}
    retired = {code.casefold() for code in published_codes(adaptation)} - {(row.code or "").casefold()}
    if folded in taken | retired or not CODE.fullmatch(draft.code):
        raise CodeTaken(code=draft.code)


def published_codes(adaptation: Adaptation) -> set[str]:
    """Return every code that ever stood in a published version."""
    contents = frameworks.published_contents(adaptation.slug).values()
    return {node["code"] for content in contents for node in content["framework"]["nodes"]}


def _relation(draft: CompetenceDraft) -> str:
    allowed = RELATIONS[draft.action]
    return draft.relation if draft.relation in allowed else str(allowed[0])


def _write_texts(
    row: NationalCompetence,
    draft: CompetenceDraft,
    sources: list[FrameworkNode],
    language: str,
    *,
    actor: Any,
) -> list[str]:
    """Set the texts that differ and those that were read and taken over; the group's own language first."""
    changed = []
    for field in FIELDS:
        for code in sorted(LANGUAGES, key=lambda one: one != language):
            new = draft.texts.get((field, code), getattr(row, f"{field}_{code}")).strip()
            is_new = new != getattr(row, f"{field}_{code}")
            is_read = (field, code) in draft.checked
            if is_new or (is_read and new):
                source = "" if code == language else language
                is_invented = row.adaptation.is_demo  # nobody stands for the words of demonstration data
                machine = not is_read and (is_invented or _is_machine_made(sources, field, code, new))
                write_text(row, field, code, new, actor=actor, source_language=source, machine=machine)
            changed += [f"{field}_{code}"] if is_new else []
    return changed


def _is_machine_made(sources: list[FrameworkNode], field: str, code: str, text: str) -> bool:
    """Tell whether a text is that of a source which no person has written or looked over."""
    for node in sources:
        own = source_texts(node).get(field)
        if text and own is not None and getattr(own, code) == text:
            return not (field == "name" and code in node.official) and not _is_reviewed(node)
    return False


def _is_reviewed(node: FrameworkNode) -> bool:
    provenance = frameworks.get_framework(node.framework).provenance
    return provenance.is_reviewed or provenance.written != "machine"


def _save(row: NationalCompetence, changed: list[str], *, actor: Any, is_new: bool) -> NationalCompetence:
    row.revision += 1
    row.changed_by = actor
    try:
        with transaction.atomic():
            row.save(force_insert=is_new)
    except IntegrityError as error:
        raise CodeTaken(code=row.code or "") from error
    ChangeNote.objects.create(
        adaptation=row.adaptation, competence_id=row.pk, revision=row.revision, code=row.code or "",
        action=row.action, reason=row.reason, fields=changed, actor=actor, at=timezone.now(),
    )  # fmt: skip
    audit.record(
        "competence.decided",
        actor=actor,
        target=row,
        decision=row.action,
        code=row.code or "",
        fields=changed,
    )
    return row


# --- short ways ------------------------------------------------------------------


@transaction.atomic
def keep_sources(
    *, actor: Any, adaptation: Adaptation, source_ids: Iterable[str], reason: str
) -> list[NationalCompetence]:
    """Keep several sources as they are, each under its own code where that is free."""
    known = selectors.source_frameworks(adaptation)
    return [
        decide_competence(
            actor=actor, adaptation=adaptation, draft=kept_draft(adaptation, known, one, reason)
        )
        for one in source_ids
    ]


def kept_draft(
    adaptation: Adaptation, known: Mapping[str, Framework], source_id: str, reason: str
) -> CompetenceDraft:
    """Return the decision that keeps one source with its texts."""
    node = source_node(known, source_id)
    texts = {
        (field, code): getattr(text, code) for field, text in source_texts(node).items() for code in LANGUAGES
    }
    return CompetenceDraft(
        action=Action.KEEP,
        sources=(source_id,),
        reason=reason,
        code=free_code(adaptation, node.code, node.framework),
        part=next((part["code"] for part in adaptation.parts if part.get("source") == node.parent), ""),
        texts=texts,
    )


def free_code(adaptation: Adaptation, wanted: str, prefix: str) -> str:
    """Return the code of the source where nobody has it, else one with the source's name before it."""
    taken = set(adaptation.competences.exclude(code=None).values_list("code", flat=True))
    taken |= published_codes(adaptation) | {part["code"] for part in adaptation.parts}
    folded = {code.casefold() for code in taken}
    candidates = (wanted, f"{prefix}-{wanted}"[:20], *(f"n{number}" for number in range(1, 1000)))
    return next(code for code in candidates if code.casefold() not in folded)


@transaction.atomic
def leave_out(*, actor: Any, adaptation: Adaptation, source_ids: Iterable[str], reason: str) -> None:
    """Do without several sources; the reason is kept and published."""
    for one in source_ids:
        draft = CompetenceDraft(action=Action.LEAVE_OUT, sources=(one,), reason=reason)
        decide_competence(actor=actor, adaptation=adaptation, draft=draft)


@transaction.atomic
def withdraw_decision(
    *, actor: Any, adaptation: Adaptation, competence: NationalCompetence, revision: int, reason: str
) -> None:
    """Take a decision back: its sources are undecided again.

    A competence that was published is left out instead: its code stays, for ever its own.
    """
    if not reason.strip():
        raise ReasonMissing
    locked = Adaptation.objects.select_for_update().get(pk=adaptation.pk)
    row = _row(locked, competence, revision)
    if row.code and row.code in published_codes(locked):
        row.action, row.reason, row.relation = Action.LEAVE_OUT, reason.strip(), ""
        _save(row, ["action"], actor=actor, is_new=False)
        return
    ChangeNote.objects.create(
        adaptation=locked, competence_id=row.pk, revision=row.revision + 1, code=row.code or "",
        action="withdrawn", reason=reason.strip(), actor=actor, at=timezone.now(),
    )  # fmt: skip
    audit.record("competence.withdrawn", actor=actor, target=row, code=row.code or "", reason=reason.strip())
    forget_texts(row)
    row.delete()
