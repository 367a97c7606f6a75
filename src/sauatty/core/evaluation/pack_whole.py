"""Whether the tables of a pack fit together."""

from collections.abc import Iterator, Sequence

from sauatty.core.errors import PackItemUnknown, PackPersonUnknown
from sauatty.core.evaluation.pack import Pack


def check_whole(pack: Pack, name: str) -> None:
    """Refuse a person who is not among the people, and an item of no test."""
    known = frozenset(pack.people.ids)
    for file, people in _named_people(pack):
        for one in people:
            if one not in known:
                raise PackPersonUnknown(name=name, file=file, person=one[:60])
    for at, test in enumerate(pack.tests, 1):
        for item in test.competences:
            if item not in test.scores.items:
                raise PackItemUnknown(name=name, file=f"tests/{at}-{test.purpose}-items.csv", item=item[:60])


def _named_people(pack: Pack) -> Iterator[tuple[str, Sequence[str]]]:
    for training in pack.trainings:
        yield "attendance.csv", tuple(training.attended)
    for activity in pack.activities:
        yield "activities.csv", (activity.person,)
        yield "guests.csv", activity.guests
    for at, test in enumerate(pack.tests, 1):
        yield f"tests/{at}-{test.purpose}-scores.csv", test.scores.persons
    for at, survey in enumerate(pack.surveys, 1):
        if not survey.is_anonymous:
            yield f"surveys/{at}-{survey.purpose}-responses.csv", survey.table.ids
