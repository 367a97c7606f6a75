"""Drawn answers of invented people to the shipped instruments, under the real names of their questions."""

from collections.abc import Mapping, Sequence

import numpy as np

from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.catalogue.instruments import Instrument, Question
from sauatty.core.evaluation.pack import SurveyData, SurveyPurpose
from sauatty.core.evaluation.simulation_model import Group, IntArray, ProgrammeModel, Scale
from sauatty.core.records import CodedAnswer, ResponseTable
from sauatty.core.statistics import FloatArray

NEED, EVALUATION = "mil-needs", "training-evaluation"
PLACES = 5
AI_USERS = ("monthly", "weekly", "daily")
Columns = dict[str, tuple[str, ...]]


def need_survey(
    model: ProgrammeModel, group: Group, ids: Sequence[str], profile: Columns, dice: np.random.Generator
) -> SurveyData:
    """Return the survey of needs of people before the programme, in the order given."""
    asked = instrument(NEED)
    columns = dict(profile)
    columns.update(_choices(model, len(ids), ("training_received", "training_form", "device"), dice))
    columns["ai_use"] = _of_shares(model, "ai_use", len(ids), dice)
    columns.update(_terms(model, asked, group.ability, dice))
    columns.update(_practice(model, asked, group.ability, columns["ai_use"], dice))
    columns.update(
        _ratings(model, _matrix(asked, "self_rating"), model.scale("self_rating"), group.ability, dice)
    )
    columns["need_ranked"] = _ranked(model, len(ids), dice)
    codes = _claims(model, group.ability, ids, columns, group.language, dice)
    return _survey(model, "need", asked, ids, columns, codes, group)


def evaluation_survey(
    model: ProgrammeModel, group: Group, ids: Sequence[str], dice: np.random.Generator
) -> SurveyData:
    """Return the survey at the end: what they say of before and of now."""
    asked = instrument(EVALUATION)
    ability = group.after + model.mean_gain()
    columns = _choices(model, len(ids), ("usefulness",), dice)
    before, now = _matrix(asked, "self_rating_before"), _matrix(asked, "self_rating")
    columns.update(_ratings(model, before, model.scale("retrospective"), group.ability, dice))
    gained = {one: model.number(one, "gain") - model.mean_gain() for one in model.competences}
    columns.update(_ratings(model, now, model.scale("self_rating"), ability, dice, gained))
    codes = _claims(model, ability, ids, columns, group.language, dice)
    return _survey(model, "evaluation", asked, ids, columns, codes, group)


def _survey(
    model: ProgrammeModel, purpose: SurveyPurpose, asked: Instrument, ids: Sequence[str], columns: Columns,
    codes: tuple[CodedAnswer, ...], group: Group,
) -> SurveyData:  # fmt: skip
    languages = picked(model.languages, group.language)
    table = ResponseTable(tuple(ids), columns, languages)
    is_anonymous = bool(model.within("answers", f"{purpose}_is_anonymous"))
    return SurveyData(purpose, asked, table, codes, is_anonymous)


def picked(codes: Sequence[str], places: IntArray) -> tuple[str, ...]:
    """Return the code at each place; the texts are shared, not copied."""
    return tuple(np.array(codes, dtype=object)[places].tolist())


def levels(chances: FloatArray, dice: np.random.Generator) -> IntArray:
    """Draw a level for each row of chances."""
    return np.asarray((dice.random(len(chances))[:, None] > chances.cumsum(axis=1)[:, :-1]).sum(axis=1))


def _of_shares(model: ProgrammeModel, name: str, n: int, dice: np.random.Generator) -> tuple[str, ...]:
    codes, shares = model.shares("answers", name)
    return picked(codes, dice.choice(len(codes), size=n, p=shares))


def _choices(model: ProgrammeModel, n: int, names: Sequence[str], dice: np.random.Generator) -> Columns:
    return {name: _of_shares(model, name, n, dice) for name in names}


def _matrix(asked: Instrument, name: str) -> Question:
    return next(one for one in asked.questions if one.id == name)


def hardness(model: ProgrammeModel, competences: Sequence[str]) -> float:
    """Return how hard the first competence of a row is; 0 for one that has none."""
    known = [model.number(one, "hard") for one in competences if one in model.competences]
    return known[0] if known else 0.0


def _ratings(
    model: ProgrammeModel, question: Question, scale: Scale, ability: FloatArray, dice: np.random.Generator,
    gained: Mapping[str, float] | None = None,
) -> Columns:  # fmt: skip
    """Return a row for each competence; `gained` logits stand on the ability of it."""
    found = {}
    for row in question.rows:
        more = scale.slope * sum((gained or {}).get(one, 0.0) for one in row.competences[:1])
        chances = scale.chances(ability, more - hardness(model, row.competences))
        found[f"{question.id}_{row.code}"] = picked(scale.codes, levels(chances, dice))
    return found


def _terms(
    model: ProgrammeModel, asked: Instrument, ability: FloatArray, dice: np.random.Generator
) -> Columns:
    question, real, foil = _matrix(asked, "familiarity"), model.scale("term"), model.scale("foil")
    found = {}
    for row in question.rows:
        scale = foil if row.foil else real
        chances = scale.chances(ability, -hardness(model, row.competences))
        found[f"{question.id}_{row.code}"] = picked(scale.codes, levels(chances, dice))
    return found


def _practice(
    model: ProgrammeModel,
    asked: Instrument,
    ability: FloatArray,
    ai_use: Sequence[str],
    dice: np.random.Generator,
) -> Columns:
    scale, not_mine = model.scale("practice"), float(model.within("answers", "practice", "not_mine"))
    uses_ai = np.isin(np.array(ai_use), AI_USERS)
    found = {}
    for question in asked.with_role("practice"):
        for row in question.rows:
            drawn = levels(scale.chances(ability, -hardness(model, row.competences)), dice)
            drawn = np.where(dice.random(len(ability)) < not_mine, len(scale.codes), drawn)
            if question.when:
                drawn = np.where(uses_ai, drawn, len(scale.codes) + 1)
            found[f"{question.id}_{row.code}"] = picked((*scale.codes, "not_mine", ""), drawn)
    return found


def _ranked(model: ProgrammeModel, n: int, dice: np.random.Generator) -> tuple[str, ...]:
    """Draw the first places of a ranking by Plackett and Luce: the largest of wish plus Gumbel noise first."""
    wanted = np.array([model.number(one, "wanted") for one in model.competences])
    codes = [one.replace(".", "_") for one in model.competences]
    places = np.argsort(-(wanted + dice.gumbel(size=(n, len(codes)))), axis=1)[:, :PLACES]
    return tuple(" ".join([codes[at] for at in row]) for row in places.tolist())


def _claims(
    model: ProgrammeModel, ability: FloatArray, ids: Sequence[str], columns: Columns, languages: IntArray,
    dice: np.random.Generator,
) -> tuple[CodedAnswer, ...]:  # fmt: skip
    """Add what is claimed and written of media and information literacy, and return how it was coded."""
    claim, grade = model.scale("claim"), model.scale("grade")
    columns["familiarity_mil"] = picked(claim.codes, levels(claim.chances(ability), dice))
    is_written = dice.random(len(ids)) < written_chance(model, ability)
    grades = levels(grade.chances(ability), dice)
    own = [text for language in model.languages for text in model.within("definitions", language)]
    texts = np.where(is_written, languages * 4 + grades, len(own))
    columns["mil_definition"] = picked((*own, ""), texts)
    chances = model.part_chances(ability)
    has = np.column_stack([dice.random(len(ids)) < one for one in chances.values()]) & (grades > 0)[:, None]
    names = tuple(chances)
    parts = [tuple(name for name, own in zip(names, row, strict=True) if own) for row in has.tolist()]
    return tuple(
        CodedAnswer(ids[at], "mil_definition", int(grades[at]), parts[at])
        for at in np.flatnonzero(is_written).tolist()
    )


def written_chance(model: ProgrammeModel, ability: FloatArray) -> FloatArray:
    """Return the chance that somebody writes a definition."""
    own = model.within("answers", "written")
    return np.asarray(1 / (1 + np.exp(-(own["at"] + own["slope"] * ability))))
