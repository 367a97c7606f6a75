"""Many take one request at the same moment; run in a process of its own on SQLite, in the test's on PostgreSQL."""

import json
import sys
import uuid

AT_ONCE = 8


def run():
    """Take from many windows, each another person; send the same request from many windows."""
    from sauatty.core.errors import HelpStepNotNow
    from sauatty.web.accounts.models import Person
    from sauatty.web.accounts.services.content import load_regions
    from sauatty.web.programmes.models import Programme
    from sauatty.web.visits import services
    from sauatty.web.visits.models import HelpRequest, School, Step
    from web.coding.race import at_once

    load_regions()
    programme = Programme.objects.create(title_kk="Курс")
    id = uuid.uuid4()
    school = {"name": "№ 5", "region": "KZ-55", "locality": "Ақсу"}
    facts = {"topic": "Фото", "language": "kk"}
    at_once(*[lambda: str(services.ask(id=id, programme=programme, school=school, facts=facts).pk)] * AT_ONCE)
    people = [Person.objects.create_person(name=f"Маман {n}") for n in range(AT_ONCE)]
    request = HelpRequest.objects.get()

    def take(person):
        try:
            return str(services.take(actor=person, request=request).taken_by_id)
        except HelpStepNotNow:
            return "told"

    took = at_once(*[lambda person=person: take(person) for person in people])
    return {
        "schools": School.objects.count(), "requests": HelpRequest.objects.count(), "told": took.count("told"),
        "n": len(took), "steps": Step.objects.filter(what="taken").count(),
        "is_theirs": str(HelpRequest.objects.get().taken_by_id) in took,
    }  # fmt: skip


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    sys.path.insert(0, sys.argv[1])
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(run()))
