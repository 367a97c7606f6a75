"""`sauatty survey plan`: the modules that answer most need within a budget, with the reasons both ways."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sauatty.cli.files import write_output
from sauatty.cli.measures_json import written
from sauatty.cli.survey_inputs import Wording, codes_option, inputs, listed
from sauatty.cli.survey_needs import index_options, read_needs
from sauatty.cli.tables import Value, csv_table, text_table
from sauatty.core.catalogue.modules import FORMS, ModuleOutline, load_modules, read_module
from sauatty.core.documents.charts_parts import column_label
from sauatty.core.languages import LANGUAGES
from sauatty.core.surveys.plain import as_plain
from sauatty.core.surveys.plan import Plan, PlanModule, ReasonShare, Wishes, plan
from sauatty.core.surveys.plan_certainty import ModuleCertainty, plan_certainty


@click.command()
@inputs
@codes_option(required=False)
@index_options
@click.option(
    "--hours", type=click.FloatRange(0, 10_000), required=True, help="Hours of the whole programme."
)
@click.option("--sessions", type=click.IntRange(0), help="How many meetings there can be.")
@click.option(
    "--languages",
    default="",
    callback=listed,
    metavar="kk,ru",
    help="A module must be there in all of these.",
)
@click.option(
    "--forms",
    default="",
    callback=listed,
    metavar="online,onsite",
    help="It must be possible in one of these.",
)
@click.option("--keep", multiple=True, metavar="MODULE", help="A module that must be in it; may be repeated.")
@click.option("--drop", multiple=True, metavar="MODULE", help="A module that must not; may be repeated.")
@click.option(
    "--modules", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of module files instead of the shipped ones.",
)  # fmt: skip
@click.option("--certainty", is_flag=True, help="Also plan for 100 resamples of the respondents (seconds).")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "svg"]), default="text")
def command(instrument_name: str, responses: str, form: str, language: str, **options: Any) -> None:
    """Plan a programme from the needs that RESPONSES show.

    INSTRUMENT is a YAML file or the name of a shipped instrument. The plan is the best there is within the limits;
    of equal plans the shortest is taken. Explained in docs/explanation/needs-and-plan.md.
    """
    _check_known(options["languages"], LANGUAGES, "--languages")
    _check_known(options["forms"], FORMS, "--forms")
    limits = {key: options[key] for key in ("hours", "sessions", "languages", "forms")}
    wishes = Wishes(keep=options["keep"], drop=options["drop"])
    needed, modules = read_needs(instrument_name, responses, options), _modules(options["folder"])
    found = plan(needed, modules, wishes=wishes, **limits)
    sure = plan_certainty(needed, modules, wishes=wishes, **limits) if options["certainty"] else ()
    words, out = Wording(language), options["out"]
    if form == "json":
        write_output(
            written({"plan": found.as_json(), "certainty": as_plain(sure), "needs": needed.as_json()}), out
        )
    elif form == "csv":
        write_output(_csv(found), out)
    elif form == "svg":
        from sauatty.core.documents.need_charts import plan_svg

        write_output(plan_svg(found, language, words.say("title_plan")), out)
    else:
        lines = [*_text(found, words), *_certainty(sure, words)]
        write_output("\n".join(lines) + "\n", out)


def _check_known(given: tuple[str, ...], known: tuple[str, ...], option: str) -> None:
    unknown = [one for one in given if one not in known]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is none of {', '.join(known)}", param_hint=option)


def _modules(folder: Path | None) -> tuple[ModuleOutline, ...]:
    if folder is None:
        return load_modules()
    return tuple(read_module(path, folder) for path in sorted(folder.glob("*.yaml")))


def _csv(found: Plan) -> bytes:
    head = ["competence", "need", "rank", "hours", "answered", "left", "modules", "why_left"]
    rows: list[list[Value]] = []
    for one in found.needs:
        figures: list[Value] = [one.need, one.rank, one.hours, one.answered, one.left]
        rows.append([one.competence, *figures, ";".join(one.modules), one.why_left])
    return csv_table(head, rows)


def _text(found: Plan, words: Wording) -> Iterator[str]:
    used, hours = words.number(found.hours_used), words.number(found.hours)
    answered = words.share(found.answered)
    yield words.say("budget", used=used, hours=hours, sessions=found.sessions_used, answered=answered)
    yield words.say("best") if found.is_best else words.say("not_best", gap=words.share(found.gap))
    steps = "; ".join(
        words.say("gain_step", hours=words.number(length), share=words.share(share))
        for length, share in found.gain.steps
    )
    yield words.say("gain", steps=steps)
    yield ""
    yield _modules_table(found, words)
    yield ""
    yield words.say("because")
    for one in found.modules:
        yield from _because(one, words)
    yield ""
    yield _needs_table(found, words)
    yield from _missing(found, words)


def _modules_table(found: Plan, words: Wording) -> str:
    head = [words.say("module"), words.say("hours"), words.say("sessions"), words.say("adds")]
    rows = [
        [one.title.text(words.language), words.number(one.hours), str(one.sessions), words.share(one.adds)]
        for one in found.modules
    ]
    return text_table(head, rows, numeric=(1, 2, 3)).rstrip("\n") if rows else "–"


def _because(one: PlanModule, words: Wording) -> Iterator[str]:
    yield f"- {one.title.text(words.language)}"
    for reason in one.reasons[:3]:
        code, name = column_label(reason.competence, words.language, None)
        shares = "; ".join(_share(own, words) for own in reason.shares)
        yield f"    {code} {name} ({words.number(reason.hours, 1)} {words.say('hours_short')}): {shares}"


def _share(own: ReasonShare, words: Wording) -> str:
    share = words.share(own.share.estimate)
    return words.say(f"reason_{own.part}", share=share, n=own.n_in_need, of=own.n)


def _needs_table(found: Plan, words: Wording) -> str:
    head = [words.say(key) for key in ("competence", "need", "hours", "answered", "modules")]
    rows = []
    for one in found.needs:
        code, name = column_label(one.competence, words.language, None)
        why = words.say(f"why_{one.why_left}") if one.why_left else ", ".join(one.modules)
        figures = [words.number(one.need), words.number(one.hours), words.share(one.answered)]
        rows.append([f"{code} {name}", *figures, why])
    return text_table(head, rows, numeric=(1, 2, 3)).rstrip("\n")


def _certainty(sure: tuple[ModuleCertainty, ...], words: Wording) -> Iterator[str]:
    if sure:
        yield ""
        yield words.say("certainty", n=sure[0].n_plans)
    for one in sure:
        yield f"- {one.title.text(words.language)}: {words.share(one.share)}"


def _missing(found: Plan, words: Wording) -> Iterator[str]:
    if found.unanswered:
        yield ""
        yield f"{words.say('unanswered')}: {', '.join(one.competence for one in found.unanswered)}"
    if found.left_out:
        yield ""
        yield words.say("left_out")
    for one in found.left_out:
        detail = f" ({', '.join(one.detail)})" if one.detail else ""
        hours = f"{words.number(one.hours, 1)} {words.say('hours_short')}"
        yield f"- {one.title.text(words.language)}, {hours}: {words.say(f'why_{one.why}')}{detail}"
