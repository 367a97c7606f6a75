"""The gain in the report on tests."""

from collections.abc import Iterator

from sauatty.core.documents.blocks import Block, Table
from sauatty.core.documents.test_figures import gain_figure, gain_rows
from sauatty.core.documents.test_report_parts import NONE, Json, ReportWords
from sauatty.core.surveys.small_cells import MINIMUM_CELL


def gain_findings(result: Json, words: ReportWords) -> list[str]:
    """Return the gain as a share of the points, as an effect size and on the scale."""
    raw, most = result["raw"], _most(result)
    ends = [end / most for end in raw["ci95"]] if raw["ci95"] else None
    found = [words.say(
        "main_gain", n=words.number(raw["n"], 0), gain=words.share(raw["mean_gain"] / most, 1),
        interval=words.shares(ends, 1), effect=words.number(raw["effect_size"]),
        effect_interval=words.ends(raw["effect_size_ci95"]),
    )]  # fmt: skip
    theta = result["theta"]
    if "mean_gain" in theta:
        gained, interval = words.number(theta["mean_gain"]), words.ends(theta["ci95"])
        found.append(words.say("main_theta", gain=gained, interval=interval))
    return found


def _most(result: Json) -> float:
    raw = result["raw"]
    return float(raw["most"][0]) if raw["unit"] == "points" else 1.0


def gain_blocks(result: Json, words: ReportWords) -> Iterator[Block]:
    """Yield the sizes of the gain, the chart of its parts, and who took which test."""
    yield _sizes(result, words)
    groups = [row for by in result["by_group"].values() for row in by]
    whole = {**result["raw"], "by_group": groups}
    yield gain_figure(gain_rows(whole, words.language, words.names), words.language)
    yield _left(result, words)


def _sizes(result: Json, words: ReportWords) -> Table:
    raw, theta, most = result["raw"], result["theta"], _most(result)
    rows = []
    if raw["unit"] == "points":
        rows.append(
            (words.say("mean_gain_points"), words.number(raw["mean_gain"]), words.ends(raw["ci95"]) or NONE)
        )
    ends = [end / most for end in raw["ci95"]] if raw["ci95"] else None
    rows.append(
        (words.say("mean_gain_share"), words.share(raw["mean_gain"] / most, 1), words.shares(ends, 1) or NONE)
    )
    if "mean_gain" in theta:
        rows.append(
            (
                words.say("mean_gain_theta"),
                words.number(theta["mean_gain"]),
                words.ends(theta["ci95"]) or NONE,
            )
        )
    rows += [
        (one["name"], words.number(one["value"]), words.ends(one["ci95"]) or NONE)
        for one in raw["effect_sizes"]
    ]
    head = tuple(words.say(key) for key in ("figure", "value", "interval"))
    return Table(words.say("gain_table"), head, tuple(rows), "gain-sizes")


def _told(n: int, words: ReportWords) -> str:
    """Return a number of people; a few are not counted out, as in the rows of groups."""
    return f"< {MINIMUM_CELL}" if 0 < n < MINIMUM_CELL else words.number(n, 0)


def _left(result: Json, words: ReportWords) -> Table:
    keys = ("n_both", "n_pre_only", "n_post_only")
    whole = result["raw"]["drop_out"]
    rows = [(words.say("everybody"), *(_told(whole[key], words) for key in keys))]
    rows += [
        (words.name(one["group"]), *(str(one[key]) for key in keys))
        for by in result["drop_out"].values()
        for one in by
    ]
    head = tuple(words.say(key) for key in ("group", "both", "pre_only", "final_only"))
    return Table(words.say("left_table"), head, tuple(rows), "who-took-what")
