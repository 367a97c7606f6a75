"""What the check says of a draft, each hole with the page where it is mended. Values, no queries."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue import instrument_drafts as drafts
from sauatty.core.catalogue import instrument_texts as texts
from sauatty.core.catalogue.burden import Burden, burden
from sauatty.core.catalogue.instrument_checks import MEANINGS, Hole, check_instrument
from sauatty.core.catalogue.instrument_drafts import Body
from sauatty.core.catalogue.instrument_logic import logic_holes
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.instruments.bodies import draft_as_core
from sauatty.web.instruments.labels import FIELDS
from sauatty.web.instruments.models import Instrument

STALE = "text-stale"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of the check, and what of a part it is about."""

    sentence: str
    field: str


@dataclass(frozen=True, slots=True)
class PartFindings:
    """All that the check says of one part: 'question', 'section' or 'head' with its name and its own words."""

    kind: str
    name: str
    label: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What stands in the way of publishing, what should be known before, and how long answering takes."""

    holes: tuple[PartFindings, ...]
    stale: tuple[PartFindings, ...]
    n_holes: int
    n_stale: int
    burdens: tuple[Burden, ...]


def summarise_check(instrument: Instrument) -> CheckPage:
    """Check the draft in the languages that it declares."""
    core = draft_as_core(instrument)
    holes = check_instrument(core)
    behind = texts.stale_texts(instrument.body, instrument.sources, instrument.language)
    found = [(part_at(instrument.body, hole.place), _finding(hole)) for hole in holes]
    stale = [(texts.part_of(instrument.body, place), _stale(place, one)) for place, one in behind]
    return CheckPage(
        _grouped(instrument, found), _grouped(instrument, stale), len(holes), len(behind),
        tuple(burden(core, language) for language in core.languages),
    )  # fmt: skip


def _finding(hole: Hole) -> Finding:
    language = LANGUAGE_NAMES.get(hole.language, hole.language)
    sentence = gettext(MEANINGS[hole.code]) % {"detail": hole.detail, "language": language}
    return Finding(sentence, _field_said(hole.place.split(".")))


def _stale(place: str, language: str) -> Finding:
    sentence = gettext("is older in %(language)s than the text that it was translated from") % {
        "language": LANGUAGE_NAMES[language]
    }
    kind, *parts = place.split(".")
    return Finding(sentence, _field_said(["lists", *parts] if kind == "l" else parts))


def _field_said(parts: list[str]) -> str:
    """Return in words what of a part is meant: its text, or a choice or row with its code."""
    own = ["choices", *parts[2:]] if parts[0] == "lists" else parts[1:] or parts
    word = {"choices": _("choice"), "choice": _("choice"), "rows": _("row"), "row": _("row")}.get(own[0])
    return " ".join([str(word or FIELDS.get(own[0], own[0])), *own[1:]])


def part_at(body: Body, place: str) -> tuple[str, str]:
    """Return of which part a hole is: ('question', name), ('section', name) or ('head', '')."""
    first, _, rest = place.partition(".")
    if first == "lists":
        users = drafts.sharers(body, rest.partition(".")[0])
        return ("question", users[0]) if users else ("head", "")
    if any(section.get("id") == first for section in drafts.sections_of(body)):
        return "section", first
    is_question = any(question.get("id") == first for _section, question in drafts.questions_of(body))
    return ("question", first) if is_question else ("head", "")


def _grouped(
    instrument: Instrument, found: Iterable[tuple[tuple[str, str], Finding]]
) -> tuple[PartFindings, ...]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for part, finding in found:
        groups.setdefault(part, []).append(finding)
    own = _own_words(instrument)
    return tuple(PartFindings(*part, own.get(part, part[1]), tuple(some)) for part, some in groups.items())


def _own_words(instrument: Instrument) -> dict[tuple[str, str], str]:
    """Return the first words of every part, in the leading language."""
    found: dict[tuple[str, str], str] = {}
    for section in drafts.sections_of(instrument.body):
        found["section", section["id"]] = _first(section.get("title"), instrument.language)
        for question in section.get("questions", []):
            found["question", question["id"]] = _first(question.get("text"), instrument.language)
    return found


def _first(shown: Any, language: str) -> str:
    by_language = shown or {}
    return str(by_language.get(language) or next(filter(None, map(by_language.get, LANGUAGES)), ""))[:120]


@dataclass(frozen=True, slots=True)
class LogicAnswer:
    """What the check holds of one condition or constraint; no sentences: it can be evaluated where it stands."""

    text: str
    sentences: tuple[str, ...] = ()


def read_logic(instrument: Instrument, part: str, field: str, text: str) -> LogicAnswer:
    """Check a condition or constraint as it is being written, at its place in the draft."""
    if not text.strip():
        return LogicAnswer("")
    body = copy.deepcopy(instrument.body)
    section = next((one for one in drafts.sections_of(body) if one.get("id") == part), None)
    (section or drafts.find_question(body, part)[1])[field] = " ".join(text.split())
    core = instrument_from_mapping(body, instrument.slug)
    found = [Hole(code, place, detail=detail) for code, place, detail in logic_holes(core)]
    return LogicAnswer(text, tuple(_finding(one).sentence for one in found if one.place == f"{part}.{field}"))


def answer_names(instrument: Instrument) -> list[tuple[str, str]]:
    """Return every name that a condition can ask for, with the words of its question, in order."""
    core, language = draft_as_core(instrument), instrument.language
    return [(name, one.text.text(language)[:80]) for one in core.questions for name in one.names]
