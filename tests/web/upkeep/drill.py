"""The way of a backup, on a site of its own: people write while it is made. Run as a script in the site's environment.

make FOLDER: fill the site, write on in threads, make backups meanwhile; prints what was acknowledged before each.
told: prints what the site holds.
"""

import json
import sys
import threading
import time
from pathlib import Path


def _ready():
    import django

    django.setup()


def make(folder):
    from django.conf import settings
    from django.core.management import call_command

    from sauatty.web.accounts.models import Grant, Person
    from sauatty.web.accounts.services import people
    from sauatty.web.base import sealing
    from sauatty.web.programmes.models import Programme
    from sauatty.web.storage import shelves
    from sauatty.web.upkeep import backups

    call_command("migrate", verbosity=0)
    boss = Person.objects.create_person(name="Әйгерім Сәрсенова", email="boss@example.kz", is_site_admin=True)
    Programme.objects.create(title_kk="Медиасауаттылық: ә ғ қ ң ө ұ ү һ і", title_en="MIL")
    gone = Person.objects.create_person(name="Болат Жұмабаев", email="bolat@example.kz")
    Grant.objects.create(person=gone, role="trainer", scope_kind="site")
    shelves.store().put("curricula/a.txt", ["Ақпарат".encode()])
    acked, is_over = [], threading.Event()
    writers = [threading.Thread(target=_write, args=(number, acked, is_over)) for number in range(2)]
    for one in writers:
        one.start()
    time.sleep(0.5)
    before, told = list(acked), []
    for name, passphrase in (("plain", ""), ("locked", "бір екі үш төрт")):
        backups.create(folder / f"{name}.backup", passphrase=passphrase)
        told.append(before)
        before = list(acked)
    is_over.set()
    for one in writers:
        one.join()
    people.erase_person(actor=boss, person=gone)  # after the backups
    (folder / "erased.jsonl").write_bytes((Path(settings.DATA_DIR) / "erased.jsonl").read_bytes())
    return {
        "before": told,
        "after": len(acked),
        "gone": str(gone.pk),
        "sealed": sealing.seal(b"badge", "drill"),
    }


def _write(number, acked, is_over):
    from django.db import connection

    from sauatty.web.accounts.models import Person

    while not is_over.is_set():
        one = Person.objects.create_person(name=f"Жазушы {number}")
        acked.append(str(one.pk))
        time.sleep(0.03)
    connection.close()


def told():
    from sauatty.web.accounts.models import Person
    from sauatty.web.base import audit, erased
    from sauatty.web.programmes.models import Programme
    from sauatty.web.upkeep import tables

    verdict = audit.verify()
    return {
        "people": [str(one) for one in Person.objects.values_list("pk", flat=True)],
        "names": sorted(Person.objects.exclude(name__startswith="Жазушы").values_list("name", flat=True)),
        "programmes": list(Programme.objects.values_list("title_kk", flat=True)),
        "audit": [verdict.n_events, verdict.broken_at], "erased": sorted(erased.listed()),
        "sums": {model._meta.label: tables.sum_of(model, "default").told() for model in tables.stored_models()},
    }  # fmt: skip


if __name__ == "__main__":
    _ready()
    print(json.dumps(make(Path(sys.argv[2])) if sys.argv[1] == "make" else told()))
