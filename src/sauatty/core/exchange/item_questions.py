"""Items as the questions of Moodle and back: what Moodle XML and GIFT, which differ in writing alone, have in common.

=========== ==================== =========================================================
kind        question             points of the answers, in percent
=========== ==================== =========================================================
single      multichoice, one     100 and 0
judgement   multichoice, one     100, 50 and 0 for the credits 2, 1 and 0
multiple    multichoice, several the right ones share 100; a wrong one takes as much
highlight   multichoice, several the same; the passages stay in their order
order       ordering             the places, in the file's order
match       matching             pairs, and targets without a partner
=========== ==================== =========================================================

What Moodle has no field for is kept as tags and in a hidden list of the general feedback (`item_origin`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from sauatty.core.catalogue.item_reading import item_texts
from sauatty.core.catalogue.items import Item, ItemOption
from sauatty.core.catalogue.lesson_text import plain_text
from sauatty.core.catalogue.words import words
from sauatty.core.exchange.item_html import OWN, html_of, is_held, languages_html
from sauatty.core.exchange.item_origin import MARK, Pairs, origin_pairs
from sauatty.core.exchange.item_reports import LOSS_REASONS, Loss
from sauatty.core.languages import LANGUAGES

LONGEST_TAG = 50  # Moodle cuts longer ones
LONGEST_NAME = 80
CREDIT_PERCENT = {2: 100.0, 1: 50.0, 0: 0.0}
# Tags are for what a teacher may look for; the rest is in the list.
_TAG_KEYS = (
    *(
        "kind",
        "competence",
        "demand",
        "setting",
        "difficulty",
        "scoring",
        "enemy",
        "is-negative",
        "is-invented",
    ),
)
LISTING_WHYS = ("order", "match")


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """One answer as HTML with its percent of the points, or its place in an ordering, and its feedback."""

    html: str
    percent: float = 0.0
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of Moodle. `pairs` are of a matching: HTML ('' for a target without partner) and what it goes with."""

    qtype: str
    name: str
    html: str
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    general: str = ""
    answers: tuple[QuestionAnswer, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    is_single: bool = True
    is_shuffled: bool = True
    points: int = 1
    scoring: str = "exact"

    @property
    def is_ours(self) -> bool:
        """Tell whether Sauatty has written it."""
        return MARK in self.tags


def question_of(item: Item, languages: Sequence[str] = LANGUAGES) -> Question:
    """Return an item as a question with the texts of some languages."""
    tags, rest = _tags_and_rest(item, languages)
    question = Question(
        qtype="multichoice", name=_name(item, languages), html=_text(item, languages), idnumber=item.id, tags=tags,
        general=_general(item, rest, languages), points=item.max_score, scoring=item.scoring,
    )  # fmt: skip
    if item.kind == "order":
        return replace(question, qtype="ordering", answers=_in_order(item, languages))
    if item.kind == "match":
        return replace(question, qtype="matching", pairs=_pairs(item, languages))
    is_single = item.kind in ("single", "judgement")
    answers = tuple(
        QuestionAnswer(_option_html(one, languages), percent, _why_html(one, languages))
        for one, percent in zip(item.options, _percents(item), strict=True)
    )
    return replace(question, answers=answers, is_single=is_single, is_shuffled=item.kind != "highlight")


def _name(item: Item, languages: Sequence[str]) -> str:
    stem = " ".join(plain_text(item.stem.text(languages[0])).split())
    short = stem if len(stem) <= LONGEST_NAME else stem[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"
    return f"{item.id} {short}".strip()


def _tags_and_rest(item: Item, languages: Sequence[str]) -> tuple[tuple[str, ...], Pairs]:
    tags, rest = [MARK], []
    for key, value in origin_pairs(item):
        tag = f"{key}:{value}"
        is_tag = key in _TAG_KEYS and len(tag) <= LONGEST_TAG and not set(tag) & set(",[]<>&\n")
        if is_tag:
            tags.append(tag)
        else:
            rest.append((key, value))
    if len(languages) == 1:
        tags.append(f"language:{languages[0]}")
    return tuple(tags), rest


def _text(item: Item, languages: Sequence[str]) -> str:
    parts = []
    if any(getattr(item.stimulus, one) for one in languages):
        parts.append(f'<div class="{OWN}stimulus">{languages_html(item.stimulus, languages)}</div>')
    if item.is_invented:  # a note for whoever answers; reading passes over it
        note = languages_html(words("lessons")["invented"], languages)
        parts.append(f'<p class="{OWN}invented"><small>{note}</small></p>')
    parts.append(f'<p class="{OWN}stem">{languages_html(item.stem, languages)}</p>')
    return "".join(parts)


def _option_html(option: ItemOption, languages: Sequence[str]) -> str:
    return f'<p class="{OWN}option-{option.id}">{languages_html(option.text, languages)}</p>'


def _why_html(option: ItemOption, languages: Sequence[str]) -> str:
    return f'<p class="{OWN}why-{option.id}">{languages_html(option.why, languages)}</p>'


def _percents(item: Item) -> list[float]:
    if item.kind == "judgement":
        return [CREDIT_PERCENT.get(option.credit, 0.0) for option in item.options]
    n_right = max(1, sum(option.is_right for option in item.options))
    share = round(100 / n_right, 5)
    taken = 0.0 if item.kind == "single" else -share
    return [share if option.is_right else taken for option in item.options]


def _in_order(item: Item, languages: Sequence[str]) -> tuple[QuestionAnswer, ...]:
    ordered = sorted(item.options, key=lambda option: option.place)
    return tuple(QuestionAnswer(_option_html(one, languages), float(one.place)) for one in ordered)


def _pairs(item: Item, languages: Sequence[str]) -> tuple[tuple[str, str], ...]:
    texts = {target.id: languages_html(target.text, languages) for target in item.targets}
    pairs = [(_option_html(one, languages), texts.get(one.goes_with, "")) for one in item.options]
    partners = {one.goes_with for one in item.options}
    return (*pairs, *(("", text) for id, text in texts.items() if id not in partners))


# --- the general feedback ---


def _general(item: Item, rest: Pairs, languages: Sequence[str]) -> str:
    whys = ""
    if item.kind in LISTING_WHYS:
        entries = (_listed_why(one, languages) for one in item.options)
        whys = f"<ul>{''.join(entries)}</ul>"
    listed = [f'<li class="{OWN}{key}">{html_of(value)}</li>' for key, value in rest]
    listed += _order_of_parts(item, languages)
    return f'{whys}<ul class="{OWN}origin d-none">{"".join(listed)}</ul>'


def _listed_why(option: ItemOption, languages: Sequence[str]) -> str:
    text, why = languages_html(option.text, languages), languages_html(option.why, languages)
    return f'<li>{text}: <span class="{OWN}why-{option.id}">{why}</span></li>'


def _order_of_parts(item: Item, languages: Sequence[str]) -> Iterator[str]:
    """Yield what the order of the question does not tell: that of the item's options, and its targets by id."""
    if item.kind == "order":
        ids = " ".join(option.id for option in item.options)
        yield f'<li class="{OWN}options">{escape(ids)}</li>'
    for target in item.targets:
        yield f'<li class="{OWN}target-{target.id}">{languages_html(target.text, languages)}</li>'


# --- losses ---


def moodle_losses(item: Item, languages: Sequence[str] = LANGUAGES) -> Iterator[Loss]:
    """Yield what Moodle XML cannot hold of an item, or what Moodle does otherwise with it."""
    code = f"moodle-{item.kind}-{item.scoring}"
    if code in LOSS_REASONS:
        yield Loss(item.id, "scoring", LOSS_REASONS[code])
    if item.kind == "highlight":
        yield Loss(item.id, "scoring", LOSS_REASONS[f"moodle-multiple-{item.scoring}"])
        yield Loss(item.id, "kind", LOSS_REASONS["moodle-highlight"])
    if item.kind in LISTING_WHYS:
        yield Loss(item.id, "options.why", LOSS_REASONS["moodle-why"])
    if item.kind == "match" and len(languages) > 1:
        yield Loss(item.id, "targets", LOSS_REASONS["moodle-targets"])
    yield from shared_losses(item, languages)


def gift_losses(item: Item, languages: Sequence[str] = LANGUAGES) -> Iterator[Loss]:
    """Yield what GIFT cannot hold of an item."""
    if item.kind == "order":
        yield Loss(item.id, "kind", LOSS_REASONS["gift-order"])
    if item.max_score > 1:
        yield Loss(item.id, "points", LOSS_REASONS["gift-points"])
    yield from moodle_losses(item, languages)


def shared_losses(item: Item, languages: Sequence[str]) -> Iterator[Loss]:
    """Yield what no file of one language, and no XML, can hold."""
    left_out = [one for one in LANGUAGES if one not in languages]
    told = {one for _, text in item_texts(item) for one in left_out if getattr(text, one)}
    if told:
        yield Loss(item.id, ", ".join(sorted(told)), LOSS_REASONS["languages"])
    for place, text in item_texts(item):
        if not all(is_held(getattr(text, one)) for one in languages):
            yield Loss(item.id, place, LOSS_REASONS["signs"])
