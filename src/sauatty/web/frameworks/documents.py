"""A published version as a document: what Word and PDF files of it hold."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from sauatty.core.catalogue import LEVELS, FrameworkNode
from sauatty.core.documents.blocks import (
    Block,
    Cell,
    Contents,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    text_runs,
)
from sauatty.core.languages import format_number
from sauatty.web.base.context import LOCAL_HOSTS
from sauatty.web.frameworks import labels
from sauatty.web.frameworks.selectors import DecisionRow, Published, VersionPage, text_mark

# The words of the document model for texts that nobody stands for.
MARKS = {"machine": "machine draft", "stale": "stale"}
DASH = "–"


def build_document(page: VersionPage, language: str) -> Document:
    """Return a version in one language; the same version gives the same document."""
    with translation.override(language):
        version = page.version
        framework = version.framework
        blocks = (
            Contents(),
            *_about(page, language),
            *_competences(version, language),
            *_decisions(page, language),
            *_changes(page, language),
            *_figures(page, language),
        )
        return Document(
            title=framework.title.text(language),
            language=language,
            blocks=blocks,
            subtitle=gettext("Version %(number)s") % {"number": version.number},
            authors=(framework.issuer,),
            version=str(version.number),
            identifier=version.name,
            date=timezone.localdate(version.published_at),
            citation=_citation(version, language),
            note=gettext("Invented data for looking around") if version.is_demo else "",
            licence=framework.licence,
        )


def _citation(version: Published, language: str) -> str:
    framework = version.framework
    parts = {
        "issuer": framework.issuer,
        "year": framework.year,
        "title": framework.title.text(language),
        "number": version.number,
    }
    cited = gettext("%(issuer)s (%(year)s). %(title)s. Version %(number)s.") % parts
    # an address that opens on one machine only is of no use to whoever reads the citation
    address = f"{settings.PUBLIC_ADDRESS}/{language}/frameworks/{version.slug}/"
    return cited if urlsplit(address).hostname in LOCAL_HOSTS else f"{cited} {address}"


def _about(page: VersionPage, language: str) -> Iterator[Block]:
    framework = page.version.framework
    yield Heading(1, gettext("About this version"), "about")
    if text := framework.description.text(language):
        yield Paragraph(text_runs(text), "about-description")
    facts = gettext("Content of the version: SHA-256 %(sha)s") % {"sha": page.version.sha256}
    yield Paragraph(text_runs(facts), "about-sha")
    if page.n_machine or page.n_stale:
        warning = gettext(
            "Texts in all languages: %(machine)d machine-made, %(stale)d older than their source."
        )
        yield Note(
            "caution", text_runs(warning % {"machine": page.n_machine, "stale": page.n_stale}), "about-marks"
        )


def _competences(version: Published, language: str) -> Iterator[Block]:
    framework = version.framework
    yield Heading(1, gettext("Competences"), "competences")
    for root in framework.children(None):
        yield from _node(version, root, language, level=2)
        for node in framework.children(root.id):
            yield from _node(version, node, language, level=3)


def _node(version: Published, node: FrameworkNode, language: str, *, level: int) -> Iterator[Block]:
    label = MARKS.get(text_mark(version, node.code, "name", language), "")
    yield Heading(level, f"{node.code} {node.name.text(language)}", f"c_{node.code}")
    if label and label != MARKS.get(text_mark(version, node.code, "description", language)):
        yield Paragraph(text_runs(gettext("The name of this competence")), f"c_{node.code}_name", label=label)
    if text := node.description.text(language):
        label = MARKS.get(text_mark(version, node.code, "description", language), "")
        yield Paragraph(text_runs(text), f"c_{node.code}_description", label=label)
    rows = tuple(
        (str(labels.LEVELS[one]), node.descriptors[one].text(language) + _mark(version, node, one, language))
        for one in LEVELS
        if one in node.descriptors
    )
    if rows:
        caption = gettext("What a learner does: %(code)s") % {"code": node.code}
        yield Table(caption, (gettext("School level"), gettext("Descriptor")), rows, f"c_{node.code}_levels")


def _mark(version: Published, node: FrameworkNode, level: str, language: str) -> str:
    state = text_mark(version, node.code, level, language)
    return f" [{labels.STATES[state]}]" if state else ""


def _decisions(page: VersionPage, language: str) -> Iterator[Block]:
    yield Heading(1, gettext("Where each competence comes from"), "decisions")
    rows = tuple(
        (
            one.code or DASH,
            str(one.action_label),
            "; ".join(_source(node_id, node, language) for node_id, node in one.sources) or DASH,
            str(one.relation_label) or DASH,
            _reason(one, language),
        )
        for one in page.decisions
    )
    header = (
        gettext("Code"),
        gettext("Decision"),
        gettext("Source"),
        gettext("What it is to its source"),
        gettext("Reason of the working group"),
    )
    yield Table(gettext("Decisions of the working group"), header, rows, "decisions-table")


def _reason(one: DecisionRow, language: str) -> Cell:
    """Return a reason as it was written, with the name of its language where that is another one."""
    if (
        not one.reason
        or one.reason_language in ("", language)
        or one.reason_language not in labels.LANGUAGE_WORDS
    ):
        return one.reason
    note = Run(f" [{labels.LANGUAGE_WORDS[one.reason_language]}]", italic=True)
    return (Run(one.reason, language=one.reason_language), note)


def _source(node_id: str, node: FrameworkNode | None, language: str) -> str:
    return f"{node_id} {node.name.text(language)}" if node else node_id


def _changes(page: VersionPage, language: str) -> Iterator[Block]:
    if not page.changes:
        return
    yield Heading(1, gettext("What changed since the version before"), "changes")
    rows = tuple(
        (
            f"{one.code} {one.node.name.text(language)}" if one.node else one.code,
            str(one.kind_label),
            ", ".join(str(field) for field in one.fields) or DASH,
        )
        for one in page.changes
    )
    header = (gettext("Competence"), gettext("What happened"), gettext("Texts"))
    yield Table(gettext("Changes"), header, rows, "changes-table")


def _without_figures(page: VersionPage) -> str:
    """Say why a version has no figures of experts."""
    if page.n_raters is None:
        return gettext("This version carries no figures of experts.")
    if not page.n_raters:
        return gettext("No experts have rated this version.")
    words = gettext(
        "Experts who rated this version: %(n)d. They are fewer than three, so no figures are shown."
    )
    return words % {"n": page.n_raters}


def _figures(page: VersionPage, language: str) -> Iterator[Block]:
    validity = page.validity
    if validity is None:
        yield Heading(1, gettext("What the experts hold of it"), "experts")
        yield Note("info", text_runs(_without_figures(page)), "experts-none")
        return

    def shown(value: Any) -> str:
        return DASH if value is None else format_number(value, language, 2)

    yield Heading(1, gettext("What the experts hold of it"), "experts")
    words = gettext(
        "Round %(round)d, experts: %(n)d. Scale: S-CVI/Ave %(ave)s for relevance, %(clear)s for clarity. Read an "
        "index of few experts with caution."
    )
    facts = {
        "round": validity["round"],
        "n": validity["n_experts"],
        "ave": shown(validity["relevance"]["s_cvi_ave"]),
        "clear": shown(validity["clarity"]["s_cvi_ave"]),
    }
    yield Paragraph(text_runs(words % facts), "experts-words")
    header = (
        gettext("Code"),
        gettext("Experts"),
        gettext("Relevance: I-CVI"),
        gettext("kappa*"),
        gettext("Clarity: I-CVI"),
    )
    rows = tuple(
        (one.code, str(one.n), shown(one.relevance), shown(one.kappa), shown(one.clarity))
        for one in page.figures
    )
    note = gettext("I-CVI: the share of experts who rated 3 or 4 of 4; kappa*: the same beyond chance.")
    yield Table(gettext("Content validity by competence"), header, rows, "experts-table", note=note)
