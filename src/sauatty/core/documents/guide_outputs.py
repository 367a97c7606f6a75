"""What is made of a guide beside the guide itself: a summary of one page, slides, task sheets, the bundle."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.words import word
from sauatty.core.documents.blocks import Block, Bullets, Document, Heading, Note, Paragraph, Run, Table
from sauatty.core.documents.guide_chart import subject_map_svg
from sauatty.core.documents.guide_document import GuideCover, GuideData, cover_note
from sauatty.core.documents.guide_facts import Fact, say
from sauatty.core.documents.guide_figures import computed_block
from sauatty.core.documents.packing import pack
from sauatty.core.documents.slides import Slide, Slides
from sauatty.core.documents.wording import label_text
from sauatty.core.languages import Translated, format_number

N_STRONGEST = 4
# Room to write by hand on a printed sheet.
_ROOM, _LONG_ROOM = "_" * 12, "_" * 40
_RELEVANCE = ("none", "opportunity", "direct")


@dataclass(frozen=True, slots=True)
class SubjectPaper:
    """One subject of a guide in one language: what its summary, slides and sheets are made from."""

    scope: str
    data: GuideData
    language: str
    cover: GuideCover
    # the texts of the guide that a person stands behind: what is not among them is a machine's draft
    reviewed: str = ""

    @property
    def map(self) -> Mapping[str, Any]:
        """Return the table of the subject's map."""
        table: Mapping[str, Any] = self.data.tables[f"map:{self.scope}"]
        return table

    @property
    def workshop(self) -> Mapping[str, Any]:
        """Return the material of the task sheets."""
        table: Mapping[str, Any] = self.data.tables[f"workshop:{self.scope}"]
        return table

    @property
    def subject(self) -> str:
        """Return the name of the subject."""
        return self.text(self.map["subject"])

    @property
    def is_machine(self) -> bool:
        """Tell whether a machine judged."""
        return bool(self.map["source"] == "machine")

    def text(self, row: Mapping[str, str]) -> str:
        """Return a text of the data in the language."""
        return Translated.from_mapping(row).text(self.language)

    def say(self, key: str, **names: object) -> str:
        """Return a word of the guide."""
        return word("guide", key, self.language, **names)

    def label(self, *texts: str) -> str:
        """Return the label of texts of the guide: 'machine draft' unless people have taken all of them over."""
        return "" if all(text in self.reviewed for text in texts) else "machine draft"

    def texts(self, rows: Sequence[Mapping[str, str]]) -> list[str]:
        """Return the texts of several rows in the language."""
        return [self.text(row) for row in rows]

    def figure(self, name: str) -> str:
        """Return a figure of the subject."""
        fact = self.data.facts.get(f"{name}:{self.scope}")
        return say(fact, self.language) if fact else "–"

    def document(self, title: str, blocks: Sequence[Block]) -> Document:
        """Return a document about the subject under the cover of the guide."""
        cover = self.cover
        return Document(
            title=title, language=self.language, blocks=tuple(blocks), subtitle=cover.title, version=cover.version,
            identifier=cover.identifier, date=cover.date, note=cover_note(cover, self.language), licence=cover.licence,
        )  # fmt: skip


def subject_scopes(data: GuideData) -> tuple[str, ...]:
    """Return the subjects that papers can be made for: those of which something was judged."""
    scopes = (name.partition(":")[2] for name in data.tables if name.startswith("map:"))
    return tuple(one for one in scopes if _is_judged(data.facts.get(f"n_judged:{one}")))


def _is_judged(fact: Fact | None) -> bool:
    return fact is not None and bool(fact.value) and not fact.is_gone


# --- one page ---------------------------------------------------------------------------------------------------


def summary_document(paper: SubjectPaper) -> Document:
    """Return the summary of one subject for a notice board."""
    return paper.document(paper.say("summary_title", subject=paper.subject), list(_summary(paper)))


def _summary(paper: SubjectPaper) -> Iterator[Block]:
    yield Paragraph((Run(_numbers(paper), bold=True),), "numbers")
    yield Heading(1, paper.say(_by_source(paper, "summary_strong")), "strong")
    strongest = _strongest(paper)
    yield Bullets(tuple((Run(line),) for line in strongest) or ((Run("–"),),), id="strong-list")
    yield Heading(1, paper.say(_by_source(paper, "summary_missing")), "missing")
    yield Paragraph((Run(paper.figure("missing"), field=f"missing:{paper.scope}"),), "missing-list")
    built, activity = paper.workshop["build"], paper.workshop["activity"]
    if built and activity:
        yield Heading(1, paper.say("summary_try"), "try")
        yield Paragraph((Run(_quoted(paper, built), italic=True),), "try-objective")
        steps = paper.texts(activity["steps"])
        label = paper.label(paper.text(activity["title"]), *steps)
        yield Paragraph((Run(_activity_title(paper), bold=True),), "try-title", label)
        yield Bullets(_items(steps), ordered=True, id="try-steps")
    yield Paragraph((Run(paper.say("summary_more", title=paper.cover.title)),), "more")


def _activity_title(paper: SubjectPaper) -> str:
    activity = paper.workshop["activity"]
    return paper.say("summary_minutes", title=paper.text(activity["title"]), minutes=activity["minutes"])


def _items(texts: Sequence[str]) -> tuple[tuple[Run, ...], ...]:
    return tuple((Run(text),) for text in texts)


def _by_source(paper: SubjectPaper, key: str) -> str:
    return f"{key}_machine" if paper.is_machine else key


def _numbers(paper: SubjectPaper) -> str:
    if paper.is_machine:
        n, relevant = paper.figure("n_objectives"), paper.figure("n_relevant")
        return paper.say("summary_numbers_machine", n=n, relevant=relevant)
    figures = {
        "n": paper.figure("n_objectives"), "direct": paper.figure("n_direct"),
        "opportunity": paper.figure("n_opportunity"),
    }  # fmt: skip
    return paper.say("summary_numbers", **figures)


def _strongest(paper: SubjectPaper) -> list[str]:
    totals = [sum(column) for column in zip(*paper.map["direct"], strict=True)]
    counted = sorted(zip(totals, paper.map["competences"], strict=True), key=lambda pair: -pair[0])
    return [
        f"{one['code']} {paper.text(one['name'])}: {format_number(n, paper.language)}"
        for n, one in counted[:N_STRONGEST]
        if n
    ]


def _quoted(paper: SubjectPaper, row: Mapping[str, Any]) -> str:
    grade = paper.say("grade", grade=row["grade"]) if row["grade"] is not None else ""
    place = ", ".join(part for part in (row["code"], grade) if part)
    return f"«{paper.text(row['texts'])}»" + (f" ({place})" if place else "")


# --- task sheets ------------------------------------------------------------------------------------------------


def task_sheet(paper: SubjectPaper) -> Document:
    """Return the participants' sheet: find MIL in objectives, build on one, talk about criteria."""
    return paper.document(paper.say("sheet_title", subject=paper.subject), list(_tasks(paper)))


def _tasks(paper: SubjectPaper) -> Iterator[Block]:
    yield Heading(1, paper.say("slide_find"), "find")
    yield Paragraph((Run(paper.say("sheet_find_intro")),), "find-intro")
    if len(paper.workshop["asked"]) < 6:
        yield Paragraph((Run(paper.say("sheet_find_few"), italic=True),), "find-few")
    yield _asked_table(paper, with_key=False)
    built, activity = paper.workshop["build"], paper.workshop["activity"]
    if built:
        yield Heading(1, paper.say("slide_build"), "build")
        yield Paragraph((Run(paper.say("sheet_build_intro")),), "build-intro")
        yield Note("task", (Run(_quoted(paper, built)),), "build-objective")
        yield _lines_table(paper, "build-lines", paper.say("sheet_build_lines").split("\n"))
    if activity:
        yield Heading(1, paper.say("slide_assess"), "assess")
        criteria = paper.texts(activity["criteria"])
        intro = (Run(paper.say("sheet_assess_intro")),)
        yield Paragraph(intro, "assess-intro", paper.label(*criteria))
        yield _lines_table(paper, "assess-lines", criteria)


def facilitator_key(paper: SubjectPaper) -> Document:
    """Return what whoever leads the workshop needs for each of the three tasks."""
    blocks = [*_find_key(paper), *_build_key(paper), *_assess_key(paper)]
    return paper.document(f"{paper.subject}: {paper.say('sheet_key')}", blocks)


def _find_key(paper: SubjectPaper) -> Iterator[Block]:
    yield Heading(1, paper.say("slide_find"), "find")
    if paper.is_machine:
        yield Note("caution", (Run(paper.say("sheet_key_machine")),), "machine")
    yield _asked_table(paper, with_key=True)


def _build_key(paper: SubjectPaper) -> Iterator[Block]:
    built, activity = paper.workshop["build"], paper.workshop["activity"]
    if built:
        yield Heading(1, paper.say("slide_build"), "build")
        yield Paragraph((Run(paper.say("sheet_build_key")),), "build-key")
        yield Note("task", (Run(_quoted(paper, built)),), "build-objective")
    if built and activity:
        # a guide that was counted before materials were kept has none until its figures are counted anew
        materials, steps = paper.texts(activity.get("materials", ())), paper.texts(activity["steps"])
        aim = paper.text(activity["aim"])
        label = paper.label(paper.text(activity["title"]), aim, *materials, *steps)
        yield Paragraph((Run(_activity_title(paper), bold=True),), "title", label)
        yield Paragraph((Run(aim),), "aim")
        for name, lines in (("materials", materials), ("steps", steps)):
            if lines:
                yield Paragraph((Run(paper.say(f"sheet_{name}"), bold=True),), f"{name}-lead")
                yield Bullets(_items(lines), ordered=name == "steps", id=name)


def _assess_key(paper: SubjectPaper) -> Iterator[Block]:
    activity = paper.workshop["activity"]
    if activity:
        criteria = paper.texts(activity["criteria"])
        yield Heading(1, paper.say("slide_assess"), "assess")
        yield Paragraph((Run(paper.say("sheet_assess_intro")),), "assess-intro")
        yield Paragraph((Run(paper.say("sheet_assess_key")),), "assess-key")
        yield Paragraph(
            (Run(paper.say("sheet_criteria"), bold=True),), "criteria-lead", paper.label(*criteria)
        )
        yield Bullets(_items(criteria), id="criteria")


def _asked_table(paper: SubjectPaper, *, with_key: bool) -> Table:
    rows = [
        (
            ", ".join(part for part in (row["code"], _grade(paper, row)) if part) or "–",
            paper.text(row["texts"]),
            _key(paper, row) if with_key else _ROOM,
            _ROOM,
        )
        for row in paper.workshop["asked"]
    ]
    header = (paper.say("code"), paper.say("objective"), paper.say("sheet_mark"), paper.say("sheet_word"))
    narrow = [row[:3] for row in rows] if with_key else rows
    return Table(
        paper.subject, header[:3] if with_key else header, tuple(tuple(row) for row in narrow), "asked"
    )


def _grade(paper: SubjectPaper, row: Mapping[str, Any]) -> str:
    return paper.say("grade", grade=row["grade"]) if row["grade"] is not None else ""


def _key(paper: SubjectPaper, row: Mapping[str, Any]) -> str:
    if paper.is_machine:
        return paper.say("relevant" if row["relevance"] else "none")
    return paper.say(_RELEVANCE[row["relevance"] or 0])


def _lines_table(paper: SubjectPaper, id: str, lines: Sequence[str]) -> Table:
    caption = paper.say("sheet_answers")
    return Table(caption, ("", paper.say("sheet_answer")), tuple((line, _LONG_ROOM) for line in lines), id)


# --- slides -----------------------------------------------------------------------------------------------------


def workshop_slides(papers: Sequence[SubjectPaper]) -> Slides:
    """Return the slides of a workshop on a guide: title, plan, then per subject its map and tasks, and the end."""
    first = papers[0]
    opening = [
        Slide(first.cover.title, subtitle=first.say("workshop")),
        Slide(first.say("slide_agenda"), points=tuple(first.say("slide_agenda_lines").split("\n"))),
    ]
    body = [slide for paper in papers for slide in _subject_slides(paper)]
    end = Slide(first.say("slide_end"), points=tuple(first.say("slide_end_lines").split("\n")))
    return Slides(
        title=first.cover.title, language=first.language, slides=(*opening, *body, end),
        authors=first.cover.authors, version=first.cover.version, identifier=first.cover.identifier,
        date=first.cover.date, note=cover_note(first.cover, first.language),
    )  # fmt: skip


def _subject_slides(paper: SubjectPaper) -> Iterator[Slide]:
    figure = computed_block("map", "map", paper.map, paper.data.facts, paper.language)
    alt = getattr(figure, "alt", paper.subject)
    key = tuple(f"{one['code']} {paper.text(one['name'])}" for one in paper.map["competences"])
    svg = subject_map_svg(paper.map, paper.language)
    yield Slide(paper.subject, svg=svg, alt=alt, notes=_numbers(paper), key=key)
    asked = paper.workshop["asked"]
    if asked:
        points = tuple(_quoted(paper, row) for row in asked)
        answers = "\n".join(
            f"{row['code'] or place}: {_key(paper, row)}" for place, row in enumerate(asked, 1)
        )
        yield Slide(_titled(paper, "slide_find"), points, notes=f"{paper.say('sheet_key')}\n{answers}")
    built, activity = paper.workshop["build"], paper.workshop["activity"]
    if built:
        lines = (_quoted(paper, built), *paper.say("sheet_build_lines").split("\n"))
        yield Slide(_titled(paper, "slide_build"), lines)
    if activity:
        criteria = tuple(paper.texts(activity["criteria"]))
        label = label_text(paper.label(*criteria), paper.language) if paper.label(*criteria) else ""
        notes = "\n".join(part for part in (label, paper.say("sheet_assess_intro")) if part)
        yield Slide(_titled(paper, "slide_assess"), criteria, notes=notes, subtitle=label)


def _titled(paper: SubjectPaper, key: str) -> str:
    return f"{paper.subject}. {paper.say(key)}"


def file_slugs(papers: Sequence[SubjectPaper]) -> tuple[str, ...]:
    """Return a name for the files of each subject: the subject's own, numbered where two programmes share it."""
    names = [paper.workshop.get("slug") or paper.scope for paper in papers]
    return tuple(
        name if names.count(name) == 1 else f"{name}-{names[: place + 1].count(name)}"
        for place, name in enumerate(names)
    )


# --- the bundle -------------------------------------------------------------------------------------------------


def bundle(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file of files by name; the same files give the same bytes."""
    return pack(files)
