"""Answers of experts: read from the page, shown again, in words."""

import re

from django.http import QueryDict

from sauatty.core.catalogue.item_keys import Answer, ItemKey, is_wellformed, key_of
from sauatty.core.catalogue.items import Item


def read_answer(item: Item, form: QueryDict) -> Answer:
    """Read what an expert answered; None where it is nothing, or no answer that the page can give."""
    shape = key_of(item)
    answer = _from_fields(shape, form)
    return answer if answer and is_wellformed(shape, answer) else None


def _from_fields(shape: ItemKey, form: QueryDict) -> Answer:
    if shape.kind in ("single", "judgement"):
        return form.get("answer")
    if shape.kind in ("multiple", "highlight"):
        return sorted(set(form.getlist("answer")))
    chosen = {one: form.get(f"answer.{one}", "") for one in shape.options}
    if shape.kind == "match":
        return {one: target for one, target in chosen.items() if target}
    places = [int(place) if re.fullmatch(r"[0-9]{1,3}", place) else 0 for place in chosen.values()]
    if sorted(places) != list(range(1, len(places) + 1)):
        return None
    return [one for _place, one in sorted(zip(places, chosen, strict=True))]


def chosen_ids(item: Item, answer: Answer) -> dict[str, str]:
    """Return what an answer says of each option: its place, its target, or 'yes' where it was chosen."""
    if isinstance(answer, dict):
        return dict(answer)
    if isinstance(answer, list) and item.kind == "order":
        return {one: str(n + 1) for n, one in enumerate(answer)}
    return dict.fromkeys([answer] if isinstance(answer, str) else answer or [], "yes")


def answer_words(item: Item, answer: Answer, language: str) -> str:
    """Return an answer in words: the letters of options, with places or targets where there are any."""
    targets = {one.id: getattr(one.text, language) for one in item.targets}
    if isinstance(answer, dict):
        return "; ".join(f"{one} → {targets.get(target, target)}" for one, target in sorted(answer.items()))
    if isinstance(answer, list):
        return (" → " if item.kind == "order" else ", ").join(answer)
    return answer or ""
