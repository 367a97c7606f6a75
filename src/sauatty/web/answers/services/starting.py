"""Beginning to code an open question: answers become units, the respondents' attributes stand beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from sauatty.core.catalogue.answers_check import relevant_names
from sauatty.core.languages import clean_text
from sauatty.core.records import ResponseTable
from sauatty.core.surveys.shown_attributes import shown_attributes
from sauatty.web.answers import writing
from sauatty.web.answers.models import Answer, CodedQuestion
from sauatty.web.answers.selectors.access import KIND, SOURCE
from sauatty.web.base import audit
from sauatty.web.coding import selectors as coding
from sauatty.web.coding import services as coding_services
from sauatty.web.coding.services import UnitDraft
from sauatty.web.instruments import selectors as instruments
from sauatty.web.surveys import selectors as surveys

FRAMEWORK = "gmilaf"
# What a coder can read; what is longer is cut with a mark, and stays whole in the response
MOST_LETTERS = 20_000
BATCH = 500


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """What a coding is asked to be. `id` is made by the client: sent twice, it begins once."""

    id: UUID
    titles: dict[str, str]
    question: str
    codebook: str
    codebook_version: str
    attributes: tuple[str, ...] = ()
    is_grouped: bool = False
    n_coders_wanted: int = 2


@dataclass(frozen=True, slots=True)
class _Written:
    """One answer that somebody wrote; `place` is its row in the table of responses."""

    response: UUID
    text: str
    form: str
    language: str
    place: int


@transaction.atomic
def start_coding(*, campaign: Any, draft: CodingDraft, actor: Any, is_demo: bool = False) -> Any:
    """Store a coding with its units; the same draft again gives the first one. ReviewWithoutUnits without answers."""
    first = coding.find_project(draft.id)
    if first is not None:
        return first
    table = surveys.response_table(campaign)
    written = list(_written(table, draft.question))
    units = _units_of(written, draft.question, is_grouped=draft.is_grouped)
    project = coding_services.create_project(
        actor=actor, kind=KIND, titles=draft.titles, source_kind=SOURCE, source_id=campaign.pk, framework=FRAMEWORK,
        codebook=draft.codebook, codebook_version=draft.codebook_version, units=units,
        n_coders_wanted=draft.n_coders_wanted, is_demo=is_demo, project_id=draft.id,
    )  # fmt: skip
    asked = CodedQuestion.objects.create(
        project=project, campaign=campaign, question=draft.question, attributes=list(draft.attributes),
        is_grouped=draft.is_grouped, n_blank=_count_blank(table, campaign, draft.question),
    )  # fmt: skip
    _store_answers(asked, written, table)
    return project


def _written(table: ResponseTable, question: str) -> Iterator[_Written]:
    for place, (response, raw) in enumerate(zip(table.ids, table.column(question), strict=True)):
        text = raw.replace("\0", "").strip()
        if clean_text(text):
            language = table.languages[place]
            form = writing.form_of(text[:MOST_LETTERS], language)
            yield _Written(UUID(response), _readable(text), form, writing.tag_of(form, language), place)


def _readable(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + " […]"


def _units_of(
    written: Sequence[_Written], question: str, *, is_grouped: bool, start: int = 0
) -> list[UnitDraft]:
    """Return one unit for each answer, or for each different one."""
    firsts = _firsts(written) if is_grouped else written
    return [
        UnitDraft(
            ref_id=one.response, position=start + position, language=one.language, text=one.text, group=one.form,
            ref=f"{one.response}:{question}",
        )
        for position, one in enumerate(firsts)
    ]  # fmt: skip


def _firsts(written: Sequence[_Written]) -> list[_Written]:
    found: dict[str, _Written] = {}
    for one in written:
        found.setdefault(writing.same_key(one.text), one)
    return list(found.values())


def _count_blank(table: ResponseTable, campaign: Any, question: str) -> int:
    """Count who was asked and wrote nothing."""
    instrument = instruments.core_instrument(campaign.version)
    blank = [n for n, text in enumerate(table.column(question)) if not clean_text(text)]
    rows = ({name: column[n] for name, column in table.columns.items() if column[n]} for n in blank)
    return sum(question in relevant_names(instrument, row) for row in rows)


def _store_answers(
    asked: CodedQuestion, written: Sequence[_Written], table: ResponseTable, *, start: int = 0
) -> None:
    units, rows = coding.units_by_ref(asked.project), shown_of(table, asked.attributes)
    by_text = _units_by_text(asked) if asked.is_grouped else {}
    Answer.objects.bulk_create(
        [
            Answer(
                project=asked.project, response_id=one.response, position=start + position, form=one.form,
                unit_id=by_text.get(writing.same_key(one.text)) or units[one.response],
                attributes=rows[one.place], search=writing.found_key(one.text),
            )
            for position, one in enumerate(written)
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _units_by_text(asked: CodedQuestion) -> dict[str, UUID]:
    rows = coding.list_units(asked.project_id).order_by("position").values_list("text", "pk")
    found: dict[str, UUID] = {}
    for text, pk in rows:
        found.setdefault(writing.same_key(text), pk)
    return found


def shown_of(table: ResponseTable, attributes: Sequence[str]) -> list[dict[str, str]]:
    """Return what may be shown of each respondent, counted among all who responded."""
    columns = {name: table.column(name) for name in attributes}
    rows = [{name: column[n] for name, column in columns.items()} for n in range(len(table))]
    return shown_attributes(rows, attributes)


@transaction.atomic
def take_in_new(*, project: Any, actor: Any) -> int:
    """Take in what was answered since; whose attributes may be shown is judged anew. Returns how many came."""
    held = coding_services.hold_review(project)
    asked = CodedQuestion.objects.select_related("campaign__version__instrument").get(pk=project.pk)
    table = surveys.response_table(asked.campaign)
    known = set(Answer.objects.filter(project=held).values_list("response_id", flat=True))
    fresh = [one for one in _written(table, asked.question) if one.response not in known]
    start = Answer.objects.filter(project=held).count()
    _add_units(held, asked, fresh)
    asked.project, asked.n_blank = held, _count_blank(table, asked.campaign, asked.question)
    asked.save(update_fields=["n_blank"])
    _store_answers(asked, fresh, table, start=start)
    _show_anew(asked, table)
    audit.record("answers.taken-in", actor=actor, target=held, n=len(fresh))
    return len(fresh)


def _add_units(project: Any, asked: CodedQuestion, fresh: Sequence[_Written]) -> None:
    wanted = fresh
    if asked.is_grouped:
        known = _units_by_text(asked)
        wanted = [one for one in fresh if writing.same_key(one.text) not in known]
    drafts = _units_of(wanted, asked.question, is_grouped=asked.is_grouped, start=project.n_units)
    coding_services.add_units(project=project, units=drafts)


def _show_anew(asked: CodedQuestion, table: ResponseTable) -> None:
    shown = dict(zip(table.ids, shown_of(table, asked.attributes), strict=True))
    changed = []
    for one in Answer.objects.filter(project=asked.project_id):
        attributes = shown.get(str(one.response_id), {})
        if attributes != one.attributes:
            one.attributes = attributes
            changed.append(one)
    Answer.objects.bulk_update(changed, ["attributes"], batch_size=BATCH)
