"""Lines of one list that may name the same person in another spelling. It names them, and merges nobody."""

from collections.abc import Sequence

from sauatty.core.exchange.participant_words import folded
from sauatty.core.exchange.participants import ParticipantRow, Problem
from sauatty.core.matching.person_names import name_key


def repeated_people(rows: Sequence[ParticipantRow]) -> list[tuple[int, Problem]]:
    """Return the lines whose name and workplace stand in an earlier line in another spelling.

    Two lines that have addresses are two people; a line that reading has marked already is not marked again.
    """
    first: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        if "name" not in row.fields:
            continue
        key = name_key(row.fields["name"]), folded(row.fields.get("organisation", ""))
        before = first.setdefault(key, row.number)
        is_told = any(one.code == "person-twice" for one in row.problems)
        if before != row.number and "email" not in row.fields and not is_told:
            found.append((row.number, Problem("person-twice", {"line": before})))
    return found
