"""The invented national version that a newcomer looks around in: decided, rated by invented experts, published."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sauatty.core.catalogue.content import CONTENT, read_yaml
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.accounts.services import people
from sauatty.web.adaptations import selectors, services
from sauatty.web.adaptations.drafts import CompetenceDraft
from sauatty.web.adaptations.models import Adaptation, NationalCompetence, Round
from sauatty.web.base.models import TextProvenance
from sauatty.web.frameworks.services import remove_versions

Json = Mapping[str, Any]


def make(actor: Any) -> None:
    """Make the invented version unless it is there, or a real one has its name."""
    sample = read_yaml(CONTENT / "demo" / "national.yaml", "demo-national/1")
    if Adaptation.objects.filter(slug=sample["slug"]).exists():
        return
    adaptation = services.start_adaptation(
        actor=actor, slug=sample["slug"], issuer=sample["issuer"], sources=sample["sources"], is_demo=True,
        texts={field: Translated.from_mapping(sample[field]) for field in ("title", "description")},
    )  # fmt: skip
    adaptation = services.change_adaptation(
        actor=actor, adaptation=adaptation, texts={}, issuer=sample["issuer"], levels=sample["levels"],
        parts=adaptation.parts, revision=adaptation.revision,
    )  # fmt: skip
    _decide(actor, adaptation, sample)
    _rate(actor, adaptation, sample)
    services.publish_version(actor=actor, adaptation=adaptation, number=1)
    services.seat_person(actor=actor, adaptation=adaptation, person=actor, role="expert")
    services.open_round(actor=actor, adaptation=adaptation)


def _decide(actor: Any, adaptation: Adaptation, sample: Json) -> None:
    known, kept = selectors.source_frameworks(adaptation), sample["kept"]
    for one in sample["decisions"]:
        texts = {(field, code): text[code] for field, text in one["texts"].items() for code in LANGUAGES}
        names = (
            one["action"],
            tuple(one["sources"]),
            one["reason"],
            one.get("code", ""),
            one.get("part", ""),
        )
        draft = CompetenceDraft(*names, texts=texts)
        services.decide_competence(actor=actor, adaptation=adaptation, draft=draft)
    for source_id in kept["sources"]:
        draft = services.kept_draft(adaptation, known, source_id, kept["reason"])
        skipping = replace(draft, skipped_levels=tuple(adaptation.levels))
        services.decide_competence(actor=actor, adaptation=adaptation, draft=skipping)


def _rate(actor: Any, adaptation: Adaptation, sample: Json) -> None:
    experts = [people.add_person(actor=actor, name=name, is_demo=True) for name in sample["experts"]]
    seats = [
        services.seat_person(actor=actor, adaptation=adaptation, person=person, role="expert")
        for person in experts
    ]
    current = services.open_round(actor=actor, adaptation=adaptation)
    for place, item in enumerate(current.items):
        row = sample["ratings"][place % len(sample["ratings"])]
        for seat, relevance in zip(seats, row, strict=True):
            services.save_rating(
                seat=seat, round_id=current.pk, competence_id=item["id"], relevance=relevance,
                clarity=relevance - (seat is seats[-1]), comment="",
            )  # fmt: skip
    services.close_round(actor=actor, adaptation=adaptation, number=current.number)


def remove() -> None:
    """Delete every invented national version with its published ones; real ones stay."""
    invented = Adaptation.objects.filter(is_demo=True)
    rows = NationalCompetence.objects.filter(adaptation__in=invented)
    for kind, found in ((Adaptation, invented), (NationalCompetence, rows)):
        targets = [str(pk) for pk in found.values_list("pk", flat=True)]
        TextProvenance.objects.filter(target_kind=kind._meta.label, target_id__in=targets).delete()
    remove_versions(slugs=list(invented.values_list("slug", flat=True)))
    Round.objects.filter(adaptation__in=invented).delete()
    invented.delete()
