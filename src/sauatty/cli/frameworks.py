"""`sauatty frameworks`: the competence frameworks of the catalogue."""

import json
from typing import TYPE_CHECKING

import click

from sauatty.cli.files import OUT_FILE, write_output

if TYPE_CHECKING:
    from sauatty.core.catalogue import Framework, FrameworkNode

LANGUAGE = click.Choice(["kk", "ru", "en"])
# Identifiers of a package do not depend on the address; this one is reserved and leads nowhere.
CASE_ADDRESS = "https://sauatty.example"


@click.group()
def frameworks() -> None:
    """List and show the competence frameworks."""


@frameworks.command("list")
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Language of the titles.")
def list_frameworks(language: str) -> None:
    """List the frameworks with the number of their competences."""
    from sauatty.cli.tables import text_table
    from sauatty.core.catalogue import load_frameworks

    rows = [
        [loaded.id, str(len(loaded.competences)), str(loaded.year), loaded.title.text(language)]
        for loaded in load_frameworks()
    ]
    click.echo(text_table(["id", "competences", "year", "title"], rows, numeric={1, 2}), nl=False)


@frameworks.command()
@click.argument("slug")
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Language of the texts.")
@click.option(
    "--format", "form", type=click.Choice(["text", "case"]), default="text", show_default=True,
    help="text: to read; case: a CASE 1.1 package in JSON.",
)  # fmt: skip
@click.option("-o", "out", type=OUT_FILE, help="Write to this file instead of standard output.")
def show(slug: str, language: str, form: str, out: str | None) -> None:
    """Show the framework SLUG: its components, competences and their descriptions."""
    from sauatty.core.catalogue import framework

    loaded = framework(slug)
    if form == "text":
        write_output(_as_text(loaded, language), out)
        return
    from sauatty.core.exchange.case import case_package

    package = case_package(loaded, CASE_ADDRESS, language=language)
    write_output(json.dumps(package, ensure_ascii=False, indent=1) + "\n", out)


def _as_text(loaded: "Framework", language: str) -> str:
    reviewed = ", ".join(loaded.provenance.reviewed_by) or "nobody"
    head = [
        f"{loaded.title.text(language)} ({loaded.issuer}, {loaded.year})",
        loaded.description.text(language),
        f"Texts: {loaded.provenance.author}, written by {loaded.provenance.written}, reviewed by {reviewed}.",
        f"Licence of the framework: {loaded.licence}",
        "",
    ]
    return "\n".join([*head, *_node_lines(loaded, None, language, 0)]) + "\n"


def _node_lines(loaded: "Framework", parent: str | None, language: str, depth: int) -> list[str]:
    lines: list[str] = []
    for node in loaded.children(parent):
        lines += _one_node(node, language, "  " * depth)
        lines += _node_lines(loaded, node.id, language, depth + 1)
    return lines


def _one_node(node: "FrameworkNode", language: str, indent: str) -> list[str]:
    marks = " (wording not verified)" if node.unverified else ""
    described = node.description.text(language)
    lines = [f"{indent}{node.id}  {node.name.text(language)}{marks}"]
    return [*lines, f"{indent}    {described}"] if described else lines
