"""What core's rules say of a draft, in the language of the page, each hole with the part where it is mended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.lesson_checks import check_lesson
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.authoring import labels, stale
from sauatty.web.authoring.bodies import draft_as_core
from sauatty.web.authoring.models import AuthoredLesson
from sauatty.web.authoring.parts import Part, parts_of

_PLACE = r"(?P<place>[a-z][\w.-]*)"
_IN = r" in (?P<language>kk|ru|en)"
# What core says, and the same for people. The first that fits is taken; the part is found by the place or named here.
_RULES: list[tuple[str, Any, str]] = [
    (
        r"is of the module '(?P<module>[^']*)', which does not exist \(known: (?P<known>.*)\)",
        _("There is no module '%(module)s'. Known: %(known)s."), "outline",
    ),
    (r"names no competence", _("Choose the competences of the lesson."), "head"),
    (r"names (?P<it>\S+), which is no competence of any framework", _("There is no competence %(it)s."), "head"),
    (r"has no audience", _("Say for whom the lesson is."), "head"),
    (r"has the (?:audience|level) '(?P<it>[^']*)'.*", _("'%(it)s' is not known; choose again."), "head"),
    (r"takes (?P<it>\d+) minutes; .*", _("It takes %(it)s minutes; a lesson takes 15 to 30."), "head"),
    (
        r"facilitator\.timing adds up to (?P<it>\d+) minutes.*",
        _("The parts add up to %(it)s minutes instead of 40."), "facilitator",
    ),
    (r"has (?P<it>\d+) self-checks; .*", _("There are %(it)s questions to oneself; a lesson has 3 to 5."), "outline"),
    (r"has a card of (?P<it>\d+) lines; .*", _("The card has %(it)s lines; a card has 4 to 8."), "card"),
    (_PLACE + r" is empty", _("Nothing stands here yet: %(field)s."), ""),
    (_PLACE + r" has no text", _("Nothing stands here yet: %(field)s."), ""),
    (r"figure\.labels of two columns.*", _("Two columns need an even number of words."), "figure"),
    (
        r"(?P<kind>\w+) '(?P<it>[^']*)' stands more than once",
        _("The name '%(it)s' stands more than once; give each its own."), "outline",
    ),
    (
        r"title in (?P<language>kk|ru|en) has (?P<it>\d+) signs; at most (?P<most>\d+)",
        _("The title in %(language)s has %(it)s signs; at most %(most)s fit."), "head",
    ),
    (_PLACE + r" has no text" + _IN, _("The text is missing in %(language)s: %(field)s."), ""),
    (_PLACE + r" has no reason" + _IN, _("The reason is missing in %(language)s."), ""),
    (
        _PLACE + r" is not (?:Kazakh|Russian|English): (?P<it>.*)",
        _("This looks like another language: %(it)s"), "",
    ),
    (
        _PLACE + _IN + r" has '(?P<it>.*)', which is no mark of a text",
        _("'%(it)s' in %(language)s is no mark that a text can have."), "",
    ),
    (
        _PLACE + _IN + r" mixes Latin and Cyrillic letters in '(?P<it>.*)'",
        _("'%(it)s' in %(language)s mixes Latin and Cyrillic letters."), "",
    ),
    (
        _PLACE + r" has other lists in one language than in the others",
        _("The lists differ between the languages: %(field)s."), "",
    ),
    (
        _PLACE + r" has the (?:term|resource|source|link) '(?P<it>[^']*)' (?P<more>.*)",
        _("The mark '%(it)s' does not stand equally often in each language (%(more)s)."), "",
    ),
    (_PLACE + r" lacks the number (?P<it>\d+) in (?P<more>.*)", _("The number %(it)s is missing in: %(more)s."), ""),
    (
        _PLACE + _IN + r" has a sentence of (?P<it>\d+) words; .*",
        _("A sentence in %(language)s has %(it)s words; shorten it: %(field)s."), "",
    ),
    (r"names the term '(?P<it>[^']*)', .*", _("The glossary has no term '%(it)s'."), "outline"),
    (r"names the resource '(?P<it>[^']*)', .*", _("There is no service '%(it)s'."), "outline"),
    (r"names the source '(?P<it>[^']*)', .*", _("A text names the source '%(it)s', which is not listed."), "sources"),
    (r"no sentence rests on the source '(?P<it>[^']*)'", _("No sentence names the source: write [^%(it)s]."), "sources"),
    (r"task\.resources names '(?P<it>[^']*)', .*", _("There is no service '%(it)s'."), "task"),
    (r"task\.resources lacks '(?P<it>[^']*)', .*", _("Choose the service '%(it)s': a step leads to it."), "task"),
    (
        r"source '(?P<it>[^']*)' is said to be checked .*",
        _("The source '%(it)s' is said to be checked and has no address."), "sources",
    ),
    (r"source '(?P<it>[^']*)' (?:is|has) .*", _("Look at the source '%(it)s': something does not fit."), "sources"),
    (_PLACE + r" has (?P<it>\d+) options; .*", _("There are %(it)s options; a question has 3 to 6."), ""),
    (_PLACE + r" has (?P<it>\d+) right options instead of one", _("%(it)s options are marked right instead of one."), ""),
    (_PLACE + r" needs a right option and a wrong one", _("Mark at least one option right and leave one wrong."), ""),
    (_PLACE + r" is about the order, .*", _("In a question of order every option is right: mark all."), ""),
    (
        _PLACE + r"(?:\.\w+)?" + _IN + r" speaks of all or none of the options",
        _("An option in %(language)s speaks of all or none of the others; write it for itself."), "",
    ),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hole:
    """One sentence about what stands in the way, and the part where it is mended ('outline' is the list of parts)."""

    part: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PartHoles:
    """All holes of one part."""

    part: str
    label: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What stands in the way of publishing, and what is out of date."""

    holes: tuple[PartHoles, ...]
    n_holes: int
    n_stale: int


def summarise_check(lesson: AuthoredLesson) -> CheckPage:
    """Check a draft by the rules that every lesson keeps."""
    found = [hole_of(problem) for problem in check_lesson(draft_as_core(lesson))]
    names = {part.name: part_title(part, lesson.language) for part in parts_of(lesson.body)}
    grouped: dict[str, list[str]] = {}
    for hole in found:
        grouped.setdefault(hole.part if hole.part in names else "outline", []).append(hole.sentence)
    order = [*names, "outline"]
    holes = tuple(
        PartHoles(name, names.get(name, gettext("The whole lesson")), tuple(dict.fromkeys(grouped[name])))
        for name in sorted(grouped, key=order.index)
    )
    n_stale = len(stale.stale_texts(lesson.body, lesson.sources, lesson.language))
    return CheckPage(holes, sum(len(one.sentences) for one in holes), n_stale)


def hole_of(problem: str) -> Hole:
    """Return a problem of core in words; one that is not known here is shown as core says it."""
    for pattern, sentence, part in _RULES:
        found = re.fullmatch(pattern, problem, re.DOTALL)
        if found:
            facts = found.groupdict()
            place = facts.get("place") or ""
            words = facts | {
                "language": LANGUAGE_NAMES.get(facts.get("language") or "", ""),
                "field": field_said(place),
            }
            return Hole(part or part_at(place), str(sentence) % words)
    return Hole("outline", problem)


def part_at(place: str) -> str:
    """Return the part in which a place of core stands: 'sections.one.text' is in 'section.one'."""
    steps = place.split(".")
    if steps[0] in ("sections", "self_check"):
        kind = {"sections": "section", "self_check": "check"}[steps[0]]
        return f"{kind}.{steps[1]}" if len(steps) > 1 else "outline"
    if steps[0] in ("title", "aim"):
        return "head"
    return steps[0] if steps[0] in labels.PARTS else "outline"


def field_said(place: str) -> str:
    """Return in words which text of a part is meant, with its number in a list."""
    steps = place.split(".")
    numbers = [step for step in steps[1:] if step.isdecimal()]
    names = [step for step in steps if step in labels.FIELDS or f"{steps[0]}.{step}" in labels.FIELDS]
    name = names[-1] if names else ""
    label = (
        labels.FIELDS.get(f"{steps[0]}.{name}")
        or labels.FIELDS.get(name)
        or labels.PARTS.get(steps[0], place)
    )
    return f"{label} {numbers[-1]}" if numbers else str(label)


def part_title(part: Part, language: str) -> str:
    """Return the kind of a part and its own first words."""
    words = (
        part.content.get("heading") or part.content.get("stem") if part.kind in ("section", "check") else None
    )
    own = next(_first_words(words or {}, language), "")
    kind = str(labels.PARTS[part.kind])
    return f"{kind}: {own}" if own else kind


def _first_words(texts: Any, language: str) -> Iterator[str]:
    yield from (texts[one][:80] for one in (language, *LANGUAGE_NAMES) if texts.get(one))
