"""Badges at the same moment; run in a process of its own on SQLite, in the test's on PostgreSQL."""

import json
import sys

AT_ONCE = 20


def run():
    """Ask 20 times for one badge and the first key, then change the key while others are given."""
    from sauatty.web.badges import selectors, services
    from sauatty.web.badges.models import Credential, IssuerKey
    from sauatty.web.certificates import services as certificates
    from web.certificates.race import make_training
    from web.coding.race import at_once

    actor, award, people = make_training(AT_ONCE)
    first = certificates.issue(actor=actor, award=award, person=people[0])
    Credential.objects.all().delete()
    IssuerKey.objects.all().delete()
    said = at_once(*[lambda: str(services.badge_of(first).pk)] * AT_ONCE)
    one = {
        "said": len(set(said)), "n_said": len(said), "rows": Credential.objects.count(), "keys": IssuerKey.objects.count(),
    }  # fmt: skip

    give = [
        lambda person=person: str(certificates.issue(actor=actor, award=award, person=person).pk)
        for person in people
    ]
    at_once(*give, *[lambda: services.rotate_key(actor=actor).key_id] * 4)
    rows = list(Credential.objects.all())
    believed = sum(selectors.check_token(row.token).row == row for row in rows)
    return {
        "one": one,
        "rows": len(rows),
        "believed": believed,
        "current": IssuerKey.objects.filter(is_current=True).count(),
    }


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    sys.path.insert(0, sys.argv[1])
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(run()))
