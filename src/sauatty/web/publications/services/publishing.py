"""Signing a guide as it stands, and publishing it as a version that never changes."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sauatty.core.documents.guide_changes import block_changes
from sauatty.core.documents.guide_snapshot import block_texts, document_as_json, document_from_json, sha256_of
from sauatty.core.errors import GuideChangedMeanwhile, GuideFiguresUnseen, GuideNotReady
from sauatty.web.base import audit, jobs
from sauatty.web.base.jobs import Report
from sauatty.web.guides.models import Guide
from sauatty.web.guides.selectors import BlockView, list_blocks
from sauatty.web.publications import writing
from sauatty.web.publications.models import Challenge, SignOff, Version, VersionFile
from sauatty.web.publications.selectors import Readiness, check_readiness

FILES_JOB = "publications.files"
REASONS = {
    "nothing": _("nothing has been drafted"),
    "language": _("texts are missing or out of date in a language"),
    "gone": _("a text shows a figure that the data no longer have"),
    "signatures": _("signatures are missing"),
}


@transaction.atomic
def sign(*, guide: Guide, actor: Any, statement: str, sha256: str, has_looked: bool = False) -> SignOff:
    """Sign a guide as it stands. `sha256` is of what the person saw: if it has changed since, nothing is signed.

    Where texts leave figures out, the person has to say that they have looked at those (`has_looked`).

    Raises
    ------
    GuideChangedMeanwhile, GuideFiguresUnseen
    """
    readiness = check_readiness(guide, list_blocks(guide))
    if readiness.sha256 != sha256:
        raise GuideChangedMeanwhile
    _need_look(readiness, has_looked=has_looked)
    signed, is_new = SignOff.objects.get_or_create(
        guide=guide, person=actor, content_sha256=sha256,
        defaults={"name": actor.name, "statement": " ".join(statement.split())[:500]},
    )  # fmt: skip
    if is_new:
        audit.record("guide.signed", actor=actor, target=guide, sha256=sha256)
    return signed


def _need_look(readiness: Readiness, *, has_looked: bool) -> None:
    if readiness.gaps and not has_looked:
        raise GuideFiguresUnseen(n=len(readiness.gaps))


@transaction.atomic
def withdraw_signature(*, guide: Guide, actor: Any) -> int:
    """Take back every signature of a person under what is not published."""
    n = guide.sign_offs.filter(person=actor).delete()[0]
    if n:
        audit.record("guide.signature_withdrawn", actor=actor, target=guide)
    return n


@transaction.atomic
def publish(*, guide: Guide, actor: Any, note: str = "", has_looked: bool = False) -> Version:
    """Publish a guide as it stands; the same content again is the same version.

    Raises
    ------
    GuideNotReady
        Names the first thing that stands in the way.
    GuideFiguresUnseen
        Texts leave figures out, and nobody said that they have looked at them.
    """
    guide = Guide.objects.select_for_update().get(pk=guide.pk)
    views = list_blocks(guide)
    readiness = check_readiness(guide, views)
    previous = guide.versions.first()
    if previous is not None and writing.is_as_published(guide, views, previous):
        return previous
    if readiness.reasons:
        raise GuideNotReady(reason=str(REASONS[readiness.reasons[0]]))
    _need_look(readiness, has_looked=has_looked)
    version = _store(guide, views, readiness, previous, actor=actor, note=note)
    audit.record(
        "guide.published", actor=actor, target=version, identifier=version.identifier, sha256=version.sha256
    )
    jobs.enqueue(FILES_JOB, key=str(version.pk), payload={"version": str(version.pk)}, actor=actor)
    return version


def _store(
    guide: Guide,
    views: Sequence[BlockView],
    readiness: Readiness,
    previous: Version | None,
    *,
    actor: Any,
    note: str,
) -> Version:
    number, now = (previous.number if previous else 0) + 1, timezone.now()
    identifier = f"SG-{guide.slug}-{number}"
    cited = {
        one: writing.citation(guide, one, number=number, identifier=identifier, year=now.year)
        for one in guide.languages
    }
    documents = {
        language: _document(guide, views, language, number, cited[language]) for language in guide.languages
    }
    plain = {language: document_as_json(document) for language, document in documents.items()}
    return Version.objects.create(
        guide=guide,
        number=number,
        identifier=identifier,
        languages=list(guide.languages),
        documents=plain,
        sha256=sha256_of(plain),
        content_sha256=readiness.sha256,
        citation=cited,
        changes=_changes(guide, previous, documents) if previous else {},
        signatures=[
            {
                "name": one.name,
                "statement": one.statement,
                "signed_at": one.signed_at.isoformat(timespec="seconds"),
            }
            for one in readiness.signatures
        ],
        warnings=list(readiness.warnings),
        note=" ".join(note.split())[:500],
        published_by=actor,
        published_at=now,
    )


def _document(guide: Guide, views: Sequence[BlockView], language: str, number: int, citation: str) -> Any:
    cover = writing.cover_of(
        guide, language, identifier=f"SG-{guide.slug}-{number}", citation=citation, is_published=True,
        version=str(number),
    )  # fmt: skip
    return writing.document_of(guide, views, language, cover)


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any], languages: Sequence[str]
) -> dict[str, list[dict[str, str]]]:
    """Compare two documents per language: {language: [{id, kind, before, after}]}."""
    return {
        language: [
            {"id": one.id, "kind": one.kind, "before": one.before, "after": one.after}
            for one in block_changes(before.get(language, {}), after.get(language, {}))
        ]
        for language in languages
    }


def texts_of(version: Version) -> dict[str, dict[str, str]]:
    """Return the texts of a version by language and block."""
    return {language: block_texts(document_from_json(row)) for language, row in version.documents.items()}


def _changes(guide: Guide, previous: Version, documents: Mapping[str, Any]) -> dict[str, Any]:
    """Return what changed since the version before, and which challenge of a workshop changed what."""
    now = {language: block_texts(document) for language, document in documents.items()}
    changes = changes_between(texts_of(previous), now, guide.languages)
    changed = {one["id"] for rows in changes.values() for one in rows}
    return {"blocks": changes, "challenges": _challenges(guide, changed)}


def _challenges(guide: Guide, changed: set[str]) -> list[dict[str, Any]]:
    """Return the challenges whose paragraphs changed and that no version has named yet."""
    named = {row["id"] for version in guide.versions.all() for row in version.changes.get("challenges", [])}
    challenges = Challenge.objects.filter(workshop__guide=guide).select_related("workshop")
    rows = []
    for one in challenges.prefetch_related("blocks"):
        anchors = [block.anchor for block in one.blocks.all() if block.anchor in changed]
        if anchors and str(one.pk) not in named:
            rows.append(
                {
                    "id": str(one.pk),
                    "text": one.text,
                    "language": one.language,
                    "kind": one.kind,
                    "subject_id": one.subject_id,
                    "region": one.workshop.region,
                    "held_on": one.workshop.held_on.isoformat(),
                    "blocks": anchors,
                }  # fmt: skip
            )
    return rows


def do_files(payload: dict[str, Any], report: Report) -> None:
    """Make the files of a published version, once (job)."""
    version = Version.objects.select_related("guide").filter(pk=UUID(payload["version"])).first()
    if version is None:
        return
    from sauatty.web.publications import rendering

    wanted = [(language, format) for language in version.languages for format in rendering.VERSION_FORMATS]
    for done, (language, format) in enumerate(wanted):
        report(done, len(wanted))
        if not version.files.filter(language=language, format=format).exists():
            content = rendering.render(document_from_json(version.documents[language]), format)
            VersionFile.objects.get_or_create(
                version=version, language=language, format=format,
                defaults={"content": content, "sha256": rendering.sha256(content), "size": len(content)},
            )  # fmt: skip
    report(len(wanted), len(wanted))


@transaction.atomic
def delete_demo_versions() -> int:
    """Delete the versions of guides that rest on invented curricula; real ones are never deleted."""
    versions = list(Version.objects.filter(guide__is_demo=True).defer("documents"))
    for version in versions:
        audit.record("guide.demo_version_removed", actor=None, target=version, identifier=version.identifier)
        version.delete()
    return len(versions)
