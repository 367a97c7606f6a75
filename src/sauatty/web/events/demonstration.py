"""The invented trainings: a workshop in five regions made from one template, an online course, and wishes that wait."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.demo import DemoCount
from sauatty.web.events import selectors, services, zones
from sauatty.web.events.models import Event, Series, TrainingRequest
from sauatty.web.programmes import selectors as programmes

WORKSHOP = {
    "kk": "Ойдан құрастырылған семинар: оқу мақсаттарындағы медиа және ақпараттық сауаттылық",
    "ru": "Вымышленный семинар: медиа- и информационная грамотность в целях обучения",
    "en": "Invented workshop: media and information literacy in learning objectives",
}
ABOUT = {
    "kk": "Әдіскерлер оқу мақсаттарын оқып, медиа және ақпараттық сауаттылыққа қатысын белгілейді, сабақ жоспарын жасайды.",
    "ru": "Методисты читают цели обучения, отмечают их связь с медиа- и информационной грамотностью и составляют план "
    "урока.",
    "en": "Methodologists read learning objectives, mark what they ask of media and information literacy, and plan a "
    "lesson.",
}  # fmt: skip
COURSE = {
    "kk": "Ойдан құрастырылған онлайн курс: ақпаратты тексеру",
    "ru": "Вымышленный онлайн-курс: проверка информации",
    "en": "Invented online course: checking information",
}
DAYS = (
    {"kk": "Оқу мақсаттарын оқу", "ru": "Читаем цели обучения", "en": "Reading learning objectives"},
    {"kk": "Сабақты жоспарлау", "ru": "Планируем урок", "en": "Planning a lesson"},
)
# Region, how many days from today its first day is, language, place.
PLACES = (
    ("KZ-55", -21, "ru", "Павлодар, Үлгі көшесі 1"),
    ("KZ-10", -14, "kk", "Семей, Үлгі көшесі 2"),
    ("KZ-63", 0, "ru", "Өскемен, Үлгі көшесі 3"),
    ("KZ-35", 14, "kk", "Қарағанды, Үлгі көшесі 4"),
    ("KZ-61", 28, "kk", "Түркістан, Үлгі көшесі 5"),
)
CONTACT = "Гүлнар Үлгі, ulgi@example.kz"
WISHES = (
    (
        "KZ-23", "Ойдан құрастырылған мектеп, Атырау", "Іңкәр Үлгі", "kk", 30, 9,
        "Кітапханашыларға жалған жаңалықты қалай тануды үйретсек дейміз.",
    ),
    (
        "KZ-59", "Вымышленная библиотека, Петропавловск", "Мария Образцова", "ru", 18, 2,
        "Нужен семинар для библиотекарей о проверке источников.",
    ),
)  # fmt: skip


def make(actor: Any) -> None:
    """Make the invented trainings in the invented programme, unless trainings are there."""
    programme = programmes.demo_programme(actor)
    if programme is None or Event.objects.filter(programme=programme).exists():
        return
    trainers = [one for one in selectors.list_trainers(programme) if one.is_demo]
    _workshops(actor, programme, trainers)
    _course(actor, programme, trainers)
    for wish in WISHES:
        _ask(programme, *wish)


def _workshops(actor: Any, programme: Any, trainers: list[Any]) -> None:
    """Make the template, and its editions: two held, one today, two to come."""
    template = services.create_event(
        actor=actor, programme=programme, titles=WORKSHOP, abouts=ABOUT, form="onsite", language="kk",
        is_template=True, capacity=25, academic_hours=16, needs={"sessions": 2, "minutes": None, "share": None},
        contact=CONTACT, is_demo=True,
    )  # fmt: skip
    for offset, titles in enumerate(DAYS):
        services.add_session(
            actor=actor, event=template, titles=titles, day_offset=offset, begins=time(10), minutes=300,
            module="mil-in-curricula", trainers=trainers,
        )  # fmt: skip
    today = timezone.localdate()
    known = {one.code for one in accounts.list_regions()}
    rows = [
        {"region": code, "starts_on": today + timedelta(days=n), "language": language, "place": place}
        for code, n, language, place in PLACES
        if code in known
    ]
    for event in services.make_editions(actor=actor, template=template, editions=rows):
        services.announce(actor=actor, event=event)


def _course(actor: Any, programme: Any, trainers: list[Any]) -> None:
    """Make the online course: four meetings a week apart, two of them held."""
    event = services.create_event(
        actor=actor, programme=programme, titles=COURSE, form="online", language="ru", academic_hours=8,
        needs={"sessions": 3, "minutes": None, "share": None}, contact=CONTACT, is_demo=True,
    )  # fmt: skip
    for week in range(4):
        starts_at = _moment(timezone.localdate() + timedelta(days=7 * week - 9), 15)
        services.add_session(
            actor=actor, event=event, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90), minutes=90,
            begins=time(15), link="https://video.example.kz/sauatty", module="reliable-information", trainers=trainers,
        )  # fmt: skip
    services.announce(actor=actor, event=event)


def _moment(day: date, hour: int) -> datetime:
    return zones.at_clock(day, time(hour), "Asia/Almaty")


def _ask(  # noqa: PLR0913 - one row of the list above
    programme: Any,
    region: str,
    organisation: str,
    name: str,
    language: str,
    n_people: int,
    days: int,
    topic: str,
) -> None:
    if accounts.is_region(region):
        TrainingRequest.objects.create(
            programme=programme, region_id=region, organisation=organisation, name=name, language=language,
            n_people=n_people, topic=topic, is_demo=True, phone="+7 000 000 00 00",
            asked_at=timezone.now() - timedelta(days=days),
        )  # fmt: skip


def count() -> Iterator[DemoCount]:
    """Say what goes."""
    yield DemoCount(_("Trainings"), Event.objects.filter(is_demo=True).count())
    yield DemoCount(_("Requests for a training"), TrainingRequest.objects.filter(is_demo=True).count())


def remove() -> None:
    """Delete the invented trainings, their series and the invented wishes."""
    TrainingRequest.objects.filter(is_demo=True).delete()
    series = set(Event.objects.filter(is_demo=True, series__isnull=False).values_list("series", flat=True))
    Event.objects.filter(is_demo=True).delete()
    Series.objects.filter(pk__in=series, events__isnull=True).delete()
