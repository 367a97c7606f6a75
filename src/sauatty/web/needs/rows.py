"""The answers behind a number: each named by a mark that holds for this one list, with what the number stands on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import Http404
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from sauatty.core.catalogue.instruments import OTHER
from sauatty.core.exchange.research_export import free_texts
from sauatty.core.surveys import claimed_shown as claims
from sauatty.core.surveys import needs as needing
from sauatty.core.surveys.answers import attribute_of, choices_of, label_of
from sauatty.web.needs.asking import AskedSurvey
from sauatty.web.needs.figures import PARTS

MARK = 6
TOLD = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What a number counts: the ids of responses, the names of the answers it stands on, and words for the head."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    said: tuple[str, ...]


def find(asked: AskedSurvey) -> Found:
    """Return the responses behind the number that the address names; 404 where it shows no such number."""
    resolver = _RESOLVERS.get(asked.parameters.get("what", ""))
    if resolver is None:
        raise Http404
    return resolver(asked)


def marked(asked: AskedSurvey, found: Found) -> list[tuple[str, str]]:
    """Return mark and id of each response, in the order of the marks.

    The mark is another one for every reader and every list: two lists cannot be laid side by side to make a
    portrait of one respondent.
    """
    named = asked.parameters.copy()
    named.pop("page", None)
    salt = f"{asked.request.user.pk} {asked.campaign.pk} {sorted(named.lists())}"
    return sorted((mark_of(salt, one), one) for one in found.ids)


def mark_of(salt: str, response: str) -> str:
    """Return the mark of a response under a salt."""
    return salted_hmac(f"sauatty.needs.row {salt}", response, algorithm="sha256").hexdigest()[:MARK].upper()


def listed(asked: AskedSurvey, found: Found, page: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the rows of one page: the mark, and the answers in the words of the page.

    The language stands beside answers in people's own words only: beside others it would be one more attribute,
    and cells that are hidden could be counted.
    """
    table = asked.figures.table
    places = {one: at for at, one in enumerate(table.ids)}
    texts = free_texts(asked.figures.instrument)
    columns = [(name in texts, table.column(name), _teller(asked, name)) for name in found.names]
    return [
        {
            "mark": mark,
            "language": table.languages[places[one]] if table.languages else "",
            "answers": [(tell(column[places[one]]), is_text) for is_text, column, tell in columns],
        }
        for mark, one in page
    ]


def has_texts(asked: AskedSurvey, found: Found) -> bool:
    """Tell whether a list shows answers in people's own words."""
    texts = free_texts(asked.figures.instrument)
    return any(name in texts for name in found.names)


def heads(asked: AskedSurvey, found: Found) -> list[str]:
    """Return the heads of the columns."""
    return [_label(asked, name) for name in found.names]


def _label(asked: AskedSurvey, name: str) -> str:
    question = asked.figures.instrument.question(name)
    if question is None:
        raise Http404
    said = label_of(question, name, asked.language)
    return f"{said}: {gettext('other')}" if name.endswith(f"_{OTHER}") and question.allow_other else said


def _teller(asked: AskedSurvey, name: str) -> Callable[[str], str]:
    """Return what puts an answer into words: labels for codes, a text as it was written."""
    question = asked.figures.instrument.question(name)
    if question is None or name == f"{question.id}_{OTHER}":
        return lambda answer: answer
    choices = choices_of(question, asked.figures.asked.answers(name), asked.language)
    labels = dict(zip(choices.codes, choices.labels, strict=True))
    return lambda answer: "; ".join(labels.get(code, code) for code in answer.split()) if labels else answer


def _ids(asked: AskedSurvey, places: Iterable[int]) -> tuple[str, ...]:
    return tuple(asked.figures.table.ids[at] for at in places)


# --- answers of a question ---


def _answer(asked: AskedSurvey) -> Found:
    """Return who gave one answer, in one group where the address names one that is shown."""
    name, code, by = (asked.parameters.get(one, "") for one in ("question", "answer", "by"))
    column = _column(asked, name)
    members = column.answered(np.arange(len(asked.figures.asked)))
    label = ""
    if code:
        codes = column.choices.codes
        if code not in codes:
            raise Http404
        label = column.choices.labels[codes.index(code)]
        members = members[column.chosen()[column.given.codes[members], codes.index(code)]]
    said = [_label(asked, name), label]
    if by:
        group = asked.parameters.get("group", "")
        members = _in_group(asked, name, code, by, group, members)
        said.append(_group_label(asked, by, group))
    other = (f"{name}_{OTHER}",) if code == OTHER and f"{name}_{OTHER}" in column.question.names else ()
    names = (name, *other, *((by,) if asked.figures.instrument.question(by) else ()))
    return Found(_ids(asked, members), names, tuple(one for one in said if one))


def _column(asked: AskedSurvey, name: str) -> Any:
    question = asked.figures.instrument.question(name)
    if question is None or question.kind == "note" or name not in question.names:
        raise Http404
    return asked.figures.column(name, asked.language)


def _in_group(asked: AskedSurvey, name: str, code: str, by: str, group: str, members: Any) -> Any:
    """Return those of a group, where the cell is shown: what is hidden in the table is not listed here either."""
    if by not in dict(asked.figures.attribute_choices(asked.language)):
        raise Http404
    crossed = asked.figures.cross(name, by, asked.language)
    shown = [
        row for one in crossed.table.groups if one.group == group for row in one.rows if row.code == code
    ]
    if not shown or not shown[0].n:
        raise Http404
    attribute = attribute_of(asked.figures.asked, by, asked.language)
    place = attribute.choices.codes.index(group)
    return members[attribute.places[members] == place]


def _group_label(asked: AskedSurvey, by: str, group: str) -> str:
    attribute = attribute_of(asked.figures.asked, by, asked.language)
    labels = dict(zip(attribute.choices.codes, attribute.choices.labels, strict=True))
    return f"{attribute.label}: {labels[group]}"


def _missing(asked: AskedSurvey) -> Found:
    """Return who was asked and gave no answer."""
    name = asked.parameters.get("question", "")
    column = _column(asked, name)
    everybody = np.arange(len(asked.figures.asked))
    was_asked = column.is_relevant & asked.figures.asked.is_there(name)
    silent = was_asked & (column.given.codes == 0)
    return Found(
        _ids(asked, everybody[silent]), (name,), (_label(asked, name), gettext("asked, but no answer"))
    )


# --- claims and codes ---


def _claim(asked: AskedSurvey) -> Found:
    """Return who claimed one level and showed one grade."""
    _refuse_the_blind(asked)
    claim, grade = asked.parameters.get("claim", ""), asked.parameters.get("grade", "")
    found = _coded_claims(asked)
    cells = [one for one in found.cells if one.claim == claim and str(one.grade) == grade]
    if not cells:
        raise Http404
    level = next(one for one in found.levels if one.code == claim)
    said = (level.label.text(asked.language), _grade_words(asked, int(grade)))
    return Found(cells[0].responses, (found.claim, found.question), said)


def _coded_claims(asked: AskedSurvey) -> claims.ClaimedShown:
    """Return claimed × shown, or 404 where no definition is coded and the page shows no such numbers."""
    found = asked.figures.claimed_found()
    if not found.sources:
        raise Http404
    return found


def _over(asked: AskedSurvey) -> Found:
    """Return who claimed they could explain it and did not show it."""
    _refuse_the_blind(asked)
    found = _coded_claims(asked)
    could = {one.code for one in found.levels if one.could_explain}
    ids = [
        one
        for cell in found.cells
        if cell.claim in could and cell.grade < claims.SHOWN_FROM
        for one in cell.responses
    ]
    said = (gettext("said they could explain it, and did not show it"),)
    return Found(tuple(ids), (found.claim, found.question), said)


def _need(asked: AskedSurvey) -> Found:
    """Return who is in need of a competence by one part of the index alone."""
    competence, part = asked.parameters.get("competence", ""), asked.parameters.get("part", "")
    if part not in PARTS:
        raise Http404
    if part == "shown":
        _refuse_the_blind(asked)
    figures = asked.figures
    found = figures.needs(asked.parts)
    own = [one for one in found.get("needs", ()) if one["competence"] == competence]
    if not own:
        raise Http404
    names = next(tuple(one["answers"]) for one in own[0]["parts"] if one["part"] == part)
    known: Any = part
    ids = needing.responses_in_need(figures.instrument, figures.table, figures.codes, known, competence)
    return Found(ids, names, (_competence(asked, competence), _part_words(asked, part)))


def _refuse_the_blind(asked: AskedSurvey) -> None:
    if asked.hides_codes:
        raise Http404


def _competence(asked: AskedSurvey, competence: str) -> str:
    from sauatty.core.documents.charts_parts import column_label

    return " ".join(column_label(competence, asked.language, None)).strip()


def _grade_words(asked: AskedSurvey, grade: int) -> str:
    from sauatty.core.catalogue.words import word

    return word("needs", f"grade_{grade}", asked.language)


def _part_words(asked: AskedSurvey, part: str) -> str:
    from sauatty.core.catalogue.words import word

    return word("needs", f"part_{part}", asked.language)


def _changed(asked: AskedSurvey) -> Found:
    """Return who gained or lost between two times, by the answers of this survey."""
    from sauatty.web.needs import changing

    way = asked.parameters.get("way", "")
    pair = changing.pair_named(asked, asked.parameters.get("pair", ""))
    if pair is None or way not in changing.WAYS or (pair.is_coded and asked.hides_codes):
        raise Http404
    names = tuple(one for one in (pair.before_name if pair.is_within else "", pair.name) if one)
    return Found(pair.ids(way), names, (pair.label(asked.language), str(changing.WAYS[way])))


_RESOLVERS: dict[str, Callable[[AskedSurvey], Found]] = {
    "answer": _answer,
    "missing": _missing,
    "claim": _claim,
    "over": _over,
    "need": _need,
    "change": _changed,
}
