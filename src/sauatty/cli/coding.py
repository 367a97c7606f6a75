"""`sauatty coding`: how far coders agree, what they take for each other, and the codebook they work by."""

import json
from collections.abc import Mapping
from math import isnan
from typing import TYPE_CHECKING, Any

import click

from sauatty.cli.files import IN_FILE, OUT_FILE, read_bytes, shown_name, write_output

if TYPE_CHECKING:
    from sauatty.core.agreement import Agreement, ConfusionPair
    from sauatty.core.statistics import Interval

LANGUAGE = click.Choice(["kk", "ru", "en"])
FORM = click.Choice(["text", "json"])
SEED, N_RESAMPLES = 20260101, 2000
MANUAL = "mil-objectives"
UNDEFINED = "–"


@click.group()
def coding() -> None:
    """Measure how far coders agree, and write codebooks."""


@coding.command()
@click.argument("decisions", type=IN_FILE)
@click.option(
    "--level", type=click.Choice(["nominal", "ordinal", "interval", "set"]), default="nominal", show_default=True,
    help="How values compare: equal or not; by rank; by difference (both: numbers); as sets ('a;b').",
)  # fmt: skip
@click.option("--value", "column", metavar="COLUMN", help="The column of the values.  [default: value]")
@click.option("--by", metavar="COLUMN", help="Also measure each group of units that this column names.")
@click.option("--by-competence", is_flag=True, help="Set level: also measure each member, given or not.")
@click.option(
    "--set-distance", type=click.Choice(["masi", "jaccard"]), default="masi", show_default=True,
    help="Set level: how sets compare.",
)  # fmt: skip
@click.option(
    "--resamples", type=click.IntRange(0, 100_000), default=N_RESAMPLES, show_default=True,
    help="Bootstrap resamples of units; 0: no interval.",
)  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(0), default=SEED, show_default=True, help="Seed of the resamples."
)
@click.option("--format", "form", type=FORM, default="text", show_default=True, help="Sentences or JSON.")
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Language of the sentences.")
@click.option("-o", "out", type=OUT_FILE, help="Write to this file instead of standard output.")
def agreement(decisions: str, form: str, language: str, out: str | None, **options: Any) -> None:
    """Measure how far the coders of DECISIONS agree.

    DECISIONS is CSV (UTF-8; comma or semicolon) or XLSX with the columns unit, coder and value, one row per
    judgement; a unit that a coder did not judge has no row, or an empty value (or NaN). At the set level a value is 'a;b',
    and an empty one is the empty set: judged, nothing applies. Any coders may have judged any units. An export of
    decisions is read too: its relevance, or its competences at the set level.

    JSON, numbers unrounded: alpha (Krippendorff), alpha_ci95 [low, high] (percentile bootstrap over units), kappa
    and kappa_ci95 (Cohen, unweighted, of the units that both judged; only with exactly two coders), n_units (units
    with at least one value, the units of the package krippendorff), coders (their names, sorted), percent (share
    of equal pairs), n_units_pairable (units judged by at least two coders: only these enter alpha), n_values,
    n_resamples, n_resamples_undefined, undefined. What is undefined is null, and 'undefined' says why: one-coder,
    no-pairs (no unit was judged twice), all-equal.
    """
    from sauatty.core.agreement import in_words

    if options["by_competence"] and options["level"] != "set":
        raise click.UsageError("--by-competence needs --level set")
    found, groups = _measured(decisions, **options)
    if form == "json":
        content = found.as_json() | {
            key: {name: one.as_json() for name, one in parts.items()} for key, parts in groups.items()
        }
        write_output(_json(content), out)
        return
    tables = [_group_table(key, parts, language) for key, parts in groups.items()]
    write_output("\n".join([in_words(found, language) + "\n", *tables]), out)


def _measured(
    decisions: str, *, level: str, column: str | None, by: str | None, by_competence: bool, **options: Any
) -> "tuple[Agreement, dict[str, Mapping[str, Agreement]]]":
    from sauatty.core import agreement as measures
    from sauatty.core.exchange.decisions import read_values

    content, name = read_bytes(decisions), shown_name(decisions)
    table = read_values(content, name=name, level=level, column=column, by=by)
    resampling = {"n_resamples": options["resamples"], "seed": options["seed"]}
    asked = {"level": level, "set_distance": options["set_distance"], **resampling}
    groups: dict[str, Mapping[str, Agreement]] = {}
    if by:
        groups["by"] = measures.agreement_by(table.rows, table.groups, **asked)
    if by_competence:
        groups["by_competence"] = measures.agreement_by_competence(table.rows, **resampling)
    return measures.agreement(table.rows, **asked), groups


def _group_table(key: str, parts: "Mapping[str, Agreement]", language: str) -> str:
    from sauatty.cli.tables import text_table

    head = [key.replace("_", " "), "alpha", "low", "high", "kappa", "units judged twice", "undefined"]
    rows = [
        [
            name or UNDEFINED,
            *_interval_cells(one.alpha, language),
            _cell(one.kappa.estimate, language) if one.kappa else UNDEFINED,
            str(one.n_pairable),
            one.undefined,
        ]
        for name, one in parts.items()
    ]
    return text_table(head, rows, numeric=range(1, 6))


def _interval_cells(interval: "Interval", language: str) -> list[str]:
    return [_cell(value, language) for value in (interval.estimate, interval.low, interval.high)]


def _cell(value: float, language: str) -> str:
    from sauatty.core.languages import format_number

    return UNDEFINED if isnan(value) else format_number(value, language, 2)


@coding.command()
@click.argument("decisions", type=IN_FILE)
@click.option("--value", "column", metavar="COLUMN", help="The column of the sets.  [default: value]")
@click.option(
    "--top",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="So many pairs and omissions (text only).",
)
@click.option("--format", "form", type=FORM, default="text", show_default=True, help="Table or JSON.")
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Language of the sentences.")
@click.option("-o", "out", type=OUT_FILE, help="Write to this file instead of standard output.")
def confusions(
    decisions: str, column: str | None, top: int, form: str, language: str, out: str | None
) -> None:
    """Count which competences the coders of DECISIONS take for each other.

    DECISIONS as in 'sauatty coding agreement --level set'. A pair is counted when one coder gave the first and
    not the second, and another coder of the same unit the second and not the first; 'share' is among all
    comparisons of two coders that differ. Where one gave a competence and the other nothing of their own, it is
    an omission. A pair that makes up 10 % of the disagreements, and comes up 5 times, asks for a rule.
    """
    from sauatty.core.agreement import confusion_pairs, count_disagreements
    from sauatty.core.exchange.decisions import read_values

    table = read_values(read_bytes(decisions), name=shown_name(decisions), level="set", column=column)
    found = confusion_pairs(table.rows, omissions=True)
    n_compared, n_different = count_disagreements(table.rows)
    if form == "json":
        content = {
            "n_comparisons": n_compared,
            "n_disagreements": n_different,
            "pairs": [_pair_json(pair) for pair in found if pair.b],
            "omissions": [_pair_json(pair) for pair in found if not pair.b],
        }
        write_output(_json(content), out)
        return
    head = f"{n_different} of {n_compared} comparisons of two coders differ.\n"
    write_output(head + _pair_table(found, top, language), out)


def _pair_json(pair: "ConfusionPair") -> dict[str, Any]:
    between = [{"coders": list(coders), "n": n} for coders, n in sorted(pair.by_coders.items())]
    counted = {"n": pair.n, "share": pair.share, "by_coders": between}
    if not pair.b:
        return {"competence": pair.a, **counted}
    return {"a": pair.a, "b": pair.b, **counted, "propose_rule": pair.asks_for_rule}


def _pair_table(pairs: "list[ConfusionPair]", top: int, language: str) -> str:
    from sauatty.cli.tables import text_table
    from sauatty.core.agreement import merge_in_words
    from sauatty.core.languages import format_share

    def lines(chosen: "list[ConfusionPair]") -> list[list[str]]:
        counts = [(str(pair.n), format_share(pair.share, language)) for pair in chosen]
        names = [[pair.a, pair.b] if pair.b else [pair.a] for pair in chosen]
        return [[*name, *count] for name, count in zip(names, counts, strict=True)]

    against, alone = ([pair for pair in pairs if bool(pair.b) is paired][:top] for paired in (True, False))
    parts = []
    if against:
        parts.append(text_table(["one gave", "another gave", "n", "share"], lines(against), numeric={2, 3}))
    if alone:
        parts.append(text_table(["only one gave", "n", "share"], lines(alone), numeric={1, 2}))
    rules = [sentence for pair in against if (sentence := merge_in_words(pair, language))]
    return "\n".join(["", *parts, *(f"{rule}\n" for rule in rules)])


@coding.command()
@click.argument("manual", default=MANUAL)
@click.option("--framework", "slug", help="Write this framework alone, without a manual.")
@click.option("--version", default="", help="Version of the manual.  [default: the newest]")
@click.option(
    "--format", "form", type=click.Choice(["qdc", "json"]), default="qdc", show_default=True,
    help="qdc: REFI-QDA codebook, for MAXQDA, NVivo, ATLAS.ti and others.",
)  # fmt: skip
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Language of the texts.")
@click.option("-o", "out", type=OUT_FILE, help="Write to this file instead of standard output.")
def codebook(manual: str, slug: str | None, version: str, form: str, language: str, out: str | None) -> None:
    """Write the codebook of the coding manual MANUAL (mil-objectives): competences, relevance, demand.

    The identifiers of the codes are the same in every language and on every day.
    """
    from sauatty import __version__
    from sauatty.core import catalogue
    from sauatty.core.exchange.refi import codebook_codes, write_codebook

    chosen = None if slug else catalogue.codebook(manual, version)
    framework = catalogue.framework(slug or (chosen.framework if chosen else ""))
    codes = codebook_codes(framework, chosen, language)
    if form == "qdc":
        write_output(write_codebook(codes, origin=f"Sauatty {__version__}"), out)
        return
    about = {
        "manual": chosen.id if chosen else None,
        "version": chosen.version if chosen else framework.version,
        "sha256": chosen.sha256 if chosen else None,
        "framework": framework.id,
        "title": (chosen or framework).title.text(language),
        "language": language,
    }
    write_output(_json(about | {"codes": [code.as_json() for code in codes]}), out)


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
