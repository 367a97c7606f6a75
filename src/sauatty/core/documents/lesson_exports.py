"""Modules for other platforms and other hands: Common Cartridge, a folder of pages, Markdown, YAML."""

import re
from collections.abc import Iterator, Sequence
from html import escape

import yaml

from sauatty.core.catalogue.lesson_reading import lesson_as_mapping
from sauatty.core.catalogue.lessons import Lesson, SelfCheck
from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.documents.blocks import Document, Heading
from sauatty.core.documents.html import render_html
from sauatty.core.documents.lesson_document import state_lines
from sauatty.core.documents.lesson_html import (
    STYLE,
    STYLE_NAME,
    HtmlLeads,
    PageWay,
    html_page,
    lesson_page,
    line_html,
)
from sauatty.core.documents.lesson_pack import read_me
from sauatty.core.documents.lesson_paper import (
    LICENCES,
    OUR_LICENCE,
    LessonPaper,
    authors_of,
    draft_label,
    drafts_label,
    letter,
    licence_address,
    licence_line,
    shipped_paper,
    shown_options,
    task_resources,
)
from sauatty.core.documents.lesson_sheets import notes_blocks
from sauatty.core.documents.packing import pack
from sauatty.core.exchange.cartridge import (
    Cartridge,
    CartridgeAnswer,
    CartridgeEntry,
    CartridgeFolder,
    CartridgeLink,
    CartridgePage,
    CartridgeQuestion,
    CartridgeQuiz,
)
from sauatty.core.exchange.cartridge_writing import write_cartridge

HOME = "index.html"


# --- a folder of pages ---


def html_zip(
    module: ModuleOutline, lessons: Sequence[Lesson], language: str, paper: LessonPaper | None = None
) -> bytes:
    """Return a module as pages in a zip file: no script, no network, one style sheet; `index.html` leads to all."""
    paper = paper or shipped_paper(language)
    files = {
        HOME: home_page(module, lessons, paper).encode(),
        STYLE_NAME: STYLE.encode(),
        "read-me.txt": read_me(module, lessons, paper, "html_read_me"),
    }
    for lesson, way in zip(lessons, _ways(module, lessons, paper), strict=True):
        files[_page_name(lesson)] = lesson_page(lesson, paper, way).encode()
    return pack(files)


def home_page(module: ModuleOutline, lessons: Sequence[Lesson], paper: LessonPaper) -> str:
    """Return the page that leads to the lessons of a module and says how far they are reviewed."""
    links = "".join(
        f'<li><a href="{_page_name(one)}">{escape(paper.text(one.title))}</a></li>' for one in lessons
    )
    mark = drafts_label(lessons, paper)
    address = licence_address(lessons)
    state = "".join(f"<li>{escape(line)}</li>" for line in state_lines(lessons, paper))
    body = (
        f'<main id="main"><h1>{escape(paper.text(module.title))}</h1>'
        + (f'<p><span class="mark">{escape(mark)}</span></p>' if mark else "")
        + f"<p>{escape(paper.text(module.summary))}</p>"
        f"<h2>{escape(paper.say('lessons'))}</h2><ol>{links}</ol>"
        f"<h2>{escape(paper.say('state_title'))}</h2><ul>{state}</ul>"
        + (f'<p><a href="{address}">{LICENCES[OUR_LICENCE]}</a></p></main>' if address else "</main>")
    )
    return html_page(paper, paper.text(module.title), body)


def _page_name(lesson: Lesson) -> str:
    return f"{lesson.id}.html"


def _ways(module: ModuleOutline, lessons: Sequence[Lesson], paper: LessonPaper) -> list[PageWay]:
    at = [("", ""), *((_page_name(one), paper.text(one.title)) for one in lessons), ("", "")]
    home = HOME, f"{paper.say('back')}: {paper.text(module.title)}"
    return [PageWay(home, at[place - 1], at[place + 1]) for place in range(1, len(at) - 1)]


# --- Common Cartridge ---


def cartridge(
    module: ModuleOutline, lessons: Sequence[Lesson], language: str, paper: LessonPaper | None = None
) -> bytes:
    """Return a module as IMS Common Cartridge 1.3, as Moodle, Canvas and others take it in."""
    return write_cartridge(module_cartridge(module, lessons, language, paper))


def module_cartridge(
    module: ModuleOutline, lessons: Sequence[Lesson], language: str, paper: LessonPaper | None = None
) -> Cartridge:
    """Return a module as the value that a cartridge is written from.

    A folder for each lesson: the page, the self-check as a quiz, the services as links, the plan for facilitators.
    """
    paper = paper or shipped_paper(language)
    mark = drafts_label(lessons, paper)
    return Cartridge(
        id=f"{module.id}-{language}",
        title=paper.text(module.title),
        language=language,
        entries=tuple(_folder(lesson, paper) for lesson in lessons),
        description=" ".join(filter(None, (paper.text(module.summary), mark and f"({mark})"))),
        keywords=tuple(paper.competences([one]) for one in module.competences),
        rights=f"{', '.join(authors_of(lessons, paper))}. {licence_line(lessons, paper)} {licence_address(lessons)}".strip(),
        files={f"pages/{STYLE_NAME}": STYLE.encode()},
    )


def _folder(lesson: Lesson, paper: LessonPaper) -> CartridgeFolder:
    title = paper.text(lesson.title)
    page = CartridgePage(
        f"{lesson.id}-page", title, f"pages/{_page_name(lesson)}", lesson_page(lesson, paper)
    )
    entries: list[CartridgeEntry] = [page, _quiz(lesson, paper)]
    entries += [
        CartridgeLink(f"{lesson.id}-link-{one.id}", paper.text(one.title), one.url)
        for one in task_resources(lesson, paper)
    ]
    entries.append(_plan_page(lesson, paper))
    return CartridgeFolder(lesson.id, title, tuple(entries))


def _plan_page(lesson: Lesson, paper: LessonPaper) -> CartridgePage:
    title = paper.say("notes_title", module=paper.text(lesson.title))
    blocks = (Heading(1, paper.say("onsite")), *notes_blocks(lesson, paper))
    body = render_html(Document(title, paper.language, blocks, note=draft_label(lesson, paper)))
    page = html_page(paper, title, f'<main id="main">{body}</main>')
    return CartridgePage(f"{lesson.id}-plan", title, f"pages/{lesson.id}-plan.html", page, is_plan=True)


def _quiz(lesson: Lesson, paper: LessonPaper) -> CartridgeQuiz:
    # A quiz has no list of sources and no glossary that a mark could lead to.
    questions = tuple(quiz_question(one, paper, HtmlLeads()) for one in lesson.self_check)
    return CartridgeQuiz(
        f"{lesson.id}-quiz", f"{paper.say('self_check')}: {paper.text(lesson.title)}", questions
    )


def quiz_question(question: SelfCheck, paper: LessonPaper, leads: HtmlLeads) -> CartridgeQuestion:
    """Return a self-check as a question of a quiz.

    The standard has no questions of order: such a one lists what is to be ordered and asks which order is right.
    """
    if question.kind == "order":
        return _question_of_order(question, paper, leads)
    answers = tuple(
        CartridgeAnswer(
            one.id,
            line_html(paper.text(one.text), paper, leads),
            one.is_right,
            line_html(paper.text(one.why), paper, leads),
        )
        for one in question.options
    )
    stem = f"<p>{line_html(paper.text(question.stem), paper, leads)}</p>"
    return CartridgeQuestion(question.id, stem, answers, is_multiple=question.kind == "multiple")


def _question_of_order(question: SelfCheck, paper: LessonPaper, leads: HtmlLeads) -> CartridgeQuestion:
    shown = shown_options(question)
    listed = "".join(
        f"<li>{letter(at)}) {line_html(paper.text(question.options[place].text), paper, leads)}</li>"
        for at, place in enumerate(shown)
    )
    stem = f"<p>{line_html(paper.text(question.stem), paper, leads)}</p><ul>{listed}</ul>"
    reasons = "".join(f"<li>{line_html(paper.text(one.why), paper, leads)}</li>" for one in question.options)
    answers = tuple(
        CartridgeAnswer(
            f"order-{number}",
            " → ".join(letter(shown.index(place)) for place in order),
            order == tuple(range(len(order))),
            f"<ol>{reasons}</ol>",
        )
        for number, order in enumerate(_orders(len(question.options)), 1)
    )
    return CartridgeQuestion(question.id, stem, answers)


def _orders(n: int) -> list[tuple[int, ...]]:
    """Return the right order among wrong ones, not in the first place."""
    right = tuple(range(n))
    wrong = [(1, 0, *right[2:]), tuple(reversed(right)), (*right[1:], 0)]
    others = list(dict.fromkeys(one for one in wrong if one != right))
    return [*others[:1], right, *others[1:]]


# --- texts ---


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read."""


def _as_block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _as_block)


def lesson_yaml(lesson: Lesson) -> bytes:
    """Return a lesson in all languages as the content file that it is; reading it gives the same lesson."""
    mapping = lesson_as_mapping(lesson)
    return yaml.dump(mapping, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000).encode()


def lessons_yaml(lessons: Sequence[Lesson]) -> dict[str, bytes]:
    """Return lessons as content files, by their names in the content folder."""
    return {f"lessons/{one.module}/{one.id}.yaml": lesson_yaml(one) for one in lessons}


def lesson_markdown(lesson: Lesson, language: str, paper: LessonPaper | None = None) -> str:
    """Return a lesson in a language as Markdown that other programs read: CommonMark with footnotes."""
    return "\n\n".join(_markdown(lesson, paper or shipped_paper(language))) + "\n"


def _markdown(lesson: Lesson, paper: LessonPaper) -> Iterator[str]:
    def told(text: str) -> str:
        return _plain_marks(text, paper)

    yield f"# {paper.text(lesson.title)}"
    if draft_label(lesson, paper):
        yield f"> {draft_label(lesson, paper)}"
    yield f"**{paper.say('aim')}.** {told(paper.text(lesson.aim))}"
    yield f"## {paper.say('situation')}\n\n{told(paper.text(lesson.situation))}"
    for section in lesson.sections:
        yield f"## {paper.text(section.heading)}\n\n{told(paper.text(section.text))}"
        if paper.text(section.more):
            yield f"### {paper.say('more')}\n\n{told(paper.text(section.more))}"
    if lesson.figure is not None:
        yield f"*{paper.text(lesson.figure.title)}.* {paper.text(lesson.figure.alt)}"
    example = lesson.example
    yield f"## {paper.say('invented' if example.is_invented else 'example')}\n\n{told(paper.text(example.task))}"
    yield _numbered(told(paper.text(one)) for one in example.steps)
    yield f"**{paper.say('result')}** {told(paper.text(example.result))}"
    yield f"## {paper.say('task')}\n\n{told(paper.text(lesson.task.intro))}"
    yield _numbered(told(paper.text(one)) for one in lesson.task.steps)
    for prompt in lesson.task.notebook:
        yield f"**{paper.say('notebook')}.** {told(paper.text(prompt.prompt))}"
    if paper.text(lesson.task.offline):
        yield f"**{paper.say('offline')}.** {told(paper.text(lesson.task.offline))}"
    yield f"## {paper.say('self_check')}"
    yield from _markdown_questions(lesson, paper)
    yield f"## {paper.say('card')}"
    yield "\n".join(f"- {told(paper.text(one))}" for one in lesson.card)
    yield from _markdown_sources(lesson, paper)


def _markdown_questions(lesson: Lesson, paper: LessonPaper) -> Iterator[str]:
    for number, question in enumerate(lesson.self_check, 1):
        yield f"**{number}. {_plain_marks(paper.text(question.stem), paper)}**"
        lines = []
        for at, place in enumerate(shown_options(question)):
            one = question.options[place]
            says = (
                "" if question.kind == "order" else f" *({paper.say('right' if one.is_right else 'wrong')})*"
            )
            texts = (_plain_marks(paper.text(text), paper) for text in (one.text, one.why))
            lines.append(f"- {letter(at)}) {next(texts)}{says} – {next(texts)}")
        yield "\n".join(lines)


def _markdown_sources(lesson: Lesson, paper: LessonPaper) -> Iterator[str]:
    for source in lesson.sources:
        unchecked = f" ({paper.say('to_check')})" if source.checked == "to-check" else ""
        yield f"[^{source.id}]: {paper.text(source.text)}{f' <{source.url}>' if source.url else ''}{unchecked}"


def _numbered(lines: Iterator[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


_TERM = re.compile(r"\[\[([a-z0-9-]+)(?:\|([^\[\]|]+))?\]\]")
_SERVICE = re.compile(r"\[([^\[\]]+)\]\(resource:([\w.-]+)\)")


def _plain_marks(text: str, paper: LessonPaper) -> str:
    """Return a text with terms as words and services as links; all else is Markdown already."""
    names = paper.term_names
    shown = _TERM.sub(lambda found: found[2] or names.get(found[1], found[1]), text)
    return _SERVICE.sub(lambda found: _link(found[1], found[2], paper), shown)


def _link(words: str, id: str, paper: LessonPaper) -> str:
    return f"[{words}]({paper.resources[id].url})" if id in paper.resources else words
