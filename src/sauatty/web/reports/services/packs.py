"""Research packs: asked for on a page, checked again and made in a job, offered for a day."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.evaluation.pack_files import write_pack
from sauatty.core.exchange.spss import check_installed
from sauatty.web.base import audit, exports, jobs
from sauatty.web.base.models import Job
from sauatty.web.evaluations.copies import from_copy
from sauatty.web.evaluations.services import gather
from sauatty.web.programmes import selectors as programmes
from sauatty.web.reports import preparing, selectors
from sauatty.web.reports.models import MadePack
from sauatty.web.reports.services.consents import last_number, lock

PACK_JOB = "reports.pack"
KEY_BYTES = 32
Wish = dict[str, Any]


def wish_of(
    *, surveys_in: Sequence[str] = (), minimum: int, licence: str = "", with_spss: bool = False
) -> Wish:
    """Return what somebody wants in a pack, for a job; refuse what cannot be written here."""
    if with_spss:
        check_installed()
    return {"surveys": list(surveys_in), "minimum": minimum, "licence": licence, "spss": with_spss}


@transaction.atomic
def ask_for_pack(*, actor: Any, programme: Any, wish: Wish) -> Job:
    """Ask for a pack of those who agreed."""
    key = str(uuid.uuid4())
    payload = {"programme": str(programme.pk), "key": key, "wish": wish}
    return jobs.enqueue(PACK_JOB, key=key, payload=payload, actor=actor, total=2)


@from_copy
def do_pack(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make a pack (job). Answers may have changed since it was asked for, so all is looked at again."""
    found = who_and_what(PACK_JOB, payload)
    if found is None or MadePack.objects.filter(pk=payload["key"]).exists():
        return
    person, programme = found
    report(0, 2)
    make_pack(person, programme, payload["wish"], id=UUID(payload["key"]))
    report(2, 2)


def who_and_what(kind: str, payload: dict[str, Any]) -> tuple[Any, Any] | None:
    """Return who asked for a job and the programme, where they still work with it."""
    job, programme = selectors.job_of(kind, payload["key"]), programmes.find_programme(payload["programme"])
    person = job.created_by if job is not None else None
    if person is None or programme is None:
        return None
    return (person, programme) if selectors.list_programmes(person).filter(pk=programme.pk).exists() else None


def prepared_for(person: Any, programme: Any, wish: Wish) -> preparing.Prepared:
    """Return the pack that a wish gives now."""
    gathered = gather(programme, person)
    places = [at for at, one in enumerate(gathered.surveys) if str(one.pk) in wish["surveys"]]
    return preparing.prepare(
        gathered, selectors.standing_of(programme), surveys_in=places, minimum=wish["minimum"]
    )


def make_pack(person: Any, programme: Any, wish: Wish, *, id: UUID) -> tuple[MadePack, bytes]:
    """Make a pack, offer its file for a day, and note its hash and counts."""
    prepared = prepared_for(person, programme, wish)
    # The key of the pseudonyms lives in this line and nowhere else.
    pack = prepared.with_pseudonyms(secrets.token_bytes(KEY_BYTES))
    content = write_pack(pack, licence=wish["licence"], with_spss=wish["spss"])
    return _noted(person, programme, wish, prepared, content, id), content


@transaction.atomic
def _noted(
    person: Any, programme: Any, wish: Wish, prepared: preparing.Prepared, content: bytes, id: UUID
) -> MadePack:
    lock(programme)
    number = 1 + last_number(MadePack, programme)
    mark = "INVENTED-" if programme.is_demo else ""
    sha256, people = hashlib.sha256(content).hexdigest(), prepared.after.people
    file = exports.offer_file(
        owner=person, name=f"{mark}research-pack-{number}.zip", media_type="application/zip", content=content,
        programme=str(programme.pk), what="research-pack", sha256=sha256, n=people.n, k=people.k,
    )  # fmt: skip
    pack = MadePack.objects.create(
        id=id, programme=programme, number=number, text=prepared.text, sha256=sha256, n_people=people.n, k=people.k,
        minimum=prepared.minimum, suppressed=[asdict(one) for one in prepared.suppressed], surveys=wish["surveys"],
        licence=wish["licence"], file_id=file.pk, made_at=timezone.now(), made_by=person,
    )  # fmt: skip
    audit.record("research-pack.made", actor=person, target=pack, number=number, sha256=sha256, n=people.n)
    return pack
