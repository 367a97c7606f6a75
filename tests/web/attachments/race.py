"""Two senders of one file at the same moment; run in a process of its own on SQLite, in the test's on PostgreSQL."""

import json
import sys
import uuid

N_FILES = 6


def run():
    """Play the races and return what they left behind."""
    from sauatty.web.attachments.models import Attachment, Part
    from sauatty.web.attachments.services import begin, take_part
    from sauatty.web.base.models import Job
    from web.attachments.sending import part_of, told_of
    from web.coding.race import at_once
    from web.conftest import make_person

    person = make_person("Гүлнар Оразова", "gulnar@example.kz")
    contents = [bytes([n + 1]) * 600_000 for n in range(N_FILES)]
    begun = set()
    for content in contents:
        id = uuid.uuid4()
        calls = [lambda id=id, c=content: begin(actor=person, id=id, **told_of(c)).state] * 3
        begun |= set(at_once(*calls))
        parts = [(id, n, part_of(content, n)) for n in range(3)] * 2
        at_once(*[lambda p=p: take_part(actor=person, id=p[0], number=p[1], raw=p[2]).state for p in parts])
    big = {"kind": "file", "name": "a.pdf", "sha256": "0" * 64, "size": 20 * 2**20, "n_parts": 80}
    many = at_once(*[lambda: begin(actor=person, id=uuid.uuid4(), **big).state for _n in range(14)])
    return {
        "begun": sorted(begun),
        "states": sorted(Attachment.objects.exclude(kind="file").values_list("state", flat=True)),
        "n_parts": Part.objects.count(),
        "n_jobs": Job.objects.count(),
        "many": sorted(set(many)),
        "n_big": Attachment.objects.filter(kind="file").count(),
    }


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    sys.path.insert(0, sys.argv[1])
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(run()))
