"""Questions and the common scale in the report on tests."""

from collections.abc import Iterator

from sauatty.core.documents.blocks import Block, Bullets, Table, text_runs
from sauatty.core.documents.test_figures import wright_figure
from sauatty.core.documents.test_figures_curves import information_figure
from sauatty.core.documents.test_report_parts import NONE, Json, ReportWords, of_paper


def item_findings(result: Json, words: ReportWords) -> list[str]:
    """Return reliability and the number of questions to look at, paper by paper."""
    found = []
    for part in result["parts"]:
        trust = part["reliability"]
        alpha, ends = words.number(trust["alpha"]), words.ends(trust["alpha_ci95"])
        found.append(
            words.say(
                "main_alpha", paper=part["paper"], alpha=alpha, interval=ends, n=words.number(part["n"], 0)
            )
        )
        n = len({one["item"] for one in (*part["items"], *part["options"]) if one["flags"]})
        found.append(words.say("main_flagged", paper=part["paper"], n=n, of=part["n_items"]))
    return found


def item_blocks(result: Json, words: ReportWords) -> Iterator[Block]:
    """Yield reliability, then the questions of each paper and what to look at."""
    yield _trust_table(result, words)
    for part in result["parts"]:
        yield _items_table(part, words)
        flags = [flag for one in [*part["items"], *part["options"]] for flag in one["flags"]]
        said = list(dict.fromkeys(words.notes(flags)))
        if said:
            yield Bullets(tuple(text_runs(one) for one in said), id=f"flags-{part['paper']}")


def _trust_table(result: Json, words: ReportWords) -> Table:
    head = tuple(words.say(key) for key in ("form", "mean", "sd", "alpha", "omega", "halves", "sem"))
    rows = []
    for part in result["parts"]:
        trust = part["reliability"]
        halves = trust["split_half"]["mean"] if trust["split_half"] else None
        rows.append((
            f"{words.say('paper', code=part['paper'])} (n = {words.number(part['n'], 0)})",
            f"{words.number(trust['total_mean'], 1)} / {words.number(part['most'], 0)}",
            words.number(trust["total_sd"], 1),
            f"{words.number(trust['alpha'])} {words.ends(trust['alpha_ci95'])}".strip(),
            f"{words.number(trust['omega_total'])} {words.ends(trust['omega_total_ci95'])}".strip(),
            words.number(halves), words.number(trust["sem"], 1),
        ))  # fmt: skip
    return Table(words.say("trust_table"), head, tuple(rows), "reliability")


def _items_table(part: Json, words: ReportWords) -> Table:
    head = ("item", "solved", "interval", "item_rest", "interval")
    rows = tuple(
        (
            one["item"], words.share(one["difficulty"]), words.shares(one["difficulty_ci95"]) or NONE,
            words.number(one["item_rest"]), words.ends(one["item_rest_ci95"]) or NONE,
        )
        for one in part["items"]
    )  # fmt: skip
    caption = words.say("items_table", code=part["paper"], n=words.number(part["n"], 0))
    return Table(caption, tuple(words.say(key) for key in head), rows, f"items-{part['paper']}")


def calibration_blocks(result: Json, words: ReportWords) -> Iterator[Block]:
    """Yield the groups, the Wright map, the information of each paper, and the parameters."""
    yield _groups_table(result, words)
    thetas = [theta for values in result["thetas"].values() for theta in values]
    levels = {one["item"]: one["difficulty"] for one in result["calibration"]["items"]}
    yield wright_figure(thetas, levels, words.language)
    at = result["curves"]["thetas"]
    for paper, curves in result["curves"]["papers"].items():
        figure = f"information-{paper}"
        drawn = information_figure(at, curves["information"], curves["expected"], words.language, id=figure)
        yield of_paper(drawn, paper, words)
    yield _parameters_table(result, words)


def _groups_table(result: Json, words: ReportWords) -> Table:
    rows = tuple(
        (
            words.name(one["name"]), words.number(one["n"], 0), words.number(one["mean"]), words.number(one["se_mean"]),
            words.number(one["sd"]), words.number(result["reliability"]["marginal"].get(one["name"])),
        )
        for one in result["calibration"]["groups"]
    )  # fmt: skip
    head = (words.say("group"), "n", *(words.say(key) for key in ("mean", "error", "sd", "marginal")))
    return Table(words.say("groups_table"), head, rows, "groups")


def _parameters_table(result: Json, words: ReportWords) -> Table:
    fit = {one["item"]: one for one in result["fit"]}
    has_slopes = result["calibration"]["model"] == "2pl"
    head = [words.say("item"), words.say("difficulty"), words.say("error")]
    head += [words.say("discrimination")] if has_slopes else []
    rows = []
    for one in result["calibration"]["items"]:
        own = fit.get(one["item"], {})
        cells = [one["item"], words.number(one["difficulty"]), words.number(one["se_difficulty"])]
        cells += [words.number(one["discrimination"])] if has_slopes else []
        rows.append((*cells, words.number(own.get("infit")), words.number(own.get("outfit"))))
    return Table(words.say("parameters_table"), (*head, "Infit", "Outfit"), tuple(rows), "parameters")
