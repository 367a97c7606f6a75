"""`sauatty item`: test items listed, checked, exported for other platforms, and read back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sauatty.cli.files import OUT_FILE, read_bytes, shown_name, write_output
from sauatty.core.errors import OutputNotWritten, UnknownItem
from sauatty.core.languages import LANGUAGES

if TYPE_CHECKING:
    from sauatty.core.catalogue.items import Item
    from sauatty.core.exchange.item_reports import ItemsRead

# The formats of core.exchange.item_files, whose readers are loaded when they are needed; a test compares the two.
SUFFIXES = {"moodle": ".xml", "gift": ".gift.txt", "qti": ".zip", "csv": ".csv", "yaml": ".yaml"}
_IN = click.Path(exists=True, dir_okay=False, allow_dash=True)
_of_texts = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of texts that say none; told by their letters else.",
)


@click.group()
def item() -> None:
    """List, check, export and import test items."""


@item.command("list")
@click.argument("names", metavar="[COMPETENCE|ITEM]...", nargs=-1)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the stems."
)
def list_items(names: tuple[str, ...], language: str) -> None:
    """List items: id, kind, competence, demand, provisional difficulty, whether the key is confirmed, stem."""
    for one in _chosen(names):
        key = "provisional" if one.is_provisional else "confirmed"
        figures = f"{one.demand}\t{one.difficulty:g}"
        stem = " ".join(one.stem.text(language).split())
        click.echo(f"{one.id}\t{one.kind}\t{one.competence}\t{figures}\t{key}\t{stem}")


@item.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=_IN)
@_of_texts
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...], language: str | None) -> None:
    """Check items against the rules of item writing; those of Sauatty where no file is named.

    Prints each broken rule with its item and exits with 1 if there is any.
    """
    lines = [line for file in files for line in _checked(file, language or "")] if files else _bank()
    for line in lines:
        click.echo(line)
    click.echo(f"Problems: {len(lines)}" if lines else "The items keep every rule.", err=bool(lines))
    ctx.exit(1 if lines else 0)


def _bank() -> list[str]:
    from sauatty.core.catalogue.checks import PRIMARY_FRAMEWORK
    from sauatty.core.catalogue.content import CONTENT
    from sauatty.core.catalogue.frameworks import load_frameworks
    from sauatty.core.catalogue.item_content import item_content_problems

    frameworks = load_frameworks()
    primary = [
        one.id for loaded in frameworks if loaded.id == PRIMARY_FRAMEWORK for one in loaded.competences
    ]
    found = item_content_problems(CONTENT, frameworks, primary)
    return [f"{CONTENT.name}/{problem}" for problem in sorted(found, key=lambda one: (one.path, one.problem))]


def _checked(file: str, language: str) -> list[str]:
    from sauatty.core.catalogue.item_checks import check_item
    from sauatty.core.catalogue.item_content import among_items

    found, shown = _read(file, language), shown_name(file)
    lines = [f"{shown}: {remark}" for remark in found.not_read]
    lines += [f"{shown}: {one.id}: {problem}" for one in found.items for problem in check_item(one)]
    return lines + [f"{shown}: {one.id}: {problem}" for one, problem in among_items(found.items)]


@item.command("export")
@click.argument("names", metavar="[COMPETENCE|ITEM]...", nargs=-1)
@click.option(
    "--as",
    "form",
    type=click.Choice(tuple(SUFFIXES)),
    default="moodle",
    show_default=True,
    help="What to write.",
)
@click.option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help="Languages of the texts; all by default.",
)
@click.option("--from", "source", type=_IN, help="Take the items of this file instead of those of Sauatty.")
@click.option("-o", "--out", type=OUT_FILE, help="items with the right ending by default.")
@click.option("--losses", "beside", type=OUT_FILE, help="Write what the format cannot hold into this file.")
@click.option("--force", is_flag=True, help="Replace a file that is there, where -o names none.")
def export_items(
    names: tuple[str, ...], form: str, languages: tuple[str, ...], source: str | None, out: str | None,
    beside: str | None, force: bool,
) -> None:  # fmt: skip
    """Export items: all of them, those of competences (gmilaf.1.3), or single ones (mil-1-3-a).

    moodle is Moodle XML, gift is GIFT, qti a QTI 3.0 package, csv a table for spreadsheets with a row for each option,
    yaml the content file. What a format cannot hold is named; `sauatty item import` gives the same items back.
    """
    from sauatty.core.exchange.item_files import losses, losses_text, write_items

    chosen = _of_names(_read(source, "").items, names) if source else _chosen(names)
    wanted = languages or LANGUAGES
    target = out or _new_file(f"items{SUFFIXES[form]}", force)
    content = write_items(chosen, form, wanted)
    write_output(content, target)
    lost = losses(chosen, form, wanted)
    if beside:
        write_output(losses_text(lost), beside)
    for reason in dict.fromkeys(one.reason for one in lost):
        number = len({one.item for one in lost if one.reason == reason})
        click.echo(f"Not held, {number} items: {reason}.", err=True)
    click.echo(f"{target}: {len(chosen)} items, {len(content):,} bytes", err=True)


@item.command("import")
@click.argument("file", metavar="FILE", type=_IN)
@_of_texts
@click.option("-o", "--out", type=OUT_FILE, help="Write the items as a content file (YAML).")
@click.pass_context
def import_items(ctx: click.Context, file: str, language: str | None, out: str | None) -> None:
    """Read Moodle XML, GIFT, QTI, CSV or YAML, and say what it holds and what was not read.

    Nothing is stored unless -o names a file. Exits with 1 if no question was read.
    """
    from sauatty.core.exchange.item_files import write_items

    found = _read(file, language or "")
    if out:
        write_output(write_items(found.items, "yaml"), out)
    for one in found.items if out != "-" else ():
        click.echo(f"{one.id}\t{one.kind}\t{' '.join(one.stem.text(language or 'kk').split())}")
    for remark in found.oddities:
        click.echo(f"{remark}.", err=True)
    for remark in found.not_read:
        click.echo(f"Not read: {remark}.", err=True)
    click.echo(f"{found.format}: {len(found.items)} items, {len(found.not_read)} not read", err=True)
    ctx.exit(0 if found.items else 1)


def _read(file: str, language: str) -> "ItemsRead":
    from sauatty.core.exchange.item_files import read_items

    return read_items(read_bytes(file), shown_name(file), language)


def _chosen(names: tuple[str, ...]) -> "tuple[Item, ...]":
    from sauatty.core.catalogue.item_reading import load_items

    return _of_names(load_items(), names)


def _of_names(items: "tuple[Item, ...]", names: tuple[str, ...]) -> "tuple[Item, ...]":
    """Return the items of competences or ids in their order; UnknownItem names what is neither."""
    known = {key for one in items for key in (one.id, one.competence)}
    for name in names:
        if name not in known:
            raise UnknownItem(item=name)
    return tuple(one for one in items if not names or {one.id, one.competence} & set(names))


def _new_file(name: str, force: bool) -> str:
    if Path(name).exists() and not force:
        raise OutputNotWritten(name=name, problem="it is there already; name another file, or add --force")
    return name
