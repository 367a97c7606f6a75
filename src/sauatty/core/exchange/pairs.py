"""The Kazakh and the Russian edition of an act side by side: what is missing, where the texts disagree."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sauatty.core.records import CurriculumDocument, Objective, SubjectProgramme

_NUMBER = re.compile(r"(?<![\d.])\d+(?:[.,]\d+)?(?![\d.]*\d)")
_BRACKETS = re.compile(r"\([^()]*\)")  # the innermost ones: one edition may nest them
_LATIN = re.compile(r"[A-Za-z][A-Za-z+#]+")
_LIST_MARK = re.compile(r",|;|\s(?:и|или|және|мен|бен|пен|немесе)\s")
_MIN_LENGTH = 20
_LENGTH_RATIO = 2.2
_LIST_DIFFERENCE = 3

Similarity = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class ObjectivePair:
    """One objective in both editions; a side is None where that edition lacks the code.

    `doubts` names why a person should look: 'missing-kk', 'missing-ru', 'length', 'numbers', 'brackets',
    'latin-terms', 'list-items', 'similarity'. `similarity` is a fraction 0-1 where a measure was passed in.
    """

    subject_id: str | None
    appendix: str | None
    code: str
    kk: Objective | None
    ru: Objective | None
    doubts: tuple[str, ...] = ()
    similarity: float | None = None


def pair_editions(
    kk: CurriculumDocument,
    ru: CurriculumDocument,
    *,
    similarity: Similarity | None = None,
    threshold: float = 0.5,
) -> tuple[ObjectivePair, ...]:
    """Pair the objectives of two editions by subject, appendix and code.

    Parameters
    ----------
    kk, ru : CurriculumDocument
        The same act in Kazakh and in Russian.
    similarity : callable, optional
        Takes a Kazakh and a Russian text and returns a fraction 0-1; below `threshold` the pair is in doubt.

    Returns
    -------
    tuple of ObjectivePair
        In the order of the Russian edition, then what only the Kazakh one has. Rows of the long-term plan
        take part only where a programme has no table of objectives.
    """
    pairs: list[ObjectivePair] = []
    for kazakh, russian in _pair_programmes(kk.programmes, ru.programmes):
        kk_rows = _rows_of(kk, kazakh)
        ru_rows = _rows_of(ru, russian)
        programme = russian or kazakh
        assert programme is not None  # one of the two is always there
        for code, left, right in _by_code(kk_rows, ru_rows):
            pairs.append(_pair(programme, code, (left, right), similarity, threshold))
    return tuple(pairs)


def _pair_programmes(
    kk: Sequence[SubjectProgramme], ru: Sequence[SubjectProgramme]
) -> list[tuple[SubjectProgramme | None, SubjectProgramme | None]]:
    """Pair programmes by subject and appendix, then by subject, grades and direction."""
    free = list(kk)
    pairs: list[tuple[SubjectProgramme | None, SubjectProgramme | None]] = []
    for same in (_same_appendix, _same_course):
        for programme in ru:
            if any(programme is russian for _, russian in pairs):
                continue
            other = next((one for one in free if same(one, programme)), None)
            if other is not None:
                free.remove(other)
                pairs.append((other, programme))
    paired = {id(russian) for _, russian in pairs}
    pairs += [(None, programme) for programme in ru if id(programme) not in paired]
    order = {id(programme): index for index, programme in enumerate(ru)}
    pairs.sort(key=lambda pair: order[id(pair[1])])
    return [*pairs, *((programme, None) for programme in free)]


def _same_appendix(one: SubjectProgramme, other: SubjectProgramme) -> bool:
    return one.appendix is not None and one.appendix == other.appendix and one.subject_id == other.subject_id


def _same_course(one: SubjectProgramme, other: SubjectProgramme) -> bool:
    if one.subject_id is None or one.subject_id != other.subject_id or one.direction != other.direction:
        return False
    if one.appendix and other.appendix and one.appendix != other.appendix:
        return False
    return bool(set(one.grades) & set(other.grades))


def _rows_of(document: CurriculumDocument, programme: SubjectProgramme | None) -> list[Objective]:
    if programme is None:
        return []
    rows = [row for row in document.objectives if row.programme == programme.id]
    return [row for row in rows if row.place == "objectives"] or rows


def _by_code(
    kk: Iterable[Objective], ru: Iterable[Objective]
) -> list[tuple[str, Objective | None, Objective | None]]:
    """Match equal codes, the first use with the first, the second with the second."""
    waiting: dict[str, list[Objective]] = defaultdict(list)
    for objective in kk:
        waiting[objective.code or ""].append(objective)
    matched: list[tuple[str, Objective | None, Objective | None]] = []
    for objective in ru:
        code = objective.code or ""
        other = waiting[code].pop(0) if waiting[code] else None
        matched.append((code, other, objective))
    rest = [(code, objective, None) for code, objectives in waiting.items() for objective in objectives]
    return [*matched, *rest]


def _pair(
    programme: SubjectProgramme,
    code: str,
    sides: tuple[Objective | None, Objective | None],
    similarity: Similarity | None,
    threshold: float,
) -> ObjectivePair:
    kk, ru = sides
    measured = None
    if kk is None or ru is None:
        doubts = ["missing-kk" if kk is None else "missing-ru"]
    else:
        doubts = disagreements(kk.text, ru.text)
        measured = similarity(kk.text, ru.text) if similarity else None
        if measured is not None and measured < threshold:
            doubts.append("similarity")
    return ObjectivePair(programme.subject_id, programme.appendix, code, kk, ru, tuple(doubts), measured)


def disagreements(kk: str, ru: str) -> list[str]:
    """Compare two texts by what needs no dictionary: length, numbers, brackets, Latin terms, listed items."""
    tests = {
        "length": _lengths_differ(kk, ru),
        "numbers": set(_NUMBER.findall(kk)) != set(_NUMBER.findall(ru)),
        "brackets": len(_BRACKETS.findall(kk)) != len(_BRACKETS.findall(ru)),
        "latin-terms": _latin(kk) != _latin(ru),
        "list-items": abs(len(_LIST_MARK.findall(kk)) - len(_LIST_MARK.findall(ru))) >= _LIST_DIFFERENCE,
    }
    return [doubt for doubt, holds in tests.items() if holds]


def _lengths_differ(kk: str, ru: str) -> bool:
    shorter, longer = sorted((len(kk), len(ru)))
    return longer >= _MIN_LENGTH and longer > _LENGTH_RATIO * max(shorter, 1)


def _latin(text: str) -> set[str]:
    return {word.lower() for word in _LATIN.findall(text)}
