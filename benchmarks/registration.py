"""Whether places are oversold, and what a registration costs: 200 people for 25 places at the same moment.

Rounds of the races of tests/web/enrolments/race.py in a database of its own (SQLite with FULL durability; PostgreSQL
where SAUATTY_DATABASE_URL names one, as under tests/with-postgres), letters and audit included, and beside them the
way that peers go: count the people, then insert. Five rounds take about two minutes.

    python benchmarks/registration.py [--rounds 5]
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]
MOST_ROUNDS = 20


def prepare(folder: str) -> None:
    """Migrate a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sauatty.web.config.settings")
    os.environ.setdefault("SAUATTY_SECRET_KEY", "only-for-benchmarks-" + "x" * 40)
    os.environ["SAUATTY_DATA_DIR"] = folder
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def main() -> int:
    """Play the rounds and print what they left behind; 1 where a place was given twice."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = min(parser.parse_args().rounds, MOST_ROUNDS)
    with tempfile.TemporaryDirectory(prefix="sauatty-registration-") as folder:
        prepare(folder)
        return play(rounds)


def play(rounds: int) -> int:
    """Play the rounds."""
    from django.db import connection

    from sauatty.web.programmes.models import Programme
    from web.enrolments import race

    programme = Programme.objects.create(title_ru="Гонки")
    people = race.make_people(200, "Человек")
    print(f"{connection.vendor}: {len(people)} people for 25 places, {race.AT_ONCE} at the same moment")
    taken, seconds, in_order = [], [], []
    for _ in range(rounds):
        begun = time.perf_counter()
        left = race.seats(programme, people)
        seconds.append(time.perf_counter() - begun)
        taken.append((left["taken"], len(left["placed"]), len(left["waiting"])))
        in_order.append(left["placed"] == list(range(1, 26)) and left["waiting"] == list(range(26, 201)))
    print(f"  taken, with a place, waiting: {sorted(set(taken))}; in the order of arrival: {all(in_order)}")
    median = statistics.median(seconds)
    print(
        f"  {200 / median:.0f} registrations a second, letters and audit included (median of {rounds} rounds)"
    )
    storm = race.cancel_and_come(programme, people)
    print(f"  cancel and come: taken {storm['taken']}, with a place {len(storm['placed'])} of 20")
    kept = race.quotas(programme, people)
    print(f"  quotas of 10 and 5 in 30 places: taken {kept['taken']}, counted and seated {kept['quotas']}")
    naive = [race.count_then_insert(programme, people[:60]) for _ in range(rounds)]
    print(f"  count, then insert (60 people for 25 places): {sorted(naive)} have a place")
    is_right = {*taken} == {(25, 25, 175)} and all(in_order) and storm["taken"] == len(storm["placed"]) == 20
    print("held" if is_right else "NOT HELD")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
