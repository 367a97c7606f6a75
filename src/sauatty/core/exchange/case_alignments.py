"""Judged alignments as a CASE 1.1 package: objectives as items, their competences as associations.

CASE knows no degrees of relevance. An objective that carries a competence directly is `isRelatedTo` it; one that
offers an opportunity is an `exemplar`, a place where the competence could be practised. The degree itself, the
rank of the competence and who says so stand in `extensions.sauatty` of each association.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue import Framework, FrameworkNode
from sauatty.core.exchange.case import case_identifier
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.core.records import RELEVANCE, JudgedObjective

EXTENSION = "sauatty"
ASSOCIATION_TYPES = {1: "exemplar", 2: "isRelatedTo"}


@dataclass(frozen=True, slots=True)
class AlignmentSource:
    """Whose alignments of which text they are. `source` names who judged ('machine', 'agreed:…', 'coder:…')."""

    id: str
    title: Translated
    language: str
    source: str
    changed_at: str
    codebook: str = ""
    model: str = ""


def alignment_package(
    objectives: Iterable[JudgedObjective], framework: Framework, about: AlignmentSource, base_url: str
) -> dict[str, Any]:
    """Write the relevant objectives of a text with their associations (a value for `json.dumps`).

    Items are the objectives that carry a competence or offer an opportunity; what was judged irrelevant or not
    judged is no item, and the package says how many were judged. Identifiers depend on the ids alone, so the
    same decisions give the same package.

    Parameters
    ----------
    objectives : iterable of JudgedObjective
        With the source's judgement.
    framework : Framework
        The framework that the competences belong to.
    about : AlignmentSource
        The text and the source.
    base_url : str
        Where the package is served.
    """
    listed = tuple(objectives)
    relevant = [one for one in listed if one.relevance and one.competences]
    writer = _Writer(about, base_url.rstrip("/"), {node.id: node for node in framework.nodes})
    return {
        "CFDocument": writer.document(framework, listed),
        "CFItems": [writer.item(one) for one in relevant],
        "CFAssociations": [
            association for one in relevant for association in (writer.child(one), *writer.across(one))
        ],
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    about: AlignmentSource
    base_url: str
    nodes: Mapping[str, FrameworkNode]

    @property
    def own_id(self) -> str:
        return f"document.{self.about.id}"

    def _link(self, kind: str, own_id: str, title: str) -> dict[str, str]:
        identifier = case_identifier(own_id)
        uri = f"{self.base_url}/ims/case/v1p1/{kind}/{identifier}"
        return {"title": title, "identifier": identifier, "uri": uri}

    def document(self, framework: Framework, listed: tuple[JudgedObjective, ...]) -> dict[str, Any]:
        title = self.about.title.text("en")
        link = self._link("CFDocuments", self.own_id, title)
        return {
            "identifier": link["identifier"],
            "uri": link["uri"],
            "creator": "Sauatty",
            "title": title,
            "language": self.about.language,
            "lastChangeDateTime": self.about.changed_at,
            "caseVersion": "1.1",
            "extensions": {
                EXTENSION: {
                    "title": {code: text for code in LANGUAGES if (text := getattr(self.about.title, code))},
                    "framework": framework.id,
                    "framework_version": framework.version,
                    "source": self.about.source,
                    "codebook": self.about.codebook,
                    "model": self.about.model,
                    "n_objectives": len(listed),
                    "n_judged": sum(one.relevance is not None for one in listed),
                }
            },
        }

    def item(self, one: JudgedObjective) -> dict[str, Any]:
        link = self._link("CFItems", self._scoped(one.id), one.text)
        return {
            "identifier": link["identifier"],
            "uri": link["uri"],
            "fullStatement": one.text,
            **({"humanCodingScheme": one.code} if one.code else {}),
            "CFItemType": "objective",
            "language": one.language,
            **({"educationLevel": [f"{one.grade:02d}"]} if one.grade is not None else {}),
            **({"subject": [one.subject]} if one.subject else {}),
            "lastChangeDateTime": self.about.changed_at,
            "extensions": {EXTENSION: {"id": one.id, "relevance": RELEVANCE[one.relevance or 0]}},
        }

    def child(self, one: JudgedObjective) -> dict[str, Any]:
        """Say that the objective stands in the document."""
        document = self._link("CFDocuments", self.own_id, self.about.title.text("en"))
        return self._association(one, "isChildOf", self.own_id, document)

    def across(self, one: JudgedObjective) -> Iterator[dict[str, Any]]:
        """Yield one association for each competence, the most important first."""
        for rank, competence in enumerate(one.competences, 1):
            node = self.nodes.get(competence)
            title = node.name.text("en") if node else competence
            link = {**self._link("CFItems", competence, title), "targetType": "CASE"}
            told = {
                "relevance": one.relevance,
                "relevance_name": RELEVANCE[one.relevance or 0],
                "rank": rank,
                "demand": one.demand,
                "source": one.source,
            }
            made = self._association(one, ASSOCIATION_TYPES[one.relevance or 1], competence, link)
            yield {**made, "sequenceNumber": rank, "extensions": {EXTENSION: told}}

    def _association(
        self, one: JudgedObjective, kind: str, destination: str, link: dict[str, str]
    ) -> dict[str, Any]:
        identifier = case_identifier(f"{self.about.source} {self._scoped(one.id)} {kind} {destination}")
        origin = {**self._link("CFItems", self._scoped(one.id), one.text), "targetType": "CASE"}
        return {
            "identifier": identifier,
            "uri": f"{self.base_url}/ims/case/v1p1/CFAssociations/{identifier}",
            "associationType": kind,
            "originNodeURI": origin,
            "destinationNodeURI": link,
            "lastChangeDateTime": self.about.changed_at,
        }

    def _scoped(self, own_id: str) -> str:
        return f"{self.own_id}:{own_id}"
