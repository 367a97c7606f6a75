"""`sauatty lesson`: lessons listed, printed, exported for other platforms, and cartridges read back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sauatty.cli.files import OUT_FILE, read_bytes, shown_name, write_output
from sauatty.core.errors import OutputNotWritten
from sauatty.core.languages import LANGUAGES

if TYPE_CHECKING:
    from sauatty.core.catalogue.lessons import Agenda, Lesson
    from sauatty.core.catalogue.modules import ModuleOutline
    from sauatty.core.exchange.cartridge import Cartridge, CartridgeEntry

PRINTS = {"pdf": "pdf", "docx": "docx", "cards": "pdf", "pack": "zip"}
EXPORTS = {"cartridge": "imscc", "html": "zip", "yaml": "yaml", "markdown": "md"}
_language = click.option(
    "--language", type=click.Choice(LANGUAGES), default="kk", show_default=True, help="Language of the texts."
)


_force = click.option("--force", is_flag=True, help="Replace files that are there, where -o names none.")


@click.group()
def lesson() -> None:
    """List, print, export and import lessons."""


@lesson.command("list")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the titles.",
)
def list_lessons(language: str) -> None:
    """List the lessons: key, minutes, whether a native reader has read the language, title; then the agendas."""
    from sauatty.core.catalogue.agendas import load_agendas
    from sauatty.core.catalogue.lesson_reading import load_lessons

    for one in load_lessons():
        state = "reviewed" if one.provenance.is_reviewed(language) else "draft"
        click.echo(f"{one.key}\t{one.minutes}\t{state}\t{one.title.text(language)}")
    for agenda in load_agendas().values():
        minutes = sum(slot.minutes for day in agenda.days for slot in day)
        click.echo(f"{agenda.id}\t{minutes}\tagenda\t{agenda.title.text(language)}")


@lesson.command("print")
@click.argument("name", metavar="MODULE|LESSON|AGENDA")
@_language
@click.option(
    "--as", "form", type=click.Choice(tuple(PRINTS)), default="pdf", show_default=True, help="What to print."
)
@click.option("-o", "--out", type=OUT_FILE, help="NAME-FORM-LANGUAGE with the right ending by default.")
@_force
def print_lessons(name: str, language: str, form: str, out: str | None, force: bool) -> None:
    """Print a module, one lesson ('copyright.licences'), or the agenda of a training ('three-days').

    pdf and docx are to read; cards are a PDF with one card on a page; pack is a zip file for whoever leads: slides,
    notes or agenda, task sheets and cards.
    """
    from sauatty.core.catalogue.agendas import load_agendas

    target = out or _new_file(f"{name}-{form}-{language}.{PRINTS[form]}", force)
    if name in load_agendas():
        made = _printed_agenda(form, load_agendas()[name], language)
    else:
        made = _printed(form, *_found(name, tuple(load_agendas())), language, is_single="." in name)
    _write(made, target)


def _printed(
    form: str, module: "ModuleOutline", lessons: "tuple[Lesson, ...]", language: str, *, is_single: bool
) -> bytes:
    from sauatty.core.documents.docx import render_docx
    from sauatty.core.documents.lesson_document import lesson_document, module_document
    from sauatty.core.documents.lesson_pack import facilitator_pack
    from sauatty.core.documents.lesson_sheets import card_sheet, lesson_card
    from sauatty.core.documents.pdf import render_pdf

    if form == "pack":
        return facilitator_pack(module, lessons, language)
    if form == "cards":
        single = lesson_card(lessons[0], language) if is_single else None
        return render_pdf(single or card_sheet(module, lessons, language))
    whole = lesson_document(lessons[0], language) if is_single else module_document(module, lessons, language)
    return render_pdf(whole) if form == "pdf" else render_docx(whole)


def _printed_agenda(form: str, agenda: "Agenda", language: str) -> bytes:
    from sauatty.core.documents.docx import render_docx
    from sauatty.core.documents.lesson_agenda import agenda_document, agenda_pack
    from sauatty.core.documents.pdf import render_pdf

    if form == "cards":
        raise click.BadParameter(
            "an agenda has no cards; its pack has those of its lessons", param_hint="--as"
        )
    if form == "pack":
        return agenda_pack(agenda, language)
    document = agenda_document(agenda, language)
    return render_pdf(document) if form == "pdf" else render_docx(document)


@lesson.command("export")
@click.argument("name", metavar="MODULE|LESSON")
@_language
@click.option(
    "--as",
    "form",
    type=click.Choice(tuple(EXPORTS)),
    default="cartridge",
    show_default=True,
    help="What to make.",
)
@click.option("-o", "--out", type=OUT_FILE, help="NAME-LANGUAGE with the right ending by default.")
@click.option("--folder", type=click.Path(file_okay=False), default=".", help="For yaml and markdown.")
@_force
def export_lessons(name: str, language: str, form: str, out: str | None, folder: str, force: bool) -> None:
    """Export a module, or one lesson, for other platforms and programs.

    cartridge is IMS Common Cartridge 1.3 (Moodle, Canvas); html a zip file of pages that need no server; yaml the
    content files in all languages; markdown is CommonMark in one language. These two give a file for each lesson, in
    --folder.
    """
    module, lessons = _found(name)
    if form in ("cartridge", "html"):
        target = out or _new_file(f"{name}-{language}.{EXPORTS[form]}", force)
        _write(_exported(form, module, lessons, language), target)
        return
    if out:
        raise click.BadParameter(f"{form} gives a file for each lesson; use --folder", param_hint="--out")
    texts = _texts(form, lessons, language)
    targets = [_new_file(str(Path(folder) / file), force) for file in texts]
    Path(folder).mkdir(parents=True, exist_ok=True)
    for target, content in zip(targets, texts.values(), strict=True):
        _write(content, target)


def _exported(form: str, module: "ModuleOutline", lessons: "tuple[Lesson, ...]", language: str) -> bytes:
    from sauatty.core.documents.lesson_exports import cartridge, html_zip

    return (cartridge if form == "cartridge" else html_zip)(module, lessons, language)


def _texts(form: str, lessons: "tuple[Lesson, ...]", language: str) -> dict[str, bytes]:
    from sauatty.core.documents.lesson_exports import lesson_markdown, lessons_yaml

    if form == "yaml":
        return {Path(name).name: content for name, content in lessons_yaml(lessons).items()}
    return {f"{one.id}.{language}.md": lesson_markdown(one, language).encode() for one in lessons}


@lesson.command("import")
@click.argument("file", metavar="FILE.imscc", type=click.Path(exists=True, dir_okay=False))
def import_cartridge(file: str) -> None:
    """Read a Common Cartridge (1.1 to 1.3) and say what it holds.

    Nothing is stored. Discussions, assignments and outside tools are left out.
    """
    from sauatty.core.exchange.cartridge_reading import read_cartridge

    found = read_cartridge(read_bytes(file), shown_name(file))
    click.echo(f"{found.title} ({found.language})" if found.language else found.title)
    for line in _outline(found):
        click.echo(line)


def _outline(found: "Cartridge") -> list[str]:
    from sauatty.core.exchange.cartridge import CartridgeFolder

    def lines(entries: "tuple[CartridgeEntry, ...]", indent: str) -> list[str]:
        told = []
        for entry in entries:
            told.append(f"{indent}{_told(entry)}")
            told += lines(entry.entries, indent + "  ") if isinstance(entry, CartridgeFolder) else []
        return told

    return lines(found.entries, "  ")


def _told(entry: "CartridgeEntry") -> str:
    from sauatty.core.exchange.cartridge import CartridgeFolder, CartridgeLink, CartridgeQuiz

    match entry:
        case CartridgeFolder():
            return entry.title
        case CartridgeLink():
            return f"link: {entry.title} {entry.url}"
        case CartridgeQuiz():
            left_out = "" if entry.is_whole else ", some left out"
            return f"quiz: {entry.title} ({len(entry.questions)} questions{left_out})"
    return f"page: {entry.title}"


def _found(name: str, agendas: tuple[str, ...] = ()) -> "tuple[ModuleOutline, tuple[Lesson, ...]]":
    """Return a module with its lessons, or with the one that is named; `agendas` could have been meant too."""
    from sauatty.core.catalogue.lesson_reading import lesson, lessons_of, load_lessons
    from sauatty.core.catalogue.modules import load_modules, module
    from sauatty.core.errors import ModuleWithoutLessons, UnknownModule

    if "." in name:
        one = lesson(name)
        return module(one.module), (one,)
    known = (*(one.id for one in load_modules()), *agendas)
    if name not in known:
        raise UnknownModule(module=name, known=", ".join(known))
    found = module(name)
    lessons = lessons_of(name)
    if not lessons:
        written = ", ".join(sorted({one.module for one in load_lessons()}))
        raise ModuleWithoutLessons(module=name, known=written)
    return found, lessons


def _new_file(name: str, force: bool) -> str:
    """Return a name that nobody typed, unless a file bears it: that one is replaced with --force alone."""
    if Path(name).exists() and not force:
        raise OutputNotWritten(name=name, problem="it is there already; name another file, or add --force")
    return name


def _write(content: bytes, out: str) -> None:
    write_output(content, out)
    click.echo(f"{out}: {len(content):,} bytes", err=True)
