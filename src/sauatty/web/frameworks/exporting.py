"""A published version as a file: YAML of the schema framework/1."""

from typing import Any

import yaml

from sauatty.core.catalogue import LEVELS, Framework, FrameworkNode
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.frameworks.selectors import Published


def write_yaml(version: Published) -> str:
    """Return the content file of a version; the same version gives the same bytes on every database."""
    framework = version.framework
    head = f"# {version.name}\n# sha256 of the published content: {version.sha256}\n"
    if version.is_demo:
        head += "# Invented data for looking around\n"
    return head + yaml.safe_dump(_content(framework), allow_unicode=True, sort_keys=False, width=110)


def _content(framework: Framework) -> dict[str, Any]:
    provenance = framework.provenance
    return {
        "schema": "framework/1",
        "id": framework.id,
        "version": framework.version,
        "title": _all(framework.title),
        "short_title": _all(framework.short_title),
        "description": _all(framework.description),
        "issuer": framework.issuer,
        "year": framework.year,
        "licence": framework.licence,
        "sources": list(framework.sources),
        "provenance": {
            "author": provenance.author,
            "written": provenance.written,
            "translated": {
                code: provenance.translated[code] for code in LANGUAGES if code in provenance.translated
            },
            "reviewed_by": list(provenance.reviewed_by),
            "licence": provenance.licence,
        },
        "levels": [],
        "nodes": [_node(node, framework.id) for node in framework.nodes],
    }


def _node(node: FrameworkNode, slug: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": node.code,
        "type": node.type,
        "parent": node.parent.removeprefix(f"{slug}.") if node.parent else None,
        "name": _all(node.name),
    }
    if node.description != Translated():
        found["description"] = _all(node.description)
    if node.descriptors:
        found["descriptors"] = {
            level: _all(node.descriptors[level]) for level in LEVELS if level in node.descriptors
        }
    return found


def _all(text: Translated) -> dict[str, str]:
    return {language: getattr(text, language) for language in LANGUAGES}
