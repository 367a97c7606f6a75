"""Questions of Moodle as items: our own come back as they were, those of others as far as they have a counterpart."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sauatty.core.catalogue.item_reading import item_from_mapping
from sauatty.core.catalogue.items import Item
from sauatty.core.errors import ContentInvalid, ItemFileRefused
from sauatty.core.exchange.item_html import LONGEST_HTML, HtmlParts, is_long, read_html
from sauatty.core.exchange.item_origin import KEYS, mapping_from_pairs
from sauatty.core.exchange.item_questions import CREDIT_PERCENT, Question
from sauatty.core.exchange.item_reports import ItemsRead, Remark
from sauatty.core.languages import LANGUAGES, Translated, majority_language, search_key

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_OPTIONS = len(LETTERS)
READ_TYPES = ("multichoice", "ordering", "matching", "truefalse")
LONGEST_ID = 60
MOST_QUESTIONS = 5_000
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


class _NotRead(Exception):
    """A question that has no counterpart; the remark says why."""

    def __init__(self, remark: Remark) -> None:
        self.remark = remark


def items_from_questions(
    questions: Sequence[Question], name: str, language: str = "", *, has_one_language: bool = False
) -> ItemsRead:
    """Return the items of questions; those that are not read are named with the reason.

    `language` is that of texts that say none; without it the language of most of their letters is
    taken, for the whole file at once where `has_one_language`.
    """
    if len(questions) > MOST_QUESTIONS:
        raise ItemFileRefused(
            name=name, problem=f"it has more than {MOST_QUESTIONS:,} questions; export them in parts"
        )
    guess = _language_of_all(questions) if has_one_language and not language else ""
    items: list[Item] = []
    not_read: list[Remark] = []
    oddities: list[Remark] = []
    taken: set[str] = set()
    for n, question in enumerate(questions, start=1):
        shown = question.name.strip()[:80] or f"question {n}"
        try:
            reader = _QuestionReader(question, shown, language, name, guess)
            items.append(reader.item(free_id(question.idnumber or question.name, taken, n)))
        except _NotRead as refusal:
            not_read.append(refusal.remark)
        else:
            taken.add(items[-1].id)
            oddities += reader.oddities
    return ItemsRead(tuple(items), tuple(not_read), tuple(oddities))


def _language_of_all(questions: Sequence[Question]) -> str:
    """Return the language of most texts of a file: one guess for all its questions."""
    texts = (text for one in questions for text in (one.html, *(answer.html for answer in one.answers)))
    found = majority_language(" ".join(read_html(text).all("")) for text in texts if not is_long(text))
    return found if found in LANGUAGES else "en"


def free_id(wanted: str, taken: set[str], n: int) -> str:
    """Return an id made of a name, other than those that are taken."""
    made = (
        wanted if _ID.fullmatch(wanted) else re.sub(r"[^a-z0-9]+", "-", search_key(wanted[:200])).strip("-")
    )
    base = made[: LONGEST_ID - 5].strip("-") if made != wanted else made
    base = base or f"question-{n}"
    numbered = (f"{base[: LONGEST_ID - 5]}-{times}" for times in range(2, MOST_QUESTIONS + 2))
    return base if base not in taken else next(one for one in numbered if one not in taken)


def foreign_mapping(name: str) -> dict[str, Any]:
    """Return what an item from elsewhere starts with: what an author has to look at first."""
    return {
        "demand": 3, "setting": "everyday", "difficulty": 0.0, "idea": {"text": f"Taken over from {name}"},
        "provenance": {"author": "", "licence": "unknown"},
    }  # fmt: skip


class _QuestionReader:
    """Reads one question."""

    def __init__(self, question: Question, shown: str, language: str, name: str, guess: str) -> None:
        self.oddities: list[Remark] = []
        self._question, self._shown, self._name, self._guess = question, shown, name, guess
        self._is_ours = question.is_ours
        self._text = self._read(question.html)
        self._general = self._read(question.general)
        self._pairs = self._origin()
        self._language = language or self._told_language() or self._guessed_language()

    def item(self, id: str) -> Item:
        """Return the item; _NotRead if the question has no counterpart."""
        question = self._question
        if question.qtype not in READ_TYPES:
            raise self._refused("kind-not-read", kind=question.qtype)
        told = mapping_from_pairs(self._pairs) if self._is_ours else {}
        mapping = foreign_mapping(self._name) | told | {"id": id, **self._asked()}
        answered = {"ordering": self._order, "matching": self._match}.get(question.qtype, self._choice)
        mapping |= answered(mapping)
        self._note_what_is_left_out(id)
        try:
            return item_from_mapping(mapping, self._name)
        except ContentInvalid as error:
            raise self._refused("broken", problem=error.params["problem"]) from error

    # --- texts ---

    def _read(self, html: str) -> HtmlParts:
        if is_long(html):
            raise self._refused("text-long", most=LONGEST_HTML)
        parts = read_html(html, is_ours=self._is_ours)
        for what in sorted(parts.not_held):
            self._remark("media-left-out", what=what)
        return parts

    def _origin(self) -> list[tuple[str, str]]:
        tags = [tag.partition(":") for tag in self._question.tags]
        listed = [(key, text) for key in KEYS for text in self._general.all(key)]
        return [(key, value) for key, _, value in tags if value] + listed

    def _told_language(self) -> str:
        told = next((value for key, value in self._pairs if key == "language"), "")
        return told if told in LANGUAGES else ""

    def _guessed_language(self) -> str:
        texts = [self._question.html, *(one.html for one in self._question.answers)]
        if any('class="multilang"' in text or "multilang" in text for text in texts):
            return "en"
        guess = self._guess or _language_of_all([self._question])
        self._remark("language-guessed", language=guess)
        return guess

    def _asked(self) -> dict[str, Any]:
        if self._is_ours and self._text.texts.get("stem"):
            return {"stem": self._part(self._text, "stem"), "stimulus": self._part(self._text, "stimulus")}
        stem = self._part(self._text, "")
        if not stem:
            raise self._refused("text-missing")
        return {"stem": stem}

    def _part(self, parts: HtmlParts, name: str) -> dict[str, str]:
        return _texts(parts.first(name, self._language))

    # --- kinds ---

    def _choice(self, mapping: Mapping[str, Any]) -> dict[str, Any]:
        answers = self._question.answers
        self._check_number(len(answers))
        if any(not answer.html.strip() for answer in answers):
            raise self._refused("option-empty")
        percents = [answer.percent for answer in answers]
        if max(percents) <= 0:
            raise self._refused("key-missing")
        kind = self._kind(mapping.get("kind"), percents)
        options = []
        for n, answer in enumerate(answers):
            option = self._option(answer.html, n)
            why = self._read(answer.feedback)
            name = f"why-{option['id']}"
            option["why"] = self._part(why, name if name in why.texts else "")
            mark = (
                {"credit": _credit(answer.percent)}
                if kind == "judgement"
                else {"is_right": self._is_right(answer.percent)}
            )
            options.append(option | {key: value for key, value in mark.items() if value})
        scoring = {} if self._is_ours or kind != "multiple" else {"scoring": "graded"}
        return {"kind": kind, "options": _distinct(options), **scoring}

    def _kind(self, told: object, percents: Sequence[float]) -> str:
        if self._question.is_single:
            is_graded = (
                set(percents) <= set(CREDIT_PERCENT.values())
                and 50.0 in percents
                and percents.count(100.0) == 1
            )
            if told == "judgement" or (is_graded and told != "single"):
                if not set(percents) <= set(CREDIT_PERCENT.values()):
                    self._remark("points-changed")
                return "judgement"
            if set(percents) - {0.0, 100.0}:
                self._remark("points-changed")
            return "single"
        return "highlight" if told == "highlight" else "multiple"

    def _is_right(self, percent: float) -> bool:
        best = max(answer.percent for answer in self._question.answers)
        return percent == best if self._question.is_single else percent > 0

    def _option(self, html: str, n: int) -> dict[str, Any]:
        parts = self._read(html)
        own = next((name for name in parts.texts if name.startswith("option-")), "")
        id = own.removeprefix("option-") or LETTERS[n]
        return {"id": id, "text": self._part(parts, own)}

    def _order(self, mapping: Mapping[str, Any]) -> dict[str, Any]:
        answers = self._question.answers
        self._check_number(len(answers))
        options = [
            self._option(answer.html, n) | {"place": n + 1, "why": {}} for n, answer in enumerate(answers)
        ]
        return {"kind": "order", "options": self._as_listed(_distinct(self._with_whys(options)))}

    def _as_listed(self, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return options in the order that the item had, where they are still the same ones."""
        listed = " ".join(self._general.all("options")).split()
        if not self._is_ours or sorted(listed) != sorted(one["id"] for one in options):
            return options
        return sorted(options, key=lambda one: listed.index(one["id"]))

    def _with_whys(self, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one | {"why": self._part(self._general, f"why-{one['id']}")} for one in options]

    def _match(self, mapping: Mapping[str, Any]) -> dict[str, Any]:
        if mapping.get("kind") == "order":
            return self._order_of_places(mapping)
        self._check_number(len(self._question.pairs), "pairs-missing")
        sides = [(asked, answer) for asked, answer in self._question.pairs if answer.strip()]
        named = [(self._option(asked, n), answer) for n, (asked, answer) in enumerate(sides) if asked.strip()]
        self._check_number(len(named), "pairs-missing")
        targets = self._targets([answer for _, answer in sides])
        by_text = {_key(one["text"]): one["id"] for one in targets}
        options = [one | {"goes_with": by_text[_key(self._target_text(answer))]} for one, answer in named]
        scoring = {} if self._is_ours else {"scoring": "graded"}
        return {
            "kind": "match",
            "options": _distinct(self._with_whys(options)),
            "targets": targets,
            **scoring,
        }

    def _order_of_places(self, mapping: Mapping[str, Any]) -> dict[str, Any]:
        """Read an order that GIFT has as a match of lines with their places."""
        places = [read_html(place).all("") for _, place in self._question.pairs]
        if not all(one and one[0].isdecimal() and len(one[0]) < 3 for one in places):
            raise self._refused("broken", problem="a place of an order is no number")
        options = [
            self._option(asked, n) | {"place": int(places[n][0]), "why": {}}
            for n, (asked, _) in enumerate(self._question.pairs)
        ]
        return {"kind": "order", "options": self._as_listed(_distinct(self._with_whys(options)))}

    def _target_text(self, html: str) -> dict[str, str]:
        return self._part(self._read(html), "")

    def _targets(self, answers: Sequence[str]) -> list[dict[str, Any]]:
        """Return the targets in the item's order, then those that came in on the other platform."""
        names = [name for name in self._general.texts if name.startswith("target-")]
        told = {_key(self._part(self._general, name)): name.removeprefix("target-") for name in names}
        texts = {_key(text): text for text in map(self._target_text, answers)}
        found = [{"id": id, "text": texts[key]} for key, id in told.items() if key in texts]
        free = (f"t{n}" for n in range(1, 1000) if f"t{n}" not in told.values())
        return found + [{"id": next(free), "text": text} for key, text in texts.items() if key not in told]

    # --- remarks ---

    def _check_number(self, number: int, too_few: str = "options-missing") -> None:
        if number < 2:
            raise self._refused(too_few)
        if number > MOST_OPTIONS:
            raise self._refused("options-many", number=number)

    def _remark(self, code: str, **params: object) -> None:
        self.oddities.append(Remark(self._shown, code, params))

    def _refused(self, code: str, **params: object) -> _NotRead:
        return _NotRead(Remark(self._shown, code, params))

    def _note_what_is_left_out(self, id: str) -> None:
        if not self._is_ours and self._general.all(""):
            self._remark("feedback-left-out")
        if id != self._question.idnumber:
            self._remark("renamed", id=id)
        self.oddities = _once(self.oddities)


def _once(remarks: Sequence[Remark]) -> list[Remark]:
    return list({(one.code, *map(str, one.params.values())): one for one in remarks}.values())


def _texts(text: Translated) -> dict[str, str]:
    return {language: getattr(text, language) for language in LANGUAGES if getattr(text, language)}


def _key(text: Mapping[str, str]) -> str:
    return "\n".join(f"{language}:{own}" for language, own in sorted(text.items()))


def _credit(percent: float) -> int:
    return 2 if percent >= 75 else 1 if percent > 0 else 0


def _distinct(options: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give a new letter to an option whose id another one has: a copy made on the other platform."""
    found: list[dict[str, Any]] = []
    for one in options:
        taken = {other["id"] for other in found}
        id = (
            one["id"] if one["id"] not in taken else next(letter for letter in LETTERS if letter not in taken)
        )
        found.append(one | {"id": id})
    return found
