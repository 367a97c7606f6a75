"""The certificates of an invented programme of any size, in the register with numbers and codes of their own."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils import timezone

from sauatty.core.documents import certificate_codes as codes
from sauatty.core.languages import LANGUAGES, search_key
from sauatty.web.base import audit, bulk
from sauatty.web.certificates import demonstration, printing, services
from sauatty.web.certificates.models import Award, Certificate, NumberRange
from sauatty.web.worlds.world import CHUNK, World

TITLES = {
    "kk": "Ойдан құрастырылған бағдарламаны аяқтағаны туралы сертификат",
    "ru": "Сертификат об окончании вымышленной программы",
    "en": "Certificate of an invented programme",
}
PREFIX, HOURS = "ҮЛГІ-Б-", 18


def fill(world: World) -> None:
    """Write the certificates; a file is set when somebody asks for it first."""
    award = _award(world)
    own = world.pack.people
    ids = [world.person(code) for code, has in zip(own.ids, own.stages["certified"], strict=True) if has]
    for start in range(0, len(ids), CHUNK):
        _give(world, award, ids[start : start + CHUNK], start)
    NumberRange.objects.update_or_create(
        programme=world.programme, prefix=PREFIX, defaults={"last_number": len(ids)}
    )
    audit.record("certificates.invented", actor=world.actor, target=award, n=len(ids))


def _award(world: World) -> Award:
    values = {
        "name": "Үлгі", "layout": "classic", "languages": list(LANGUAGES[:2]), "signers": demonstration.SIGNERS,
        **demonstration.ORGANISATION,
    }  # fmt: skip
    design = services.make_design(actor=world.actor, programme=world.programme, values=values)
    return services.make_award(
        actor=world.actor, programme=world.programme, titles=TITLES, kind="completion", academic_hours=HOURS,
        design=design, number_prefix=PREFIX, rules=[{"rule": "attendance", "settings": {"events": 1}}],
        competences=list(world.model.competences), is_demo=True,
    )  # fmt: skip


def _give(world: World, award: Award, ids: list[UUID], start: int) -> None:
    people, day, at = get_user_model().objects.in_bulk(ids), world.day(0), timezone.now()
    rows: list[Any] = []
    for number, id in enumerate(ids, start + 1):
        code, written = codes.code_of(secrets.randbits(codes.BITS)), f"{PREFIX}{number:04d}"
        printed = printing.facts_of(award, people[id], None, code=code, number=written, issued_on=day)
        rows.append(
            Certificate(
                code=code, award=award, design=award.design, family=award.family, programme=world.programme,
                person_id=id, register_number=written, printed=printed.as_json(), issued_on=day, issued_at=at,
                holder_key=search_key(printed.holder)[:300], sha256=printed.sha256, issued_by=world.actor, is_demo=True,
                grounds=[{"rule": "attendance", "done": 1, "needed": 1}],
            )
        )  # fmt: skip
    bulk.insert(rows)
