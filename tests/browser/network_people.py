"""Run as a script in a site's settings: the invented data, a coordinator, and specialists of Pavlodar and Turkistan."""

import json
import sys

import django

django.setup()

from coding_review import session_of  # noqa: E402
from django.conf import settings  # noqa: E402

from sauatty.web.accounts.models import Person  # noqa: E402
from sauatty.web.base import demo  # noqa: E402
from sauatty.web.events.models import Event  # noqa: E402
from sauatty.web.specialists.models import Specialist  # noqa: E402
from sauatty.web.visits.models import HelpRequest  # noqa: E402
from sauatty.web.worlds.network import TITLES  # noqa: E402


def make():
    boss = Person.objects.create_person(name="Зере Үйлестіруші", is_site_admin=True)
    demo.make_demo(boss)
    template = Event.objects.get(is_template=True, programme__title_kk=TITLES["kk"])
    near = Specialist.objects.filter(region="KZ-55", languages__isnull=False).order_by("pk")
    specialist = next(one for one in near if "kk" in one.languages)
    return {
        "programme": str(template.programme_id), "template": str(template.pk), "cookie": settings.SESSION_COOKIE_NAME,
        "boss": session_of(boss), "specialist": session_of(specialist.person), "name": specialist.person.name,
        "n_near": near.count(),
    }  # fmt: skip


def look():
    one = HelpRequest.objects.order_by("-created_at").first()
    return {"state": one.state, "adoption": one.school.adoption, "school": str(one.school_id)}


print(json.dumps({"make": make, "look": look}[sys.argv[1]](*sys.argv[2:])))
