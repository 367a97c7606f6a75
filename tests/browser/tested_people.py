"""Run as a script in a site's settings: people who take a test of shipped items, and what the database holds of it."""

import json
import sys
from uuid import uuid4

import django

django.setup()

from coding_review import session_of  # noqa: E402
from django.conf import settings  # noqa: E402

from sauatty.core.catalogue.item_content import load_items  # noqa: E402
from sauatty.core.catalogue.item_keys import as_shown  # noqa: E402
from sauatty.core.languages import LANGUAGES  # noqa: E402
from sauatty.web.accounts.models import Grant, Person  # noqa: E402
from sauatty.web.attempts.models import Attempt  # noqa: E402
from sauatty.web.papers import services  # noqa: E402
from sauatty.web.programmes.models import Programme  # noqa: E402

TITLES = {"kk": "Бастапқы тест", "ru": "Входной тест", "en": "Pre-test"}


def make(navigation="all", offline="", minutes=""):
    """One item of each kind, of a programme of its own."""
    programme = Programme.objects.create(title_kk="Курс", title_ru="Курс", title_en="Course")
    actor = Person.objects.create_person(name="Үйлестіруші", email=f"{uuid4()}@example.kz")
    shipped = {one.kind: one for one in reversed(load_items())}
    paper = services.publish_paper(
        programme=programme, family=uuid4(), code="A", body={"items": [as_shown(one) for one in shipped.values()]},
        languages=LANGUAGES, is_provisional=True, actor=actor,
    )  # fmt: skip
    test = services.create_test(
        actor=actor, programme=programme, titles=TITLES, purpose="pre", navigation=navigation,
        may_be_offline=bool(offline), minutes=int(minutes) if minutes else None,
    )  # fmt: skip
    services.set_papers(actor=actor, test=test, papers=[paper])
    services.open_test(actor=actor, test=test)
    person = Person.objects.create_person(name="Дана", email=f"{uuid4()}@example.kz", language="kk")
    Grant.objects.create(person=person, role="participant", scope_kind="programme", scope_id=programme.pk)
    Grant.objects.create(person=actor, role="coordinator", scope_kind="programme", scope_id=programme.pk)
    return {
        "slug": test.slug, "test": str(test.pk), "session": session_of(person), "coordinator": session_of(actor),
        "cookie": settings.SESSION_COOKIE_NAME, "kinds": {one.id: one.kind for one in shipped.values()},
    }  # fmt: skip


def look(slug):
    rows = Attempt.objects.filter(test__slug=slug).order_by("number")
    return [
        {
            "id": str(one.pk), "state": one.state, "mode": one.mode, "answers": one.answers, "switches": one.switches,
            "language": one.language, "ended_by": one.ended_by, "revision": one.revision,
        }
        for one in rows
    ]  # fmt: skip


print(json.dumps({"make": make, "look": look}[sys.argv[1]](*sys.argv[2:])))
