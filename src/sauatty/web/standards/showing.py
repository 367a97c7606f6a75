"""A question as a participant sees it, and its key with reasons, both from the published paper and its keys."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.item_keys import Answer, ItemKey, is_wellformed
from sauatty.web.items.showing import HINTS, KeyLine, ShownItem, stressed

Json = Mapping[str, Any]
_BOXES = {"single": "radio", "judgement": "radio", "multiple": "checkbox", "highlight": "checkbox"}


def text_of(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, or in the first one that is there."""
    return texts.get(language) or next(iter(texts.values()), "")


def shown_question(item: Json, language: str) -> ShownItem:
    """Return an item of a paper as a participant sees it."""
    options = tuple((str(one["id"]), text_of(one["text"], language)) for one in item["options"])
    if item["kind"] == "order":
        choices = tuple((str(n + 1), str(n + 1)) for n in range(len(options)))
    else:
        choices = tuple((str(one["id"]), text_of(one["text"], language)) for one in item["targets"])
    return ShownItem(
        language, item["kind"], bool(item["is_invented"]), text_of(item["stimulus"], language),
        stressed(text_of(item["stem"], language)), HINTS[item["kind"]], _BOXES.get(item["kind"], ""), options, choices,
    )  # fmt: skip


def short_stem(item: Json, language: str) -> str:
    """Return the question in one line."""
    return text_of(item["stem"], language).replace("**", "")


def chosen_ids(kind: str, answer: Any) -> dict[str, str]:
    """Return what an answer says of each option: its place, its target, or 'yes' where it was chosen."""
    if isinstance(answer, dict):
        return dict(answer)
    if isinstance(answer, list) and kind == "order":
        return {one: str(n + 1) for n, one in enumerate(answer)}
    return dict.fromkeys([answer] if isinstance(answer, str) else answer or [], "yes")


def read_answer(key: ItemKey, form: QueryDict) -> Answer:
    """Read what a judge answered; None where it is nothing, or no answer that the page can give."""
    answer = _from_fields(key, form)
    return answer if answer and is_wellformed(key, answer) else None


def _from_fields(key: ItemKey, form: QueryDict) -> Answer:
    if key.kind in ("single", "judgement"):
        return form.get("answer")
    if key.kind in ("multiple", "highlight"):
        return sorted(set(form.getlist("answer")))
    chosen = {one: form.get(f"answer.{one}", "") for one in key.options}
    if key.kind == "match":
        return {one: target for one, target in chosen.items() if target}
    places = [int(place) if re.fullmatch(r"[0-9]{1,3}", place) else 0 for place in chosen.values()]
    if sorted(places) != list(range(1, len(places) + 1)):
        return None
    return [one for _place, one in sorted(zip(places, chosen, strict=True))]


def key_lines(item: Json, key: Json, whys: Mapping[str, Mapping[str, str]], language: str) -> list[KeyLine]:
    """Return every option with what the key says of it and why."""
    targets = {str(one["id"]): text_of(one["text"], language) for one in item["targets"]}
    lines = [
        KeyLine(
            one["id"], text_of(one["text"], language), text_of(whys.get(one["id"], {}), language),
            _is_right(key, one["id"]), _mark(key, one["id"], targets),
        )
        for one in item["options"]
    ]  # fmt: skip
    places = {one: n for n, one in enumerate(key["right"])} if key["kind"] == "order" else {}
    return sorted(lines, key=lambda line: places.get(line.id, 0))


def _is_right(key: Json, option: str) -> bool:
    if key["kind"] == "judgement":
        return bool(key["credit"].get(option) == max(key["credit"].values()))
    return option in key["right"] if isinstance(key["right"], list) else option == key["right"]


def _mark(key: Json, option: str, targets: Mapping[str, str]) -> Any:
    if key["kind"] == "order":
        return _("place %(n)s") % {"n": key["right"].index(option) + 1}
    if key["kind"] == "match":
        return targets.get(key["right"].get(option, ""), "")
    if key["kind"] == "judgement":
        return {0: _("0 points"), 1: _("1 point")}.get(key["credit"].get(option, 0), _("2 points"))
    return _("right") if _is_right(key, option) else ""
