"""What differs between two published contents."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def changes_between(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[Json]:
    """Return what differs from the version before: added, changed (which texts) and retired competences."""
    old = _by_code(before) if before else {}
    new = _by_code(after)
    changes = [
        {"code": code, "kind": kind, "fields": fields}
        for code, node in new.items()
        for kind, fields in [_difference(old.get(code), node)]
        if kind
    ]
    return changes + [{"code": code, "kind": "retired", "fields": []} for code in old if code not in new]


def _by_code(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {node["code"]: node for node in content["framework"]["nodes"]}


def _difference(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> tuple[str, list[str]]:
    if before is None:
        return "added", []
    fields = [
        key for key in ("name", "description", "descriptors", "parent") if before.get(key) != after.get(key)
    ]
    return ("changed", fields) if fields else ("", [])


def is_same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether two versions say the same: texts, structure and links; number, year and marks aside."""

    def said(content: Mapping[str, Any]) -> Any:
        framework = {
            k: v for k, v in content["framework"].items() if k not in ("version", "year", "provenance")
        }
        decisions = [
            {k: v for k, v in one.items() if k in ("code", "action", "sources", "relation", "reason")}
            for one in content["decisions"]
        ]
        return framework, content["crosswalks"], decisions

    return bool(said(before) == said(after))
