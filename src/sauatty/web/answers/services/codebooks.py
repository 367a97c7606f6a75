"""Codebooks of one's own: begun from a shipped one or a version, edited as a draft, published for good."""

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_noop

from sauatty.core.catalogue.answer_codebooks import (
    AnswerCodebook,
    answer_codebook_as_mapping,
    answer_codebook_from_mapping,
)
from sauatty.core.errors import CodebookRefused, InstrumentPartMoved
from sauatty.core.languages import LANGUAGES
from sauatty.web.answers import exchanging
from sauatty.web.answers.models import Codebook, CodebookVersion
from sauatty.web.base import audit

Body = dict[str, Any]
NO_PARTS = gettext_noop("it has no part")
NO_NAME = gettext_noop("a part or a grade has no name")
UNCHANGED = gettext_noop("the last version says the same already")
TAKEN = gettext_noop(
    "this short name of a part is taken or is not made of small Latin letters, digits and hyphens"
)
TOO_MANY = gettext_noop("it has more than 40 parts")
MOST_PARTS = 40
_OWN = re.compile(r"-own-\w+$")
_PART = re.compile(r"[a-z][a-z0-9-]{0,39}")


@transaction.atomic
def begin_codebook(
    *, actor: Any, programme: Any, source: AnswerCodebook, titles: Mapping[str, str]
) -> Codebook:
    """Begin a codebook of one's own as a copy of another one; nobody has reviewed what it says."""
    # never the slug of a codebook that was there before: versions are known by it, for ever
    slug = f"{_OWN.sub('', source.id)[:40]}-own-{get_random_string(6, 'abcdefghjkmnpqrstvwxyz23456789')}"
    body = answer_codebook_as_mapping(source) | {"id": slug, "version": "1", "title": dict(titles)}
    body["provenance"] = {"author": str(source.id), "written": "person", "licence": "CC-BY-4.0"}
    row = Codebook.objects.create(slug=slug, programme=programme, body=body, created_by=actor)
    audit.record("codebook.begun", actor=actor, target=row, source=f"{source.id} {source.version}")
    return row


@transaction.atomic
def _change(codebook: Codebook, actor: Any, revision: int, change: Callable[[Body], None]) -> Codebook:
    """Change the draft; InstrumentPartMoved where somebody else changed it after the writer had read it."""
    row = Codebook.objects.select_for_update().get(pk=codebook.pk)
    if row.revision != revision:
        raise InstrumentPartMoved
    body = copy.deepcopy(row.body)
    change(body)
    answer_codebook_from_mapping(body, row.slug)
    row.body, row.revision = body, row.revision + 1
    row.save(update_fields=["body", "revision"])
    audit.record("codebook.changed", actor=actor, target=row, revision=row.revision)
    return row


def change_titles(*, codebook: Codebook, actor: Any, revision: int, titles: Mapping[str, str]) -> Codebook:
    """Change the title."""
    return _change(codebook, actor, revision, lambda body: body.update(title=dict(titles)))


def change_part(
    *,
    codebook: Codebook,
    actor: Any,
    revision: int,
    part: str,
    values: Mapping[str, Any],
    is_new: bool = False,
) -> Codebook:
    """Write a part (name, text, rules, examples, competences); CodebookRefused for a name that is taken."""

    def change(body: Body) -> None:
        parts = body.setdefault("parts", [])
        known = [one["id"] for one in parts]
        if is_new and (part in known or not _PART.fullmatch(part) or len(parts) >= MOST_PARTS):
            raise CodebookRefused(problem=TAKEN)
        content = {"id": part, **_filled(values)}
        if is_new:
            parts.append(content)
        else:
            parts[known.index(part)] = content

    return _change(codebook, actor, revision, change)


def remove_part(*, codebook: Codebook, actor: Any, revision: int, part: str) -> Codebook:
    """Take a part out of the draft; published versions keep it."""

    def change(body: Body) -> None:
        body["parts"] = [one for one in body.get("parts", []) if one["id"] != part]

    return _change(codebook, actor, revision, change)


def change_grade(
    *, codebook: Codebook, actor: Any, revision: int, grade: int, values: Mapping[str, Any]
) -> Codebook:
    """Write what a grade is called and when it is given."""

    def change(body: Body) -> None:
        for one in body["grades"]:
            if one["code"] == grade:
                one |= _filled(values)

    return _change(codebook, actor, revision, change)


def replace_parts(*, codebook: Codebook, actor: Any, revision: int, parts: Sequence[Body]) -> Codebook:
    """Put the parts of a file in the place of those of the draft."""
    return _change(codebook, actor, revision, lambda body: body.update(parts=list(parts)))


def _filled(values: Mapping[str, Any]) -> Body:
    return {key: value for key, value in values.items() if value}


@transaction.atomic
def publish_codebook(*, codebook: Codebook, actor: Any) -> CodebookVersion:
    """Publish the draft as the next version, which never changes."""
    row = Codebook.objects.select_for_update().get(pk=codebook.pk)
    last = row.versions.first()
    number = last.number + 1 if last else 1
    body = {**row.body, "version": str(number)}
    _refuse_unfinished(body)
    if last is not None and {**last.body, "version": ""} == {**body, "version": ""}:
        raise CodebookRefused(problem=UNCHANGED)
    book = answer_codebook_from_mapping(body, row.slug)
    version = CodebookVersion.objects.create(
        codebook=row, number=number, body=body, sha256=book.sha256, published_by=actor
    )
    audit.record("codebook.published", actor=actor, target=version, number=number, sha256=book.sha256)
    return version


def _refuse_unfinished(body: Body) -> None:
    if not body.get("parts"):
        raise CodebookRefused(problem=NO_PARTS)
    for one in [*body["parts"], *body["grades"]]:
        if not any((one.get("name") or {}).get(code, "").strip() for code in LANGUAGES):
            raise CodebookRefused(problem=NO_NAME)


@transaction.atomic
def version_from_codes(
    *, codebook: Codebook, actor: Any, codes: Sequence[Any], language: str
) -> CodebookVersion:
    """Publish the parts of a file as the next version: what it renames stays the same part, by its identifier."""
    known = answer_codebook_from_mapping(codebook.body, codebook.slug)
    parts = exchanging.parts_of_codes(codes, known, language)[: MOST_PARTS + 1]
    if len(parts) > MOST_PARTS:
        raise CodebookRefused(problem=TOO_MANY)
    row = replace_parts(codebook=codebook, actor=actor, revision=codebook.revision, parts=parts)
    return publish_codebook(codebook=row, actor=actor)
