"""People with accounts who read lessons on a running site, and what it holds of their work; prints JSON."""

import json
import sys

from coding_review import session_of
from django.conf import settings


def make(*names):
    from sauatty.web.accounts.models import Person

    people = {name: Person.objects.create_person(name=name) for name in names}
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "sessions": {name: session_of(one) for name, one in people.items()},
        "ids": {name: str(one.pk) for name, one in people.items()},
    }


def session(person_id):
    from sauatty.web.accounts.models import Person

    return session_of(Person.objects.get(pk=person_id))


def work(person_id):
    from sauatty.web.lessons.models import CheckAnswer, NotebookEntry, Progress

    return {
        "states": dict(Progress.objects.filter(person=person_id).values_list("lesson", "state")),
        "notes": {
            f"{lesson}/{prompt}": text
            for lesson, prompt, text in NotebookEntry.objects.filter(person=person_id).values_list(
                "lesson", "prompt", "text"
            )
        },
        "answers": sorted(
            "/".join(one)
            for one in CheckAnswer.objects.filter(person=person_id).values_list("lesson", "question")
        ),
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"make": make, "session": session, "work": work}[sys.argv[1]](*sys.argv[2:])))
