"""`sauatty test assemble`: forms of a test from a bank and a blueprint."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import click
import numpy as np

from sauatty.cli.files import IN_FILE, read_bytes, shown_name
from sauatty.cli.tables import Value
from sauatty.cli.testing_inputs import (
    answers,
    charts,
    model_option,
    outputs,
    read_matrix,
    read_named_components,
)
from sauatty.cli.testing_outputs import Chart, Shown, aligned, deliver, notes_json, number
from sauatty.core.exchange.test_scores import PERSON
from sauatty.core.psychometrics.assembly import Assembly, BankItem, Blueprint, assemble
from sauatty.core.psychometrics.bank_files import (
    bank_of_items,
    bank_of_parameters,
    read_bank,
    read_blueprint,
    with_parameters,
)
from sauatty.core.psychometrics.equating_curves import item_precision
from sauatty.core.psychometrics.parameter_files import is_parameters, read_parameters

LENGTH = 24
Bank = tuple[BankItem, ...]
_BLUEPRINT = (
    "BLUEPRINT.yaml: n_items, n_forms, per_competence: {name: [least, most]}, per_demand, per_kind, "
    "targets: {theta: least information}, must, must_not, anchors, max_exposure, max_overlap, is_private_only."
)


@click.command()
@click.argument("bank", metavar="[BANK|SCORES]", type=IN_FILE, required=False)
@click.option(
    "--blueprint",
    type=IN_FILE,
    help=_BLUEPRINT,
)
@click.option(
    "--length",
    type=click.IntRange(1, 200),
    help=f"Items in a form, in place of the blueprint's; {LENGTH} without one.",
)
@click.option(
    "--forms",
    "n_forms",
    type=click.IntRange(1, 6),
    help="How many forms, in place of the blueprint's; 2 without one.",
)
@click.option(
    "--parameters",
    type=IN_FILE,
    help="Calibrated parameters (JSON or CSV) in place of the difficulties of the bank.",
)
@click.option(
    "--components",
    "components_file",
    type=IN_FILE,
    help="COMPONENTS.csv (item,component): the competences of SCORES or parameters.",
)
@answers
@model_option
@click.option(
    "--seconds",
    type=click.IntRange(1, 600),
    default=20,
    show_default=True,
    help="How long to look for better forms.",
)
@outputs
@charts
def command(bank: str | None, blueprint: str | None, language: str, **options: Any) -> None:
    """Make forms that are as alike as the bank allows in information and expected points.

    BANK.csv has the columns item, difficulty and, if you like, competence, demand, kind, discrimination, exposure,
    enemies, max_score, private. In its place stands a SCORES file, whose items are calibrated first, or what
    'sauatty test calibrate' wrote; without any file the items that Sauatty comes with are taken, whose difficulties
    are provisional. What a blueprint asks in vain is named, rule by rule.
    """
    items = _bank(bank, options)
    found = assemble(items, _blueprint(blueprint, options), seconds=options["seconds"])
    deliver(_shown(found, items, language), options)


def _bank(file: str | None, options: Mapping[str, Any]) -> Bank:
    items = _items(file, options)
    if not options["parameters"]:
        return items
    name = options["parameters"]
    return with_parameters(items, read_parameters(read_bytes(name), shown_name(name)).by_item())


def _items(file: str | None, options: Mapping[str, Any]) -> Bank:
    """Return the items of a bank, of parameters, of answers, or those that Sauatty comes with."""
    if file is None:
        from sauatty.core.catalogue.item_reading import load_items

        return bank_of_items(load_items())
    content, components = read_bytes(file), read_named_components(options["components_file"])
    if content.lstrip()[:1] == b"{":
        return bank_of_parameters(read_parameters(content, shown_name(file)).items, components)
    if _has_people(content) or options["key_file"]:
        from sauatty.core.psychometrics.irt import calibrate

        matrix = read_matrix(file, options)
        return bank_of_parameters(calibrate(matrix, options["model"], with_errors=False).items, components)
    if is_parameters(content) and components:
        return bank_of_parameters(read_parameters(content, shown_name(file)).items, components)
    return read_bank(content, shown_name(file))


def _has_people(content: bytes) -> bool:
    """Say whether a file is a table of answers."""
    head = content.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace")
    titles = head.replace(";", ",").replace("\t", ",").split(",")
    return content.startswith(b"PK\x03\x04") or any(
        one.strip().strip('"').casefold() in PERSON for one in titles
    )


def _blueprint(file: str | None, options: Mapping[str, Any]) -> Blueprint:
    found = read_blueprint(read_bytes(file), shown_name(file)) if file else Blueprint(LENGTH)
    return replace(
        found, n_items=options["length"] or found.n_items, n_forms=options["n_forms"] or found.n_forms
    )


def _shown(found: Assembly, bank: Bank, language: str) -> Shown:
    known = {item.id: item for item in bank}
    names = [chr(ord("A") + at) for at in range(len(found.forms))]
    rows: list[list[Value]] = [
        [name, one, known[one].competence, known[one].demand, known[one].kind, known[one].difficulty,
         known[one].discrimination]
        for name, form in zip(names, found.forms, strict=True) for one in form
    ]  # fmt: skip
    head = ("form", "item", "competence", "demand", "kind", "difficulty", "discrimination")
    content = {**asdict(found), "names": names, "notes": notes_json(found.notes)}
    lines = [
        [str(row[0]), str(row[1]), str(row[2]), str(row[4]), str(row[3]), number(_real(row[5]))]
        for row in rows
    ]
    table = aligned(("form", "item", "competence", "kind", "demand", "difficulty"), lines, n_labels=4)
    return Shown(
        content,
        head,
        rows,
        table,
        _words(found, names),
        notes=found.notes,
        charts=_charts(found, known, names, language),
    )


def _real(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _words(found: Assembly, names: list[str]) -> list[str]:
    lines = [
        f"Form {name}: {len(form)} items; information at {_curve(found.thetas, information)}; "
        f"expected points at {_curve(found.thetas, points)}"
        for name, form, information, points in zip(
            names, found.forms, found.information, found.expected, strict=True
        )
    ]
    proof = (
        "no better forms exist" if found.is_optimal else "the time ran out before that was proved the best"
    )
    return [*lines, f"Largest difference between two forms: {number(found.worst_difference)}; {proof}"]


def _curve(thetas: tuple[float, ...], values: tuple[float, ...]) -> str:
    return ", ".join(f"{at:g}: {number(value)}" for at, value in zip(thetas, values, strict=True))


def _charts(
    found: Assembly, known: Mapping[str, BankItem], names: list[str], language: str
) -> Mapping[str, Chart]:
    from sauatty.core.documents.test_figures_curves import information_svg

    thetas = np.linspace(-4, 4, 81)

    def of_form(name: str, form: tuple[str, ...]) -> Chart:
        total = np.sum([item_precision(known[one].as_curve, thetas) for one in form], axis=0).tolist()
        return lambda: information_svg(thetas.tolist(), total, language, name=f"information-{name}")

    return {f"information-{name}": of_form(name, form) for name, form in zip(names, found.forms, strict=True)}
