"""What the CASE addresses give out: the packages of all frameworks, written once and kept in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from sauatty.core import catalogue
from sauatty.core.exchange.case import case_identifier
from sauatty.core.exchange.case_writer import framework_package
from sauatty.web.frameworks import selectors

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Library:
    """Every CASE object under its identifier, in the shape it has outside of a package."""

    packages: Mapping[str, Json]
    documents: Mapping[str, Json]
    items: Mapping[str, Json]
    associations: Mapping[str, Json]
    item_associations: Mapping[str, Json]


def get_library() -> Library:
    """Return the library with links to the public address (one query).

    Invented national versions stay out of it: other programs cannot see that nobody meant them.
    """
    shelves = selectors.get_library()
    real = tuple(one for one in shelves.published if not one.is_demo)
    return _library(settings.PUBLIC_ADDRESS, real)


def package_identifier(slug: str) -> str:
    """Return the identifier under which a framework is fetched as a package."""
    return case_identifier(slug)


@lru_cache(maxsize=4)
def _library(base_url: str, published: tuple[selectors.Published, ...]) -> Library:
    shelves = selectors.Library(published)
    links = shelves.crosswalks
    loaded = [framework_package(one, links, base_url) for one in catalogue.load_frameworks()]
    loaded += [_national_package(one, shelves, base_url) for one in shelves.published]
    packages = {package["CFDocument"]["identifier"]: package for package in loaded}
    documents = {key: _document(package, base_url) for key, package in packages.items()}
    items: dict[str, Json] = {}
    associations: dict[str, Json] = {}
    for package in loaded:
        home = {"CFDocumentURI": _link(package["CFDocument"], package["CFDocument"]["uri"])}
        items |= {item["identifier"]: item | home for item in package["CFItems"]}
        associations |= {one["identifier"]: one | home for one in package["CFAssociations"]}
    return Library(packages, documents, items, associations, _by_item(items, loaded))


def _national_package(one: selectors.Published, shelves: selectors.Library, base_url: str) -> Json:
    changed_at = one.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return framework_package(
        one.framework, one.crosswalks, base_url, changed_at=changed_at, find=shelves.framework
    )


def _document(package: Json, base_url: str) -> Json:
    document: Json = package["CFDocument"]
    address = f"{base_url}/ims/case/v1p1/CFPackages/{document['identifier']}"
    return document | {"CFPackageURI": _link(document, address)}


def _link(document: Json, uri: str) -> Json:
    return {"title": document["title"], "identifier": document["identifier"], "uri": uri}


def _by_item(items: Mapping[str, Json], packages: list[Json]) -> dict[str, Json]:
    """Give each item the associations that start from it or lead to it, from other frameworks too."""
    found: dict[str, Json] = {key: {"CFItem": item, "CFAssociations": []} for key, item in items.items()}
    for package in packages:
        for association in package["CFAssociations"]:
            for end in ("originNodeURI", "destinationNodeURI"):
                if (identifier := association[end]["identifier"]) in found:
                    found[identifier]["CFAssociations"].append(association)
    return found
