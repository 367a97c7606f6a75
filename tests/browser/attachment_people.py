"""Run as a script in a site's settings: a page with a field for photos, and what the database holds of them."""

import json
import sys
from types import SimpleNamespace
from uuid import uuid4

import django

django.setup()

from coding_review import session_of  # noqa: E402
from django.conf import settings  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.templatetags.static import static  # noqa: E402
from django.utils import translation  # noqa: E402

from sauatty.web.accounts.models import Person  # noqa: E402
from sauatty.web.attachments.models import Attachment, Part  # noqa: E402


def make():
    person = Person.objects.create_person(
        name="Гүлнар Ахметова", email=f"{uuid4()}@example.kz", language="kk"
    )
    context = {
        "name": "evidence", "kind": "photo", "group": "g1", "label": "Фото",
        "request": SimpleNamespace(user=person),
    }  # fmt: skip
    with translation.override("en"):
        field = render_to_string("attachments/_field.html", context)
    scripts = "".join(
        f'<script src="{static(name)}" defer></script>'
        for name in ("sauatty/outbox.js", "sauatty/attachments.js")
    )
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>a</title>{scripts}<form method="post" enctype="multipart/form-data">{field}<button>go</button></form></html>'
    return {
        "page": page, "cookie": settings.SESSION_COOKIE_NAME, "session": session_of(person), "person": str(person.pk),
        "csrf": settings.CSRF_COOKIE_NAME,
    }  # fmt: skip


def look(person):
    rows = Attachment.objects.filter(owner=person)
    return {
        "states": sorted(rows.values_list("state", flat=True)),
        "names": sorted(rows.values_list("name", flat=True)),
        "ids": sorted(str(id) for id in rows.values_list("pk", flat=True)),
        "n_parts": Part.objects.filter(attachment__in=rows).count(),
    }


print(json.dumps({"make": make, "look": look}[sys.argv[1]](*sys.argv[2:])))
