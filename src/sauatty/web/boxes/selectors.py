"""Reading of boxes: what was taken, in words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from sauatty.web.boxes import words
from sauatty.web.boxes.models import Finding, Taking

STAYS = "stays:"
OUTCOMES = ("taken", "there", "refused", "conflict")


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one kind of things: its name, and a number for each outcome."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to look at, in words; `why` says what happened and what to do."""

    what: str
    why: str
    row: Finding
    command: str = ""


def list_takings() -> QuerySet[Taking]:
    """List the files that were taken, the newest first."""
    return Taking.objects.annotate(n_findings=Count("findings")).order_by("-taken_at", "pk")


def access_taking(taking_id: UUID) -> Taking:
    """Return one; otherwise there is none (404)."""
    return get_object_or_404(Taking, pk=taking_id)


def totals(taking: Taking) -> tuple[int, ...]:
    """Return how many rows had each outcome."""
    return tuple(sum(one.get(name, 0) for one in taking.counts.values()) for name in OUTCOMES)


def lines_of(taking: Taking) -> list[Line]:
    """Return the numbers of each kind of things."""
    return [
        Line(words.of_kind(label), tuple(one.get(name, 0) for name in OUTCOMES))
        for label, one in taking.counts.items()
    ]


def findings_of(taking: Taking) -> QuerySet[Finding]:
    """List what somebody has to look at."""
    return taking.findings.select_related("person")


def in_words(findings: list[Finding]) -> list[Found]:
    """Put findings into words."""
    return [
        Found(words.of_kind(one.kind), words.of_reason(one.reason), one, _command(one)) for one in findings
    ]


def _command(one: Finding) -> str:
    """Return what is typed where somebody says that two are one person."""
    return f"--same {one.key}={one.person.pk}" if one.reason == "person-known" and one.person else ""


def left_on_box(taking: Taking) -> list[dict[str, Any]]:
    """Return what was not ready to go, in words."""
    return [
        {"name": words.of_reason(why), "n": n} for why, n in taking.left.items() if not why.startswith(STAYS)
    ]


def stays_on_box(taking: Taking) -> list[str]:
    """Return the tables that were changed on the box and are not brought home."""
    return [why.removeprefix(STAYS) for why in taking.left if why.startswith(STAYS)]
