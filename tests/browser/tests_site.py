"""Run as a script in a site's settings: a cohort of people who take tests, judges, and what the database holds of it."""

import json
import os
import subprocess
import sys


def on_the_site(site, what, *arguments):
    """Return what a function below says of a running site."""
    environment = {**os.environ, "SAUATTY_DATA_DIR": str(site.folder / "var")}
    environment |= {"DJANGO_SETTINGS_MODULE": "sauatty.web.config.settings"}
    command = [sys.executable, __file__, what, *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def people(languages, n_judges):
    """A cohort in the only programme, a person for each letter of a language ('kr…'), and judges; how they come in."""
    from coding_review import session_of
    from django.conf import settings

    from sauatty.web.accounts.models import Person
    from sauatty.web.accounts.services import people as accounts
    from sauatty.web.programmes import cohorts, members
    from sauatty.web.programmes.models import Programme

    programme, boss = Programme.objects.get(), Person.objects.get()
    names = {"kk": "Абай тобы", "ru": "Группа Абай"}
    cohort = cohorts.add_cohort(actor=boss, programme=programme, names=names, language="kk", form="onsite")

    def somebody(name, role, language):
        person = accounts.add_person(actor=boss, name=name, language=language)
        accounts.give_role(
            actor=boss, person=person, role=role, scope_kind="programme", scope_id=programme.pk
        )
        return person

    learners = [
        somebody(f"Қатысушы {place}", "participant", {"k": "kk", "r": "ru"}[one])
        for place, one in enumerate(languages)
    ]
    for person in learners:
        members.join_cohort(actor=boss, cohort=cohort, person=person)
    judges = [somebody(f"Сарапшы {place}", "expert", "kk") for place in range(int(n_judges))]
    return {
        "programme": str(programme.pk), "cohort": str(cohort.pk), "cookie": settings.SESSION_COOKIE_NAME,
        "people": [session_of(one) for one in learners], "ids": [str(one.pk) for one in learners],
        "judges": [session_of(one) for one in judges],
    }  # fmt: skip


def taken():
    """Return every attempt: who, in which test, on which paper, with which points."""
    from sauatty.web.assessments.models import AttemptScore

    rows = AttemptScore.objects.select_related("attempt__test", "attempt__paper").order_by(
        "attempt__started_at"
    )
    return [
        {
            "person": str(one.attempt.person_id), "test": one.attempt.test.purpose, "paper": one.attempt.paper.code,
            "points": one.points, "language": one.attempt.language, "mode": one.attempt.mode,
        }
        for one in rows
    ]  # fmt: skip


def own_questions():
    """Return the ids of the questions that were taken over from a file."""
    from sauatty.web.items.models import AuthoredItem

    return list(AuthoredItem.objects.order_by("slug").values_list("slug", flat=True))


if __name__ == "__main__":
    import django

    django.setup()
    kinds = {"people": people, "taken": taken, "own_questions": own_questions}
    print(json.dumps(kinds[sys.argv[1]](*sys.argv[2:])))
