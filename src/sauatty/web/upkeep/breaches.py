"""Whose data a leak could have touched: as far as the tables and the log say, and never fewer than that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sauatty.core.catalogue import word
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base import audit, exports, subject
from sauatty.web.disclosures import selectors as data_areas


@dataclass(frozen=True, slots=True)
class Breach:
    """What may have been touched: people with their kinds of data, and what the log has of the time."""

    people: list[tuple[UUID, str, str]]
    areas: dict[str, set[Any]]
    who: str
    n_events: int
    n_files: int

    def told(self, language: str) -> list[str]:
        """Say it in a language."""
        first = "breach_session" if self.who else "breach_whole"
        return [
            word(data_areas.WORDS, first, language, n=len(self.people), who=self.who),
            word(data_areas.WORDS, "breach_events", language, n=self.n_events, files=self.n_files),
        ]

    def table(self, language: str) -> list[list[str]]:
        """Return the list of people, for the letters that must be written."""
        heads = [word(data_areas.WORDS, f"breach_{key}", language) for key in ("name", "email", "data")]
        titles = {area: data_areas.title(area, language) for area in data_areas.AREAS}
        rows = [[name, email, "; ".join(self._kinds(pk, titles))] for pk, name, email in self.people]
        return [heads, *rows]

    def csv(self, language: str) -> bytes:
        """Return the list as a file that no spreadsheet runs."""
        return exports.write_csv(self.table(language))

    def _kinds(self, pk: UUID, titles: dict[str, str]) -> list[str]:
        return [
            title for area, title in titles.items() if area == "account" or pk in self.areas.get(area, ())
        ]


def look(since: datetime, until: datetime, *, actor: Any = None) -> Breach:
    """Find whom a leak could have touched: of one person's way in, or of the whole site."""
    people = accounts.people_known(until, ids=_within_reach(actor, since, until) if actor else None)
    events = audit.events_between(since, until, actor=actor)
    areas: dict[str, set[Any]] = {}
    for app, holders in subject.people_by_app([pk for pk, _name, _email in people]).items():
        areas.setdefault(data_areas.area_of_app(app), set()).update(holders)
    audit.record("breach.listed", actor=None, target=("site", "breach"), n=len(people))
    return Breach(
        people,
        areas,
        actor.email if actor else "",
        events.count(),
        events.filter(action="export.made").count(),
    )


def find(email: str) -> Any:
    """Return the person with an address, or None."""
    address = email.strip().lower()
    known = accounts.people_by_mail([address])
    return accounts.find_person(known[address][0]) if known else None


def _within_reach(actor: Any, since: datetime, until: datetime) -> set[UUID]:
    """Return whom somebody may see, and whom the log says they did something to: roles may have changed since."""
    seen = set(accounts.list_people(actor).values_list("pk", flat=True))
    done = audit.events_between(since, until, actor=actor).filter(target_kind="accounts.Person")
    return seen | {actor.pk} | {UUID(one) for one in done.values_list("target_id", flat=True)}
