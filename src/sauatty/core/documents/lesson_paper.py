"""What everything made of lessons needs: the language, the glossary, the services, and who stands behind a text."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sauatty.core.catalogue.lesson_reading import language_sha256, texts_of
from sauatty.core.catalogue.lesson_text import text_marks
from sauatty.core.catalogue.lessons import Lesson, LessonSource, Resource, SelfCheck, Term
from sauatty.core.catalogue.resources import load_resources
from sauatty.core.catalogue.terms import load_terms
from sauatty.core.catalogue.words import word
from sauatty.core.documents.charts_parts import column_label
from sauatty.core.languages import LANGUAGES, Translated, format_date, sort_key

GROUP = "lessons"
TO_CHECK = "to-check"
OUR_LICENCE, OUR_NAME = "CC-BY-4.0", "Sauatty project"
LICENCES = {OUR_LICENCE: "CC BY 4.0"}
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class LessonPaper:
    """A language with the glossary and the services in reach of the lessons that are printed in it."""

    language: str
    terms: Mapping[str, Term] = field(default_factory=dict)
    resources: Mapping[str, Resource] = field(default_factory=dict)

    def say(self, key: str, **names: object) -> str:
        """Return a fixed word of printed lessons."""
        return word(GROUP, key, self.language, **names)

    def text(self, text: Translated) -> str:
        """Return a text in the language, else in another one that it has."""
        return text.text(self.language)

    @property
    def term_names(self) -> dict[str, str]:
        """Return the words of the glossary by slug."""
        return {slug: self.text(term.term) for slug, term in self.terms.items()}

    def competences(self, ids: Iterable[str]) -> str:
        """Return the names of competences in one line."""
        return "; ".join(" ".join(filter(None, column_label(one, self.language, None))) for one in ids)

    def day(self, written: str) -> str:
        """Return an ISO date in words; '' where there is none that can be read."""
        try:
            return format_date(date.fromisoformat(written), self.language)
        except ValueError:
            return ""


@lru_cache(maxsize=len(LANGUAGES))
def shipped_paper(language: str) -> LessonPaper:
    """Return a language with the glossary and the services that Sauatty comes with."""
    return LessonPaper(language, load_terms(), load_resources())


def draft_label(lesson: Lesson, paper: LessonPaper) -> str:
    """Return what is said beside a text that no native reader has signed; '' where one has."""
    if lesson.provenance.is_reviewed(paper.language):
        return ""
    return paper.say("draft" if lesson.provenance.is_machine(paper.language) else "unread")


def drafts_label(lessons: Sequence[Lesson], paper: LessonPaper) -> str:
    """Return the mark for several lessons: that of a single one, or that a part of them is unread."""
    labels = {draft_label(one, paper) for one in lessons}
    return labels.pop() if len(labels) == 1 else paper.say("partly") if labels else ""


def who_line(lesson: Lesson, paper: LessonPaper) -> str:
    """Say who wrote the text of this language and who read it."""
    by = lesson.provenance.written.get(paper.language, "")
    is_machine = lesson.provenance.is_machine(paper.language)
    author = by or lesson.provenance.author
    written = paper.say("by_machine") if is_machine else paper.say("by_person", name=author)
    read = ", ".join(lesson.provenance.reviewed_by.get(paper.language, ())) or paper.say("nobody")
    told = paper.say("who", written=written, read=read)
    source = lesson.provenance.adapted_from
    return f"{told} {paper.say('adapted', name=source)}" if source else told


def licence_name(lesson: Lesson) -> str:
    """Return the name of a lesson's licence as people write it."""
    return LICENCES.get(lesson.provenance.licence, lesson.provenance.licence)


def licence_line(lessons: Iterable[Lesson], paper: LessonPaper) -> str:
    """Say what may be done with lessons; where one has another licence than ours, the names of their licences."""
    names = sorted({licence_name(one) for one in lessons})
    return ", ".join(names) if set(names) - {LICENCES[OUR_LICENCE]} else paper.say("state_licence")


def licence_address(lessons: Iterable[Lesson]) -> str:
    """Return where our licence stands; '' where a lesson has another one."""
    return "" if {one.provenance.licence for one in lessons} - {OUR_LICENCE} else LICENCE_ADDRESS


def authors_of(lessons: Iterable[Lesson], paper: LessonPaper) -> tuple[str, ...]:
    """Return the project, and whoever else wrote the lessons or read them as a native of the language."""
    named = set()
    for one in lessons:
        named |= {one.provenance.author, *one.provenance.reviewed_by.get(paper.language, ())}
    return (paper.say("authors"), *sorted(named - {"", OUR_NAME}))


def texts_version(lessons: Sequence[Lesson], language: str) -> str:
    """Return eight signs that change with any text of the lessons in this language: which print it is."""
    joined = "\n".join(language_sha256(one, language) for one in lessons)
    return hashlib.sha256(joined.encode()).hexdigest()[:8]


def sources_to_check(lessons: Iterable[Lesson]) -> tuple[int, int]:
    """Return how many sources are still to be checked, and how many there are."""
    sources = [source for one in lessons for source in one.sources]
    return sum(source.checked == TO_CHECK for source in sources), len(sources)


def used_terms(lessons: Iterable[Lesson], paper: LessonPaper) -> tuple[Term, ...]:
    """Return the terms that the texts of lessons mark, by the order of the alphabet."""
    slugs = {
        ref
        for one in lessons
        for _, text in texts_of(one)
        for kind, ref in text_marks(paper.text(text))
        if kind == "term"
    }
    found = [paper.terms[slug] for slug in slugs if slug in paper.terms]
    return tuple(sorted(found, key=lambda term: (sort_key(paper.text(term.term)), term.id)))


def task_resources(lesson: Lesson, paper: LessonPaper) -> tuple[Resource, ...]:
    """Return the services of a lesson's task that are known."""
    return tuple(paper.resources[one] for one in lesson.task.resources if one in paper.resources)


def source_numbers(sources: Sequence[LessonSource]) -> dict[str, int]:
    """Return the number of each source by its id."""
    return {source.id: number for number, source in enumerate(sources, 1)}


def shown_options(question: SelfCheck) -> tuple[int, ...]:
    """Return the places of the options in the order in which they are shown.

    That of the file; for a question of order it would give the answer away, so each second one comes first.
    """
    places = range(len(question.options))
    if question.kind != "order":
        return tuple(places)
    return (*places[1::2], *places[0::2])


def right_letters(question: SelfCheck) -> str:
    """Return the letters of the right options, or for a question of order those of the right order."""
    shown = shown_options(question)
    if question.kind == "order":
        return " → ".join(letter(shown.index(place)) for place in range(len(question.options)))
    return ", ".join(letter(at) for at, place in enumerate(shown) if question.options[place].is_right)


def letter(place: int) -> str:
    """Return the letter before an option; Latin ones, as Kazakh and Russian tests have them too."""
    return "ABCDEFGHIJ"[place % 10]
