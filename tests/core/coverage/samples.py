"""Invented judged objectives."""

from sauatty.core.catalogue import framework
from sauatty.core.records import JudgedObjective

COMPETENCES = tuple(node.id for node in framework("gmilaf").competences)


def judged(own_id, relevance, *competences, area="people-society", grade=7, **more):
    ids = tuple(one if "." in one.partition(".")[2] else f"gmilaf.{one}" for one in competences)
    return JudgedObjective(
        own_id, area, more.pop("subject_id", None), grade, more.pop("language", "ru"), relevance, ids, **more
    )


def many(n, relevance, *competences, prefix="o", **more):
    return [judged(f"{prefix}{number}", relevance, *competences, **more) for number in range(n)]
