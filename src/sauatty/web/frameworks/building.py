"""From the rows of a national version to the content of a published one: plain values, in one fixed order.

The rows are those of the app above: a row has what `fields.py` names in three languages, and a decision.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sauatty.core.languages import LANGUAGES, detect_language
from sauatty.web.frameworks.fields import LEVEL_FIELDS
from sauatty.web.frameworks.selectors import INVERSE

Json = dict[str, Any]
Marks = dict[str, dict[str, str]]
LICENCE = "CC-BY-4.0"


def _texts(row: Any, field: str) -> dict[str, str]:
    return {language: getattr(row, f"{field}_{language}") for language in LANGUAGES}


def build_content(
    adaptation: Any,
    rows: Sequence[Any],
    *,
    number: int,
    year: int,
    states: Mapping[str, Mapping[str, Mapping[str, str]]],
    validity: Json | None,
    references: Sequence[str],
) -> Json:
    """Return the content of version `number`: framework/1, crosswalk/1 for each source, decisions, texts."""
    kept = [row for row in rows if not row.is_left_out]
    marks = {str(row.pk): _marks(adaptation, row, states[str(row.pk)]) for row in kept}
    return {
        "framework": {
            **_framework(adaptation, kept, number),
            "provenance": _provenance(adaptation, marks.values(), validity),
            "year": year,
            "sources": list(references),
        },
        "crosswalks": [_crosswalk(adaptation, kept, source) for source in adaptation.sources],
        "decisions": [_decision(row, adaptation.language) for row in rows],
        "text_states": {row.code: marks[str(row.pk)] for row in kept if row.code and marks[str(row.pk)]},
        "validity": validity,
    }


def _framework(adaptation: Any, kept: Sequence[Any], number: int) -> Json:
    used = {row.part for row in kept}
    parts = [part for part in adaptation.parts if part["code"] in used]
    title = _texts(adaptation, "title")
    return {
        "schema": "framework/1",
        "id": adaptation.slug,
        "version": str(number),
        "title": title,
        "short_title": title,
        "description": _texts(adaptation, "description"),
        "issuer": adaptation.issuer,
        "licence": LICENCE,
        "levels": [],
        "nodes": _nodes(adaptation, parts, kept),
    }


def _provenance(adaptation: Any, marks: Iterable[Marks], validity: Json | None) -> Json:
    """Say who wrote it: in a language in which a text stands that nobody has read, the machine."""
    unread = {
        language
        for fields in marks
        for by_language in fields.values()
        for language, state in by_language.items()
        if state == "machine"
    }
    by = {code: "machine" if code in unread else "working group" for code in LANGUAGES}
    return {
        "author": adaptation.issuer,
        "written": by.pop(adaptation.language),
        "translated": by,
        "reviewed_by": [f"{validity['n_experts']} experts, round {validity['round']}"] if validity else [],
        "licence": LICENCE,
    }


def _nodes(adaptation: Any, parts: Sequence[Mapping[str, str]], kept: Sequence[Any]) -> list[Json]:
    """Return each part with its competences under it, then those without a part."""
    nodes: list[Json] = []
    known = {part["code"] for part in parts}
    for part in parts:
        name = {language: part.get(language, "") for language in LANGUAGES}
        nodes.append({"code": part["code"], "type": "component", "parent": None, "name": name})
        nodes += [_node(adaptation, row) for row in kept if row.part == part["code"]]
    return nodes + [_node(adaptation, row) for row in kept if row.part not in known]


def _levels(adaptation: Any, row: Any) -> dict[str, str]:
    """Return the fields of the school levels that a competence is described at."""
    return {
        level: field
        for level, field in LEVEL_FIELDS.items()
        if level in adaptation.levels and level not in row.skipped_levels
    }


def _node(adaptation: Any, row: Any) -> Json:
    texts = {level: _texts(row, field) for level, field in _levels(adaptation, row).items()}
    levels = {level: text for level, text in texts.items() if any(text.values())}
    return {
        "code": row.code,
        "type": "competence",
        "parent": row.part or None,
        "name": _texts(row, "name"),
        "description": _texts(row, "description"),
        **({"descriptors": levels} if levels else {}),
    }


def _crosswalk(adaptation: Any, kept: Iterable[Any], source: str) -> Json:
    """Return the links to one source. A row's relation says what the national competence is to its source."""
    rows = [
        {
            "from": f"{adaptation.slug}.{row.code}",
            "to": node_id,
            "relation": INVERSE.get(row.relation, row.relation),
        }
        for row in kept
        for node_id in row.sources
        if node_id.partition(".")[0] == source and row.relation
    ]
    return {
        "schema": "crosswalk/1",
        "id": f"{adaptation.slug}-{source}",
        "from": adaptation.slug,
        "to": source,
        "status": "published",
        "note": NOTE,
        "provenance": {"author": adaptation.issuer, "written": "working group", "licence": LICENCE},
        "rows": rows,
    }


NOTE = {
    "kk": "Байланыстар жұмыс тобының шешімдерінен шығады: сақталғаны дәл, қайта жазылғаны жақын, біріктірілгені кең.",
    "ru": "Связи следуют из решений рабочей группы: сохранённое совпадает, переписанное близко, объединённое шире.",
    "en": "The links follow from the decisions of the working group: kept is exact, rewritten close, merged broader.",
}


def _decision(row: Any, language: str) -> Json:
    """Return what was decided and why; who decided is kept as an id, so that a person can be forgotten.

    A reason is written once, in whatever language its writer took: mostly the group's (`language`).
    """
    return {
        "id": str(row.pk),
        "code": row.code or "",
        "action": row.action,
        "sources": list(row.sources),
        "relation": row.relation,
        "reason": row.reason,
        "reason_language": language_of_reason(row.reason, language),
        "by": str(row.changed_by_id or ""),
        "on": row.changed_at.date().isoformat(),
    }


_FEW_WORDS = 4


def language_of_reason(text: str, usual: str) -> str:
    """Tell in which of our languages a reason is written; few words in the group's own script are the group's."""
    found = detect_language(text, usual)
    is_unsure = len(text.split()) < _FEW_WORDS and "en" not in (found, usual)
    return usual if usual and (found not in LANGUAGES or (is_unsure and found == "ru")) else found


def _marks(adaptation: Any, row: Any, states: Mapping[str, Mapping[str, str]]) -> Marks:
    """Return the published texts that are stale or machine-made, by name, description or level, and language."""
    shown = {"name": "name", "description": "description", **_levels(adaptation, row)}
    marks = {
        name: {language: state for language, state in states[field].items() if state in ("stale", "machine")}
        for name, field in shown.items()
    }
    return {name: found for name, found in marks.items() if found}
