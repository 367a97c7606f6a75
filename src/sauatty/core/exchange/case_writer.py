"""Frameworks and their crosswalks as CASE 1.1 packages, in the shape that the standard's schema checks.

Adds to `case.case_package` what a server has to say about a framework: where it comes from, in what state it
is, its texts in all three languages, and the links that crosswalks make to other frameworks.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sauatty.core.catalogue import Crosswalk, CrosswalkRow, Framework, FrameworkNode, framework
from sauatty.core.exchange.case import case_identifier, case_package
from sauatty.core.languages import LANGUAGES, Translated

# CASE wants a moment of the last change and core has no clock: raise it when content/frameworks changes.
CONTENT_CHANGED_AT = "2026-11-22T00:00:00Z"
EXTENSION = "sauatty"
# CASE knows neither 'close' nor 'broader' nor 'narrower': such links are isRelatedTo, and their note says which.
ASSOCIATION_TYPES = {"exact": "exactMatchOf"}
Find = Callable[[str], Framework]


def framework_package(
    about: Framework,
    links: Iterable[Crosswalk],
    base_url: str,
    *,
    changed_at: str = CONTENT_CHANGED_AT,
    find: Find = framework,
) -> dict[str, Any]:
    """Write a framework, with the crosswalks that start from it, as a CASE 1.1 package (for `json.dumps`).

    Statements are English, as tools expect; `extensions.sauatty` of each item holds all three languages.

    Parameters
    ----------
    about : Framework
        The framework to write.
    links : iterable of Crosswalk
        Every crosswalk there is; those of other frameworks are left out.
    base_url : str
        Where the package is served; identifiers do not depend on it.
    changed_at : str
        ISO 8601 moment of the last change.
    find : callable
        Gives the framework of a slug; crosswalks may lead to frameworks that are not content.
    """
    plain = case_package(about, base_url, language="en", changed_at=changed_at)
    items = [_item(item, node) for item, node in zip(plain["CFItems"], about.nodes, strict=True)]
    titles = {item["identifier"]: item["abbreviatedStatement"] for item in items}
    titles[plain["CFDocument"]["identifier"]] = about.title.text("en")
    children = [_named(association, titles) for association in plain["CFAssociations"]]
    across = [
        _across(link, row, base_url.rstrip("/"), changed_at, find)
        for link in links
        if link.source == about.id
        for row in link.rows
    ]
    return {
        "CFDocument": _document(plain["CFDocument"], about),
        "CFItems": items,
        "CFAssociations": _numbered(children) + across,
    }


def _document(document: Mapping[str, Any], about: Framework) -> dict[str, Any]:
    kept = {key: value for key, value in document.items() if key != "CFPackageURI"}
    return {
        **kept,
        "publisher": about.provenance.author,
        "description": about.description.text("en"),
        "adoptionStatus": "Adopted" if about.provenance.is_reviewed else "Draft",
        **({"officialSourceURL": about.sources[0]} if about.sources else {}),
        "notes": _notes(about),
        "extensions": {
            EXTENSION: {"id": about.id, "title": _all(about.title), "official": list(about.official)}
        },
    }


def _notes(about: Framework) -> str:
    reviewed = ", ".join(about.provenance.reviewed_by) or "nobody yet"
    return (
        f"Names after {about.issuer}; licence of the original: {about.licence}. "
        f"Descriptions and translations: {about.provenance.author}, written by {about.provenance.written}, "
        f"reviewed by {reviewed}; licence {about.provenance.licence}."
    )


def _item(item: Mapping[str, Any], node: FrameworkNode) -> dict[str, Any]:
    kept = {key: value for key, value in item.items() if key != "CFDocumentURI"}
    ours: dict[str, Any] = {"id": node.id, "name": _all(node.name), "official": list(node.official)}
    if node.description != Translated():
        ours["description"] = _all(node.description)
    if node.descriptors:
        ours["descriptors"] = {level: _all(text) for level, text in node.descriptors.items()}
    if node.unverified:
        ours["unverified"] = True
    return {**kept, "extensions": {EXTENSION: ours}}


def _all(text: Translated) -> dict[str, str]:
    return {language: getattr(text, language) for language in LANGUAGES if getattr(text, language)}


def _named(association: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    ends = {
        end: {**association[end], "title": titles[association[end]["identifier"]], "targetType": "CASE"}
        for end in ("originNodeURI", "destinationNodeURI")
    }
    return {**association, **ends}


def _numbered(children: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Number the children of each node in the order of the framework."""
    counts: dict[str, int] = {}
    numbered = []
    for association in children:
        above = association["destinationNodeURI"]["identifier"]
        counts[above] = counts.get(above, 0) + 1
        numbered.append({**association, "sequenceNumber": counts[above]})
    return numbered


def _across(link: Crosswalk, row: CrosswalkRow, base_url: str, changed_at: str, find: Find) -> dict[str, Any]:
    identifier = case_identifier(f"{link.id}: {row.source} {row.relation} {row.target}")
    return {
        "identifier": identifier,
        "uri": f"{base_url}/ims/case/v1p1/CFAssociations/{identifier}",
        "associationType": ASSOCIATION_TYPES.get(row.relation, "isRelatedTo"),
        "originNodeURI": _end(find(link.source).node(row.source), base_url),
        "destinationNodeURI": _end(find(link.target).node(row.target), base_url),
        "lastChangeDateTime": changed_at,
        "notes": f"Crosswalk {link.id}, {link.status}: the destination is {row.relation} to the origin.",
    }


def _end(node: FrameworkNode, base_url: str) -> dict[str, str]:
    identifier = case_identifier(node.id)
    return {
        "title": node.name.text("en"),
        "identifier": identifier,
        "uri": f"{base_url}/ims/case/v1p1/CFItems/{identifier}",
        "targetType": "CASE",
    }
