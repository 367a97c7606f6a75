"""What the page of a published version shows: decisions, changes, figures, labels of its texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from sauatty.core.catalogue import FrameworkNode
from sauatty.core.errors import UnknownCompetence
from sauatty.core.languages import detect_language
from sauatty.web.base.models import ExportedFile
from sauatty.web.frameworks import labels
from sauatty.web.frameworks.models import PublishedVersion
from sauatty.web.frameworks.selectors.library import Library, Published, get_library


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of a published version: what became of which sources, and why."""

    code: str
    node: FrameworkNode | None
    action: str
    action_label: Any
    relation_label: Any
    sources: tuple[tuple[str, FrameworkNode | None], ...]
    reason: str
    reason_language: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What happened to one competence since the version before."""

    code: str
    node: FrameworkNode | None
    kind_label: Any
    fields: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The experts' figures of one competence, as the version carries them."""

    code: str
    n: int
    relevance: float | None
    clarity: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class VersionPage:
    """All that the page of a published version shows."""

    version: Published
    decisions: tuple[DecisionRow, ...]
    changes: tuple[ChangeRow, ...]
    figures: tuple[FigureRow, ...]
    validity: Mapping[str, Any] | None
    numbers: tuple[int, ...]
    n_machine: int
    n_stale: int
    n_raters: int | None

    @property
    def is_newest(self) -> bool:
        """Tell whether this is the version that the rest of the house uses."""
        return self.version.number == self.numbers[-1]


def list_versions(slug: str) -> list[PublishedVersion]:
    """List the published versions of a slug, the newest first, without their content."""
    return list(PublishedVersion.objects.filter(slug=slug).defer("content").order_by("-number"))


def published_contents(slug: str) -> dict[int, Mapping[str, Any]]:
    """Return the content of every published version of a slug by number, the oldest first."""
    rows = PublishedVersion.objects.filter(slug=slug).order_by("number")
    return dict(rows.values_list("number", "content"))


def summarise_version(version: Published) -> VersionPage:
    """Return a published version with its history (two queries)."""
    library = get_library()
    content = version.content
    states = [
        state for marks in content["text_states"].values() for one in marks.values() for state in one.values()
    ]
    rows = PublishedVersion.objects.filter(slug=version.slug).order_by("number")
    return VersionPage(
        version=version,
        decisions=tuple(_decision(library, version, one) for one in content["decisions"]),
        changes=tuple(_change(version, one) for one in content["changes"]) if version.number > 1 else (),
        figures=tuple(_figures(content["validity"])),
        validity=content["validity"],
        numbers=tuple(rows.values_list("number", flat=True)),
        n_machine=states.count("machine"),
        n_stale=states.count("stale"),
        # versions published before it was kept do not say how many rated
        n_raters=content.get("n_raters"),
    )


def _decision(library: Library, version: Published, one: Mapping[str, Any]) -> DecisionRow:
    left_out = one["action"] == "leave-out"
    return DecisionRow(
        code=one["code"],
        node=None if left_out else version.framework.node(one["code"]),
        action=one["action"],
        action_label=labels.ACTIONS[one["action"]],
        relation_label=labels.TO_SOURCE[one["relation"]] if one["relation"] else "",
        sources=tuple((node_id, _node(library, node_id)) for node_id in one["sources"]),
        reason=one["reason"],
        reason_language=one.get("reason_language", "") or detect_language(one["reason"]),
    )


def _node(library: Library, node_id: str) -> FrameworkNode | None:
    try:
        return library.competence(node_id)
    except UnknownCompetence:
        return None


def _change(version: Published, one: Mapping[str, Any]) -> ChangeRow:
    try:
        node = version.framework.node(one["code"])
    except UnknownCompetence:
        node = None
    fields = tuple(labels.CHANGED_FIELDS[field] for field in one["fields"])
    return ChangeRow(one["code"], node, labels.CHANGES[one["kind"]], fields)


def _figures(validity: Mapping[str, Any] | None) -> Iterable[FigureRow]:
    if validity is None:
        return
    for code, found in validity["relevance"]["items"].items():
        clarity = validity["clarity"]["items"][code]
        yield FigureRow(code, found["n"], found["i_cvi"], clarity["i_cvi"], found["kappa"])


def text_mark(version: Published, code: str, field: str, language: str) -> str:
    """Return 'stale' or 'machine' for a text (name, description, a school level) that was published so, else ''."""
    marks = version.content["text_states"].get(code, {})
    return str(marks.get(field, {}).get(language, ""))


def find_version_file(owner_id: Any, name: str) -> UUID | None:
    """Return the newest made file of this name that its owner can still fetch."""
    mine = ExportedFile.objects.filter(owner_id=owner_id, name=name, expires_at__gt=timezone.now())
    return mine.order_by("-created_at").values_list("pk", flat=True).first()
