"""Personal data by area, in words: what the page of a person and the record of an office say."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language

from sauatty.core.catalogue import word
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base import privacy, subject

WORDS = "personal_data"
# Area: on what basis its data are kept, and the apps that keep them
AREAS: dict[str, tuple[str, tuple[str, ...]]] = {
    "account": ("service", ("accounts",)),
    "programmes": ("service", ("programmes", "plans", "needs")),
    "surveys": ("consent", ("surveys", "fieldwork", "filling", "instruments", "answers")),
    "lessons": ("service", ("lessons", "authoring", "desk")),
    "tests": (
        "service", ("attempts", "papers", "items", "keying", "assessments", "standards", "calibrations"),
    ),
    "trainings": ("service", ("events", "enrolments", "rosters", "attendances", "classrooms", "workshops")),
    "certificates": ("service", ("certificates", "badges")),
    "activities": ("service", ("activities", "practice", "cascades", "attachments")),
    "directory": ("consent", ("specialists", "visits")),
    "audit": (
        "work",
        ("curricula", "coding", "agreements", "alignments", "guides", "publications", "frameworks", "adaptations"),
    ),
    "letters": ("service", ("mails",)),
    "reports": ("consent", ("reports", "indicators", "crosstabs", "showcases")),
    "running": ("duty", ("base", "boxes")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """One area in the language of the page; `rows` is how many rows are about the person."""

    key: str
    title: str
    kept: str
    purpose: str
    basis: str
    seen: str
    term: str
    rows: int = 0
    tables: tuple[tuple[str, int | None], ...] = ()


def area_of_app(app: str) -> str:
    """Return the area that an app belongs to; nothing for one that nobody put into one."""
    return next((area for area, (_basis, apps) in AREAS.items() if app in apps), "")


def title(area: str, language: str) -> str:
    """Return the name of an area."""
    return word(WORDS, f"{area}_title", language)


def areas_of(person: Any) -> list[Area]:
    """Return the areas that keep something about a person, with how many rows."""
    counts = subject.count_by_app(person)
    found = [_area(key, sum(counts.get(app, 0) for app in apps)) for key, (_basis, apps) in AREAS.items()]
    return [area for area in found if area.rows or area.key == "account"]


def record() -> dict[str, Any]:
    """Return what the law asks an office to be able to say: who keeps data, of how many, where, and each area."""
    texts = list(accounts.list_consent_texts())
    newest = max(texts, key=lambda one: one.created_at, default=None)
    return {
        "operator": newest.operator if newest else "",
        "operator_number": newest.operator_number if newest else "",
        "texts": texts,
        "people": accounts.count_people(),
        "address": settings.PUBLIC_ADDRESS,
        "database": "PostgreSQL" if connection.vendor == "postgresql" else "SQLite",
        "areas": [_area(key, tables=_tables(apps)) for key, (_basis, apps) in AREAS.items()],
    }


def _tables(apps: tuple[str, ...]) -> tuple[tuple[str, int | None], ...]:
    rules = privacy.personal_rules().items()
    return tuple((label, rule.retention_days) for label, rule in rules if label.partition(".")[0] in apps)


def _area(key: str, rows: int = 0, tables: tuple[tuple[str, int | None], ...] = ()) -> Area:
    language = get_language() or "kk"
    said = {
        name: word(WORDS, f"{key}_{name}", language) for name in ("title", "kept", "purpose", "seen", "term")
    }
    basis = word(WORDS, f"basis_{AREAS[key][0]}", language)
    return Area(key=key, basis=basis, rows=rows, tables=tables, **said)
