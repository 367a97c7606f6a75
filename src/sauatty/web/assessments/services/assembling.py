"""Blueprints, and forms assembled from them by a job."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.db import transaction
from django.urls import reverse

from sauatty.core.errors import BlueprintImpossible
from sauatty.core.psychometrics import form_figures
from sauatty.core.psychometrics.assembly import Assembly as Assembled
from sauatty.core.psychometrics.assembly import assemble
from sauatty.core.psychometrics.assembly_blueprint import BankItem
from sauatty.core.psychometrics.equating_curves import item_precision
from sauatty.core.psychometrics.form_rules import (
    LETTERS,
    OWN_ONLY,
    Json,
    Rules,
    competence_ids,
    default_rules,
    private_first,
)
from sauatty.core.psychometrics.notes import Note
from sauatty.web.assessments import selectors
from sauatty.web.assessments.bank import BankEntry, bank_item, usable_items
from sauatty.web.assessments.models import Assembly, Blueprint, Form
from sauatty.web.base import audit, jobs
from sauatty.web.base.models import Job

ASSEMBLE_JOB = "assessments.assemble"
SECONDS = 12.0
# Shares of the most information that the bank could give at the difficulty aimed at: tried from above.
AIMS = (0.95, 0.85, 0.7)


def suggested_rules(programme: Any, needs: Mapping[str, float]) -> Rules:
    """Return rules that the bank of a programme can keep, as far as the numbers by competence go."""
    counts = Counter(one.item.competence for one in usable_items(programme).values())
    n_forms = Rules().n_forms
    return default_rules(needs, most={id: counts[id] // n_forms for id in competence_ids()})


@transaction.atomic
def save_blueprint(
    *, actor: Any, programme: Any, name: str, rules: Rules, blueprint: Blueprint | None = None
) -> Blueprint:
    """Store a blueprint, a new one or in the place of what stood there; assembled forms keep their own rules."""
    row = blueprint or Blueprint(programme=programme, created_by=actor)
    row.name, row.rules = " ".join(name.split()), rules.as_json()
    row.save()
    audit.record("blueprint.saved", actor=actor, target=row, programme=str(programme.pk), length=rules.length)
    return row


@transaction.atomic
def ask_for_forms(*, actor: Any, blueprint: Blueprint) -> tuple[Assembly, Job]:
    """Ask for the forms of a blueprint; a job assembles them."""
    assembly = Assembly.objects.create(blueprint=blueprint, rules=blueprint.rules, created_by=actor)
    audit.record("forms.asked", actor=actor, target=assembly, blueprint=str(blueprint.pk))
    payload = {"assembly": str(assembly.pk)}
    return assembly, jobs.enqueue(ASSEMBLE_JOB, key=str(assembly.pk), payload=payload, actor=actor, total=2)


def do_assemble(payload: Json, report: jobs.Report) -> None:
    """Assemble forms (job). What is impossible is no failure: its page says which rule stands in the way."""
    assembly = Assembly.objects.select_related("blueprint__programme").filter(pk=payload["assembly"]).first()
    if assembly is None or assembly.state != Assembly.State.WAITING:
        return
    report(0, 2)
    programme, rules = assembly.blueprint.programme, Rules.from_json(assembly.rules)
    bank = usable_items(programme, rules.source)
    items = known_items(programme, bank, rules)
    report(1, 2)
    try:
        used, found = _best(list(items.values()), rules)
    except BlueprintImpossible as error:
        _keep_refusal(assembly, error)
        return
    forms = {LETTERS[place]: [items[id] for id in ids] for place, ids in enumerate(found.forms)}
    told = {
        "notes": [note_json(note) for note in found.notes], "is_optimal": found.is_optimal,
        "only_private": used.source == OWN_ONLY, "n_bank": len(bank),
    }  # fmt: skip
    with transaction.atomic():
        store_forms(assembly, forms, bank, told)
    report(2, 2)


def known_items(programme: Any, bank: Mapping[str, BankEntry], rules: Rules) -> dict[str, BankItem]:
    """Return what assembling knows of the items of a bank, with the share of the programme's people who saw each."""
    seen = selectors.exposure_shares(programme)
    return {
        id: bank_item(one, seen.get(id, 0.0), keeps_enemies_apart=rules.keeps_enemies_apart)
        for id, one in bank.items()
    }


def _best(items: Sequence[BankItem], rules: Rules) -> tuple[Rules, Assembled]:
    """Return the forms of the first rules that can be kept: private items alone where there are any, then all."""
    *before, last = private_first(rules)
    for one in before if any(item.is_private for item in items) else ():
        try:
            return one, _aimed(items, one)
        except BlueprintImpossible:
            continue
    return last, _aimed(items, last)


def _aimed(items: Sequence[BankItem], rules: Rules) -> Assembled:
    """Return forms with as much information at the difficulty aimed at as goes with the other rules."""
    found = assemble(items, rules.as_blueprint(), SECONDS)
    most = _most_information(items, rules)
    for aim in AIMS:
        try:
            return assemble(items, rules.as_blueprint(information=aim * most), SECONDS)
        except BlueprintImpossible:
            continue
    return found


def _most_information(items: Sequence[BankItem], rules: Rules) -> float:
    """Return what each form could have at most at that point if no other rule stood in the way."""
    at = np.array([rules.difficulty])
    every = sorted((float(item_precision(one.as_curve, at)[0]) for one in items), reverse=True)
    return sum(every[: rules.length * rules.n_forms]) / rules.n_forms


def note_json(note: Note) -> Json:
    """Return a note for a row."""
    return {"code": note.code, "params": dict(note.params)}


@transaction.atomic
def _keep_refusal(assembly: Assembly, error: BlueprintImpossible) -> None:
    broken = error.params.get("broken", ())
    assembly.problem = {"broken": [note_json(note) for note in broken if isinstance(note, Note)]}
    assembly.state = Assembly.State.IMPOSSIBLE
    assembly.save(update_fields=["problem", "state"])


def store_forms(
    assembly: Assembly,
    forms: Mapping[str, Sequence[BankItem]],
    bank: Mapping[str, BankEntry],
    told: Json,
) -> None:
    """Store forms in the place of those that stand there; easy items come first in each."""
    ordered = {
        code: sorted(form, key=lambda one: (one.difficulty, one.id)) for code, form in sorted(forms.items())
    }
    assembly.forms.all().delete()
    Form.objects.bulk_create(
        Form(assembly=assembly, code=code, items=[_form_item(one, bank[one.id]) for one in form])
        for code, form in ordered.items()
    )
    assembly.figures = {**form_figures.figures_of(ordered), **told}
    assembly.state = Assembly.State.PROPOSED
    assembly.revision += 1
    assembly.save(update_fields=["figures", "state", "revision"])


def _form_item(one: BankItem, entry: BankEntry) -> Json:
    return {
        "item": one.id, "sha256": entry.sha256, "competence": one.competence, "demand": one.demand,
        "kind": one.kind, "difficulty": one.difficulty, "max": one.max_score, "exposure": one.exposure,
        "is_shipped": entry.is_public,
    }  # fmt: skip


def assembly_address(job: Job) -> str:
    """Return the page of the forms that a job assembled."""
    return reverse("assessments:form_detail", args=[job.payload["assembly"]])
