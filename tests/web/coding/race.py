"""Coders and adjudicators at the same moment; run in a process of its own on SQLite, in the test's on PostgreSQL."""

import json
import sys
import threading
import uuid

N_UNITS = 12


def at_once(*calls):
    """Start all calls at the same moment, each with its own connection; returns what came of each."""
    from django.db import connection

    barrier, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            barrier.wait(30)
            outcomes[place] = call()
        except Exception as error:
            outcomes[place] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def run():
    """Play the races and return what they left behind."""
    from sauatty.web.agreements.models import Adjudication, AdjudicationRevision
    from sauatty.web.agreements.services import adjudicate
    from sauatty.web.coding.models import Decision, Seat
    from web.coding.cast import drafts, make_person, make_project, seated, send

    texts = [(f"1.{n}", f"мақсат {n}", "area", 1) for n in range(N_UNITS)]
    project = make_project(make_person("Мадина Әдіскер"), units=drafts(texts))
    coders = [seated(project, "Айнұр"), seated(project, "Берік")]
    judges = [seated(project, f"Төреші {n}", "adjudicator") for n in range(2)]
    units = list(project.units.order_by("position"))
    answers = [(2, ["gmilaf.2.2"]), (2, ["gmilaf.2.3"])]
    statuses = set()
    for unit in units:
        calls = [
            lambda seat=seat, said=said, unit=unit: send(seat, unit, *said).status
            for seat, said in zip(coders, answers, strict=True)
        ]
        statuses |= set(at_once(*calls))
    states = sorted(set(project.units.values_list("state", "n_standing")))
    one, repeated = uuid.uuid4(), units[0]
    copies = at_once(*[lambda: send(coders[0], repeated, 0, envelope_id=one).status] * 5)
    send(coders[0], repeated, 2, ["gmilaf.2.2"])

    def settle(seat, unit, code):
        body = {"relevance": 2, "competences": [code], "demand": None}
        adjudicate(seat=seat, unit=unit, body=body, reason=code, revision=0, actor=seat.person)
        return "settled"

    pairs = []
    for unit in units:
        calls = [
            lambda seat=seat, code=code, unit=unit: settle(seat, unit, code)
            for seat, code in zip(judges, ["gmilaf.2.2", "gmilaf.2.3"], strict=True)
        ]
        pairs.append(sorted(at_once(*calls)))
    return {
        "statuses": sorted(statuses),
        "states": [list(one) for one in states],
        "copies": sorted(set(copies)),
        "n_of_the_repeated": Decision.objects.filter(pk=one).count(),
        "standing": dict(Seat.objects.filter(role="coder").values_list("label", "n_standing")),
        "pairs": sorted({tuple(pair) for pair in pairs}),
        "n_adjudications": Adjudication.objects.count(),
        "n_revisions": AdjudicationRevision.objects.count(),
        "same_word": all(
            unit.competences == unit.adjudication.competences
            for unit in project.units.select_related("adjudication")
        ),
    }


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    sys.path.insert(0, sys.argv[1])
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(run()))
