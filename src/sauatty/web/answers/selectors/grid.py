"""Answers as a table with the respondents' attributes beside them: no name, no id of a respondent, no link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language, gettext, ngettext

from sauatty.core.languages import search_key
from sauatty.web.accounts import selectors as accounts
from sauatty.web.answers import books
from sauatty.web.answers.models import Answer, MachineCode
from sauatty.web.answers.selectors.access import attribute_questions
from sauatty.web.base.texts import in_language
from sauatty.web.coding import selectors as coding
from sauatty.web.coding.kinds import Place
from sauatty.web.coding.schemes import Scheme, scheme_of
from sauatty.web.surveys import selectors as surveys

SETTLED = frozenset(coding.SETTLED)
STATES = ("open", "one", "disagreed", "agreed", "adjudicated")


@dataclass(frozen=True, slots=True)
class GridFilter:
    """What of the grid is asked for; '' asks for everything. `only` is 'differing', 'unsure' or 'machine'."""

    search: str = ""
    form: str = ""
    grade: str = ""
    only: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeView:
    """One code in words; `label` says whose it is."""

    label: str
    grade: str
    parts: tuple[str, ...]
    unsure: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One answer of the table; `codes` are those that the reader may see, `machine` the suggestion if they may see it."""

    position: int
    text: str
    language: str
    form: str
    facts: tuple[str, ...]
    state: str
    codes: tuple[CodeView, ...]
    result: CodeView | None
    machine: CodeView | None
    unit: UUID
    may_decide: bool = False


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks: `seat` is the reader's place as a coder; `sees_all` where no blindness holds for them."""

    seat: Any
    sees_all: bool


def eyes_of(person: Any, project: Any) -> Eyes:
    """Return what a reader of the grid may see (few queries)."""
    seat = next(
        (one for one in project.seats.all() if one.person_id == person.pk and one.role == "coder"), None
    )
    managed = coding.may_manage(person, project) or any(
        one.person_id == person.pk and one.role == "adjudicator" and one.is_active
        for one in project.seats.all()
    )
    open_to = project.is_closed or (managed and coding.may_know_decisions(person, project))
    return Eyes(seat, bool(open_to))


# --- which answers -----------------------------------------------------------------------------------------------


def list_grid(project: Any, eyes: Eyes, wanted: GridFilter) -> QuerySet[Answer]:
    """Return the answers of a project, filtered; a blind coder's filters look at their own decisions alone."""
    rows = Answer.objects.filter(project=project).exclude(unit__state="withdrawn")
    rows = rows.select_related("unit").order_by("position")
    if wanted.search:
        rows = rows.filter(search__contains=search_key(wanted.search))
    if wanted.form:
        rows = rows.filter(form=wanted.form)
    for name, code in wanted.attributes.items():
        rows = rows.filter(**{f"attributes__{name}": code})
    if wanted.grade.isdecimal():
        rows = rows.filter(_graded(int(wanted.grade), project, eyes))
    return _only(rows, wanted.only, project, eyes)


def _visible(project: Any, eyes: Eyes, **fields: Any) -> Exists:
    standing = coding.standing_decisions(project).order_by().filter(unit=OuterRef("unit"), **fields)
    return Exists(standing if eyes.sees_all else standing.filter(seat=eyes.seat))


def _graded(grade: int, project: Any, eyes: Eyes) -> Q:
    settled = Q(unit__state__in=SETTLED)
    by_result = settled & Q(unit__relevance=grade)
    if not eyes.sees_all:
        by_result &= Q(_visible(project, eyes))
    return by_result | (~settled & Q(_visible(project, eyes, relevance=grade)))


def _only(rows: QuerySet[Answer], only: str, project: Any, eyes: Eyes) -> QuerySet[Answer]:
    if only == "differing":
        rows = rows.filter(unit__state="disagreed")
        return rows if eyes.sees_all else rows.filter(_visible(project, eyes))
    if only == "unsure":
        return rows.filter(_visible(project, eyes, unsure=True))
    if only == "open":
        waits = rows.filter(unit__state__in=["open", "one"])
        return waits if eyes.sees_all else rows.exclude(_visible(project, eyes))
    if only == "machine" and eyes.sees_all:
        shown = MachineCode.objects.filter(run__project=project, run__is_on=True, unit=OuterRef("unit"))
        return rows.filter(Exists(shown)).exclude(unit__state__in=SETTLED)
    return rows


# --- what stands in a row ------------------------------------------------------------------------------------------


def attribute_words(project: Any) -> dict[str, tuple[str, dict[str, str]]]:
    """Return label and words of the choices of each attribute shown, in the language of the page.

    Kept on the project: a page asks several times (three queries the first time).
    """
    here, known = get_language() or "kk", project.__dict__.setdefault("_attribute_words", {})
    if here not in known:
        known[here] = _words_in(project.coded_question, here)
    found: dict[str, tuple[str, dict[str, str]]] = known[here]
    return found


def _words_in(asked: Any, here: str) -> dict[str, tuple[str, dict[str, str]]]:
    found: dict[str, tuple[str, dict[str, str]]] = {}
    campaign = surveys.list_of_programmes(None).get(pk=asked.campaign_id)
    for one in attribute_questions(campaign):
        if one.id in asked.attributes:
            words = {choice.code: choice.label.text(here) for choice in one.choices}
            if one.kind == "region":
                words = {region.pk: in_language(region, "name") for region in accounts.list_regions()}
            found[one.id] = (one.text.text(here), words)
    return found


def _facts(answer: Answer, words: Mapping[str, tuple[str, Mapping[str, str]]]) -> tuple[str, ...]:
    return tuple(
        known.get(answer.attributes[name], answer.attributes[name])
        for name, (_label, known) in words.items()
        if name in answer.attributes
    )


def show_grid(answers: Sequence[Answer], project: Any, eyes: Eyes) -> list[GridRow]:
    """Return the rows of one page in a bounded number of queries."""
    scheme, words = scheme_of(project), attribute_words(project)
    units = [one.unit_id for one in answers]
    codes: dict[UUID, list[Any]] = {}
    found = coding.standing_decisions(project).filter(unit__in=units).select_related("seat")
    for one in found:
        codes.setdefault(one.unit_id, []).append(one)
    machine = _machine(project, units) if eyes.sees_all else {}
    return [
        _row(one, codes.get(one.unit_id, []), machine.get(one.unit_id), project, eyes, scheme, words)
        for one in answers
    ]  # fmt: skip


def _machine(project: Any, units: Sequence[UUID]) -> dict[UUID, MachineCode]:
    found = MachineCode.objects.filter(run__project=project, run__is_on=True, unit__in=units)
    return {one.unit_id: one for one in found}


def _row(
    answer: Answer, codes: list[Any], machine: Any, project: Any, eyes: Eyes, scheme: Scheme, words: Any
) -> GridRow:
    unit, own = answer.unit, [one for one in codes if eyes.seat and one.seat_id == eyes.seat.pk]
    is_settled = unit.state in SETTLED
    # a coder reads another's code once it is settled: while coders differ, each may still change their own
    shown = codes if eyes.sees_all or (own and is_settled) else own
    has_result = is_settled and unit.relevance is not None and (eyes.sees_all or bool(own))
    return GridRow(
        position=answer.position + 1, text=unit.text, language=unit.language, form=books.form_name(answer.form),
        facts=_facts(answer, words), state=_state(unit, codes, own, project, eyes),
        codes=tuple(_code(one, one.seat.label, scheme) for one in shown),
        result=_code(unit, "", scheme) if has_result else None,
        machine=_suggested(machine, scheme) if machine and not is_settled else None, unit=unit.pk,
        may_decide=_may_decide(unit, project, eyes),
    )  # fmt: skip


def _may_decide(unit: Any, project: Any, eyes: Eyes) -> bool:
    sits = eyes.seat is not None and eyes.seat.is_active and project.is_open
    return bool(sits and unit.state not in ("adjudicated", "withdrawn"))


def _code(one: Any, label: str, scheme: Scheme) -> CodeView:
    steps = {code: word for code, word, _text in scheme.steps}
    names = scheme.names
    parts = tuple(names.get(part, part) for part in one.competences)
    grade = steps.get(one.relevance, str(one.relevance))
    return CodeView(label, grade, parts, getattr(one, "unsure", False), getattr(one, "note", ""))


def _suggested(one: MachineCode, scheme: Scheme) -> CodeView:
    steps, names = {code: word for code, word, _text in scheme.steps}, scheme.names
    return CodeView("", steps.get(one.grade, ""), tuple(names.get(part, part) for part in one.parts))


def _state(unit: Any, codes: list[Any], own: list[Any], project: Any, eyes: Eyes) -> str:
    """Return the state in words; to a blind coder only what they may know."""
    if eyes.sees_all:
        return str(unit.get_state_display())
    if not own:
        return gettext("not judged by you yet")
    if len(codes) < max(2, project.n_coders_wanted):
        return gettext("judged by you")
    return str(unit.get_state_display())


def facts_of(units: Sequence[Any]) -> dict[UUID, Place]:
    """Return what stands beside units in the coder's queue (three queries)."""
    if not units:
        return {}
    project = units[0].project
    words = attribute_words(project)
    found: dict[UUID, list[Answer]] = {}
    for one in Answer.objects.filter(unit__in=[unit.pk for unit in units]).order_by("position"):
        found.setdefault(one.unit_id, []).append(one)
    return {unit: Place(facts=_beside(answers, words)) for unit, answers in found.items()}


def _beside(answers: Sequence[Answer], words: Mapping[str, tuple[str, Mapping[str, str]]]) -> tuple[str, ...]:
    if len(answers) == 1:
        return _facts(answers[0], words)
    written = ngettext("%(n)s respondent wrote this", "%(n)s respondents wrote this", len(answers))
    return (written % {"n": len(answers)},)


def grid_choices(project: Any) -> dict[str, Any]:
    """Return what the filters of a grid offer: the languages found, the values of each attribute, the grades."""
    rows = Answer.objects.filter(project=project).order_by()
    forms = rows.values_list("form").annotate(n=Count("pk"))
    return {
        "forms": sorted((form, books.form_name(form), n) for form, n in forms),
        "attributes": [
            (name, label, sorted(known.items(), key=lambda one: one[1]))
            for name, (label, known) in attribute_words(project).items()
        ],
        "grades": [(str(code), word) for code, word, _text in scheme_of(project).steps],
    }
