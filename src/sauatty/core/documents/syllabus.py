"""A planned programme as a syllabus in one language: modules, lessons, and why each module is there."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sauatty.core.catalogue.modules import LessonOutline, ModuleOutline, load_modules
from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import (
    Block,
    Bullets,
    Contents,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    text_runs,
)
from sauatty.core.documents.charts_parts import column_label
from sauatty.core.documents.need_charts import plan_figure
from sauatty.core.documents.survey_tables import number, share
from sauatty.core.languages import Translated
from sauatty.core.surveys.plan import Plan, PlanModule, ReasonShare
from sauatty.core.surveys.small_cells import may_be_told

GROUP = "syllabus"
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class SyllabusCover:
    """What stands on the cover. `modules` are those of the plan as they were edited; the shipped ones without them."""

    title: Translated = field(default_factory=Translated)
    organiser: str = ""
    version: str = ""
    date: dt.date | None = None
    is_invented: bool = False
    modules: Sequence[ModuleOutline] = ()


def syllabus(plan: Plan, language: str, cover: SyllabusCover | None = None) -> Document:
    """Write the syllabus of a plan, its modules in the order of the plan.

    Counts of fewer than five respondents, or of all but fewer than five, are not told as reasons: the syllabus goes
    to participants.
    """
    return _Syllabus(plan, language, cover or SyllabusCover()).document()


class _Syllabus:
    def __init__(self, plan: Plan, language: str, cover: SyllabusCover) -> None:
        self._plan, self._language, self._cover = plan, language, cover
        self._outlines: Mapping[str, ModuleOutline] = {
            one.id: one for one in (*load_modules(), *cover.modules)
        }

    def _say(self, key: str, **params: object) -> str:
        return word(GROUP, key, self._language, **params)

    def document(self) -> Document:
        title = self._cover.title.text(self._language) or self._say("title")
        return Document(
            title=title,
            language=self._language,
            blocks=(Contents(), *self._blocks()),
            subtitle=self._say("subtitle"),
            authors=(self._cover.organiser,) if self._cover.organiser else (),
            version=self._cover.version,
            date=self._cover.date,
            note=self._say("invented") if self._cover.is_invented else "",
        )

    def _blocks(self) -> Iterator[Block]:
        yield Heading(1, self._say("chapter_overview"), "overview")
        yield Bullets(tuple(text_runs(one) for one in self._frame()), id="frame")
        if not self._plan.modules:
            yield Paragraph(text_runs(self._say("nothing")), id="nothing")
            return
        yield self._modules_table()
        yield Note("caution", text_runs(self._say("outlines")), id="outlines")
        yield Heading(1, self._say("chapter_modules"), "modules")
        for place, own in enumerate(self._plan.modules, 1):
            yield from self._module(place, own)
        yield Heading(1, self._say("chapter_needs"), "needs")
        yield plan_figure(self._plan, self._language, id="plan")
        yield from self._left()

    def _frame(self) -> Iterator[str]:
        hours = number(self._plan.hours_used, self._language, 1)
        yield self._say("frame", hours=hours, sessions=number(self._plan.sessions_used, self._language))
        if self._plan.languages:
            names = ", ".join(self._say(f"language_{one}") for one in self._plan.languages)
            yield self._say("languages", names=names)
        if self._plan.forms:
            yield self._say("forms", names=self._forms(self._plan.forms))
        yield self._say("answers", share=share(self._plan.answered, self._language, 0))

    def _forms(self, forms: Sequence[str]) -> str:
        return ", ".join(self._say(f"form_{one}") for one in forms)

    def _modules_table(self) -> Table:
        rows = [
            (
                str(place),
                own.title.text(self._language),
                number(own.hours, self._language, 1),
                str(own.sessions),
                self._forms(own.forms),
            )
            for place, own in enumerate(self._plan.modules, 1)
        ]
        used = number(self._plan.hours_used, self._language, 1)
        rows.append(("", self._say("total"), used, str(self._plan.sessions_used), ""))
        head = tuple(self._say(key) for key in ("number", "module", "hours", "sessions", "form"))
        return Table(self._say("modules_table"), head, tuple(rows), id="modules-table")

    def _module(self, place: int, own: PlanModule) -> Iterator[Block]:
        title = own.title.text(self._language)
        yield Heading(2, f"{place}. {title}", f"module-{own.id}"[:64])
        outline = self._outlines.get(own.id)
        if outline is not None:
            yield Paragraph(text_runs(outline.summary.text(self._language)))
            before = [
                self._outlines[one].title.text(self._language)
                for one in outline.prerequisites
                if one in self._outlines
            ]
            if before:
                yield Paragraph(text_runs(self._say("builds_on", names="; ".join(before))))
        reasons = list(self._reasons(own))
        if reasons:
            yield Paragraph((Run(self._say("why"), bold=True),), keep="next")
            yield Bullets(tuple(text_runs(one) for one in reasons))
        if outline is not None:
            yield self._lessons(place, outline)

    def _reasons(self, own: PlanModule) -> Iterator[str]:
        for reason in own.reasons[:MOST_REASONS]:
            shares = [self._share(one) for one in reason.shares if may_be_told(one.n_in_need, one.n)]
            if shares:
                name = self._competence(reason.competence)
                yield self._say("reason", competence=name, shares="; ".join(shares))

    def _share(self, own: ReasonShare) -> str:
        said = share(own.share.estimate, self._language, 0)
        return word("needs", f"reason_{own.part}", self._language, share=said, n=own.n_in_need, of=own.n)

    def _competence(self, id: str) -> str:
        return " ".join(filter(None, column_label(id, self._language, None)))

    def _lessons(self, place: int, outline: ModuleOutline) -> Table:
        rows = tuple(self._lesson(place, at, one) for at, one in enumerate(outline.lessons, 1))
        head = tuple(self._say(key) for key in ("number", "lesson", "hours", "competences"))
        caption = self._say("lessons_table", title=outline.title.text(self._language))
        return Table(caption, head, rows, id=f"lessons-{outline.id}"[:64])

    def _lesson(self, place: int, at: int, lesson: LessonOutline) -> tuple[str, ...]:
        names = "; ".join(self._competence(one) for one in lesson.competences)
        hours = number(lesson.hours, self._language, 1)
        return (f"{place}.{at}", lesson.title.text(self._language), hours, names)

    def _left(self) -> Iterator[Block]:
        names = [self._competence(one.competence) for one in self._plan.unanswered]
        if names:
            yield Paragraph((Run(self._say("left"), bold=True),), keep="next")
            yield Bullets(tuple(text_runs(one) for one in names), id="left")
