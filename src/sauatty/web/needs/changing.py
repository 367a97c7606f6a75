"""Before and after: the same people asked twice, in one survey (looking back) or in two, by their pseudonyms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.instruments import Instrument, Question
from sauatty.core.languages import Translated
from sauatty.core.surveys.change import PairedChange, mcnemar, pair_by_id
from sauatty.core.surveys.claimed_shown import SHOWN_FROM
from sauatty.core.surveys.familiarity import EXPLAIN
from sauatty.core.surveys.scores import relevant_answers, scored_column
from sauatty.web.needs import kept, selectors
from sauatty.web.needs.asking import AskedSurvey
from sauatty.web.needs.figures import Figures
from sauatty.web.surveys import selectors as surveys

MIDDLE = 0.5
COMPARED = ("familiarity", "self-rating", "practice", "done")
WAYS = {
    "gained": _("no before, yes after"),
    "lost": _("yes before, no after"),
    "both": _("yes both times"),
    "neither": _("no both times"),
}
Yes = Mapping[str, bool | None]


@dataclass(frozen=True)
class Pair:
    """One yes or no before and after, by person. `people` leads from a person to the response in this survey."""

    key: str
    text: Translated
    name: str
    before_name: str
    before: Yes
    after: Yes
    people: Mapping[str, str]
    threshold: float
    is_within: bool
    is_coded: bool = False

    def label(self, language: str) -> str:
        """Return what was asked."""
        return self.text.text(language)

    @cached_property
    def change(self) -> PairedChange:
        """Return McNemar's test with the change."""
        return mcnemar(*pair_by_id(self.before, self.after))

    def ids(self, way: str) -> tuple[str, ...]:
        """Return the responses of those who went one way."""
        wanted = {"gained": (False, True), "lost": (True, False), "both": (True, True)}.get(
            way, (False, False)
        )
        return tuple(
            self.people[one]
            for one in self.after
            if (self.before.get(one), self.after[one]) == wanted and one in self.people
        )


def pairs_of(asked: AskedSurvey) -> list[Pair]:
    """Return everything that can be compared: within this survey, then with the one before it."""
    found = list(_within(asked.figures))
    before = earlier(asked)
    return [*found, *_across(asked, before)] if before is not None and can_pair(asked, before) else found


def pair_named(asked: AskedSurvey, key: str) -> Pair | None:
    """Return one of the comparisons."""
    return next((one for one in pairs_of(asked) if one.key == key), None)


def earlier(asked: AskedSurvey) -> Any:
    """Return the survey that this one comes after, where the visitor may read it."""
    if asked.campaign.follows_id is None:
        return None
    return surveys.list_campaigns(asked.request.user).filter(pk=asked.campaign.follows_id).first()


def can_pair(asked: AskedSurvey, before: Any) -> bool:
    """Tell whether the same people can be found in both: nobody knows that in an anonymous survey."""
    return not (asked.campaign.is_anonymous or before.is_anonymous)


def figures(asked: AskedSurvey) -> dict[str, Any]:
    """Return the comparisons as plain values, kept, with p after Holm's correction."""
    before = earlier(asked)
    stamp = selectors.stamp_of(before) if before is not None else ""
    older = selectors.codes_of(before, asked.figures.source) if before is not None else []
    key = asked.figures.key(
        stamp, selectors.codes_stamp(older), "" if before is None else before.is_anonymous
    )
    return kept.recall(asked.campaign, "change", key, lambda: {"pairs": _plain(pairs_of(asked))})


def _plain(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    told = [one for one in pairs if one.change.n]
    corrected = _holm([one.change.p_mid for one in told])
    return [
        {
            "key": one.key,
            "text": {"kk": one.text.kk, "ru": one.text.ru, "en": one.text.en},
            "threshold": one.threshold,
            "is_within": one.is_within,
            "is_coded": one.is_coded,
            "p_holm": p,
            **one.change.as_json(),
        }
        for one, p in zip(told, corrected, strict=True)
    ]


def _holm(values: Sequence[float]) -> list[float]:
    """Return p-values after Holm's correction for their number."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found, least = [1.0] * len(values), 0.0
    for place, at in enumerate(order):
        least = max(least, min(1.0, (len(values) - place) * values[at]))
        found[at] = least
    return found


def _yes(question: Question, column: Sequence[str], threshold: float) -> list[bool | None]:
    scores = scored_column(question, column).tolist()
    return [None if score != score else score >= threshold for score in scores]


def _rows(question: Question) -> list[tuple[str, str, Translated]]:
    """Return the row code, the name and the text of each answer."""
    if question.kind != "matrix":
        return [("", question.id, question.text)]
    return [(row.code, f"{question.id}_{row.code}", row.label) for row in question.rows if not row.foil]


def _within(figures_: Figures) -> list[Pair]:
    """Return self-ratings now against those for the time before, as the same people look back."""
    table = relevant_answers(figures_.instrument, figures_.table)
    then = {
        code: (question, name)
        for question in figures_.instrument.with_role("self-rating-before")
        for code, name, _text in _rows(question)
    }
    found = []
    for question in figures_.instrument.with_role("self-rating"):
        for code, name, text in _rows(question):
            if code in then:
                old, before_name = then[code]
                before = dict(zip(table.ids, _yes(old, table.column(before_name), MIDDLE), strict=True))
                after = dict(zip(table.ids, _yes(question, table.column(name), MIDDLE), strict=True))
                people = {one: one for one in table.ids}
                found.append(
                    Pair(f"within-{name}", text, name, before_name, before, after, people, MIDDLE, True)
                )
    return found


def _across(asked: AskedSurvey, before: Any) -> list[Pair]:
    """Return what both surveys ask, of those who answered both."""
    older = Figures(before, asked.figures.source)
    then, now = _people(before), _people(asked.campaign)
    people = {person: response for response, person in reversed(list(now.items()))}
    found = []
    for question, name, text in _shared(older.instrument, asked.figures.instrument):
        threshold = EXPLAIN if question.role == "familiarity" else MIDDLE
        old = older.instrument.question(name)
        if old is None:
            continue
        sides = [
            _by_person(one, asked_, name, who, threshold)
            for one, asked_, who in ((older, old, then), (asked.figures, question, now))
        ]
        found.append(Pair(f"across-{name}", text, name, name, *sides, people, threshold, False))
    return [*found, *_definitions(asked, older, then, now, people)]


def _shared(before: Instrument, after: Instrument) -> list[tuple[Question, str, Translated]]:
    return [
        (question, name, text)
        for question in after.questions
        if question.role in COMPARED and any(one.score is not None for one in question.choices)
        for _code, name, text in _rows(question)
        if (old := before.question(name)) is not None and name in old.names
    ]


def _people(campaign: Any) -> dict[str, str]:
    """Return the pseudonym of each response that has one."""
    return {str(one.id): one.pseudonym for one in surveys.respondents(campaign) if one.pseudonym}


def _by_person(
    side: Figures, question: Question, name: str, people: Mapping[str, str], threshold: float
) -> dict[str, bool | None]:
    values = _yes(question, side.table.column(name), threshold)
    pairs = zip(side.table.ids, values, strict=True)
    return {people[one]: value for one, value in pairs if one in people}


def _definitions(
    asked: AskedSurvey,
    older: Figures,
    then: Mapping[str, str],
    now: Mapping[str, str],
    people: Mapping[str, str],
) -> list[Pair]:
    """Return definitions at least partly right, of those whose definitions are coded both times."""
    found = []
    for question in asked.figures.instrument.with_role("definition"):
        sides: list[dict[str, bool | None]] = []
        for side, who in ((older, then), (asked.figures, now)):
            coded = [one for one in side.codes if one.question == question.id and one.grade is not None]
            sides.append(
                {who[one.response]: (one.grade or 0) >= SHOWN_FROM for one in coded if one.response in who}
            )
        if all(sides):
            pair = Pair(
                f"across-{question.id}", question.text, question.id, question.id, *sides, people,
                float(SHOWN_FROM), False, True,
            )  # fmt: skip
            found.append(pair)
    return found
