"""An invented network: 36 specialists after three days of training, and workshops that they held in five regions.

It is a programme of its own, after the second story that Sauatty serves, so that nothing in it changes what the
evaluation of the large invented programme finds.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from sauatty.core.catalogue.frameworks import framework
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import inventing
from sauatty.web.accounts.services import people as roles
from sauatty.web.base import bulk
from sauatty.web.enrolments.models import Enrolment
from sauatty.web.events import services as events
from sauatty.web.events.models import Event
from sauatty.web.programmes.selectors import SCOPE
from sauatty.web.publications import services as publications
from sauatty.web.publications.models import Version
from sauatty.web.specialists import services as directory
from sauatty.web.workshops import services as workshops
from sauatty.web.workshops.models import RegionalWorkshop
from sauatty.web.worlds import attendances, people

TITLES = {
    "kk": "Ойдан құрастырылған желі: медиа және ақпараттық сауаттылық әдіскерлері",
    "ru": "Вымышленная сеть: методисты по медийной и информационной грамотности",
    "en": "Invented network: methodologists for media and information literacy",
}
TRAINING = {
    "kk": "Ойдан құрастырылған үш күндік оқу: мамандар",
    "ru": "Вымышленное трёхдневное обучение: специалисты",
    "en": "Invented training of three days: specialists",
}
WORKSHOP = {
    "kk": "Ойдан құрастырылған өңірлік семинар",
    "ru": "Вымышленный региональный семинар",
    "en": "Invented regional workshop",
}
N_SPECIALISTS, N_DAYS, MOST_PLACES = 36, 3, 30
# Region, how many methodologists came, the language, and what they said stands in the way.
HELD: tuple[tuple[str, int, str, str, str], ...] = (
    ("KZ-55", 27, "kk", "time", "Бір сабаққа жоспарланған уақыт жетпейді."),
    ("KZ-61", 30, "kk", "materials", "Қазақ тіліндегі дайын тапсырмалар аз."),
    ("KZ-63", 25, "ru", "skills", "Учителям самим нужна практика проверки источников."),
    ("KZ-71", 29, "ru", "rules", "В приказах не сказано, на каком предмете этому учить."),
    ("KZ-79", 26, "kk", "network", "Ауыл мектептерінде интернет үзіліп қалады."),
)  # fmt: skip
PLACES = (
    ("methodologist", "trainer"),
    ("methodologist", "author"),
    ("methodologist",),
    ("teacher", "trainer"),
)


def make(actor: Any) -> None:
    """Write the network, unless it is there or the site has no regions."""
    regions = [one.pk for one in accounts.list_regions()]
    programme = people.found(actor, TITLES) if regions else None
    if programme is not None:
        _Network(actor, programme, regions).write()


class _Network:
    """The network while it is being written."""

    def __init__(self, actor: Any, programme: Any, regions: Sequence[str]) -> None:
        self.actor, self.programme, self.regions = actor, programme, regions
        self.numbers = count(1)

    def write(self) -> None:
        """Write specialists, their training, their entries, and the workshops."""
        people.add_organisations()
        specialists = self._people([self.regions[n % len(self.regions)] for n in range(N_SPECIALISTS)])
        event, sessions = self._training(TRAINING, None, "kk", -120, N_DAYS)
        self._came(event, sessions, specialists)
        self._directory(specialists)
        self._template()
        version = Version.objects.filter(guide__is_demo=True).order_by("-published_at", "-number").first()
        for number, told in enumerate(HELD):
            self._workshop(number, told, version)

    def _template(self) -> None:
        """Leave what the next workshop is made of in one step: two days for up to 30."""
        template = events.create_event(
            actor=self.actor, programme=self.programme, form="onsite", language="kk", is_demo=True, is_template=True,
            entry="invited", titles=WORKSHOP, capacity=MOST_PLACES, academic_hours=16,
            needs={"sessions": None, "minutes": None, "share": 0.5},
        )  # fmt: skip
        for day in range(2):
            events.add_session(
                actor=self.actor,
                event=template,
                day_offset=day,
                begins=time(10),
                minutes=360,
                module="teaching-mil",
            )

    def _people(self, regions: Sequence[str], language: str = "") -> list[UUID]:
        rows = [self._person(next(self.numbers), region, language) for region in regions]
        inventing.add_people(actor=self.actor, people=rows)
        ids = [row["id"] for row in rows]
        roles.let_all_take_part(people=ids, scope_kind=SCOPE, scope_id=self.programme.pk)
        return ids

    def _person(self, number: int, region: str, language: str) -> dict[str, Any]:
        spoken = language or ("kk", "ru", "kk")[number % 3]
        return {
            "id": uuid5(self.programme.pk, str(number)), "name": people.name_of(number, spoken), "language": spoken,
            "region_id": region, "organisation_id": people.organisation_id(region, "methodological-centre", "urban"),
        }  # fmt: skip

    def _training(
        self, titles: dict[str, str], region: str | None, language: str, day: int, n_days: int
    ) -> tuple[Any, list[Any]]:
        event = events.create_event(
            actor=self.actor, programme=self.programme, form="onsite", language=language, is_demo=True, entry="invited",
            titles=titles, region_id=region, academic_hours=8 * n_days,
            needs={"sessions": None, "minutes": None, "share": 0.5},
        )  # fmt: skip
        sessions = [self._session(event, day + n) for n in range(n_days)]
        event = events.announce(actor=self.actor, event=event)
        return events.finish_event(actor=self.actor, event=event), sessions

    def _session(self, event: Any, day: int) -> Any:
        starts = _moment(day, 10)
        return events.add_session(
            actor=self.actor, event=event, starts_at=starts, ends_at=starts + timedelta(hours=6), minutes=360,
            begins=starts.time(), module="teaching-mil",
        )  # fmt: skip

    def _came(self, event: Any, sessions: list[Any], ids: Sequence[UUID]) -> None:
        at = _moment(-130, 10)
        bulk.insert(
            [
                Enrolment(
                    event=event, person_id=one, state=Enrolment.State.PLACED, number=number,
                    source=Enrolment.Source.INVITED, registered_at=at, placed_at=at,
                )
                for number, one in enumerate(ids, 1)
            ]
        )  # fmt: skip
        Event.objects.filter(pk=event.pk).update(taken=len(ids))
        attendances.write(
            [(session, one) for one in ids for session in sessions], attendances.SOURCES["onsite"]
        )

    def _directory(self, ids: Sequence[UUID]) -> None:
        competences = [one.id for one in framework("gmilaf").competences]
        for number, id in enumerate(ids):
            one = accounts.find_person(id)
            shown = [competences[(number + step) % len(competences)] for step in (0, 5)]
            directory.join(
                person=one, language=one.language, region_id=one.region_id, languages=[one.language],
                roles=list(PLACES[number % len(PLACES)]), competences=shown, audience="network",
            )  # fmt: skip

    def _workshop(self, number: int, told: tuple[str, int, str, str, str], version: Any) -> None:
        region, n_people, language, kind, text = told
        event, sessions = self._training(WORKSHOP, region, language, -60 + 7 * number, 1)
        self._came(event, sessions, self._people([region] * n_people, language))
        if version is None:  # a site without the invented curricula has no guide to hold it on
            return
        day = sessions[0].starts_at.date()
        record = publications.record_workshop(
            guide=version.guide, actor=self.actor, key=event.pk,
            facts={"held_on": day, "region": region, "n_participants": n_people},
        )  # fmt: skip
        workshop = RegionalWorkshop.objects.create(
            event=event, version=version, record=record, language=language, made_by=self.actor,
            follow_up_on=day + timedelta(days=30),
        )  # fmt: skip
        facts = {"subject_id": "", "kind": kind, "language": language, "text": text}
        workshops.say_challenge(
            actor=self.actor, workshop=workshop, key=uuid5(event.pk, "challenge"), facts=facts
        )


def _moment(days: int, hour: int) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour)))
