import json
from pathlib import Path

import pytest

from sauatty.core import catalogue
from sauatty.core.errors import CaseInvalid, NothingFound
from sauatty.core.exchange.case import case_identifier, case_objectives, case_package, read_case
from sauatty.core.exchange.reading import read_document

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "curricula"

PACKAGE = {
    "CFDocument": {"identifier": "d", "title": "Reading the news", "language": "en", "creator": "A school"},
    "CFItems": [
        {"identifier": "a", "fullStatement": "Sources", "humanCodingScheme": "S", "CFItemType": "Strand"},
        {"identifier": "b", "fullStatement": "Comparing the sources", "humanCodingScheme": "S.1"},
        {
            "identifier": "c",
            "fullStatement": "Compare two sources of one message",
            "humanCodingScheme": "S.1.a",
            "educationLevel": ["07"],
            "conceptKeywords": ["source"],
            "CFItemType": None,
            "CFItemTypeURI": {"title": "Standard", "identifier": "t", "uri": "https://x/t"},
        },
    ],
    "CFAssociations": [
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": "b"},
            "destinationNodeURI": {"identifier": "a"},
        },
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": "c"},
            "destinationNodeURI": {"identifier": "b"},
        },
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": "a"},
            "destinationNodeURI": {"identifier": "d"},
        },
    ],
}


def test_it_works() -> None:
    document = read_document(json.dumps(PACKAGE).encode(), name="news.json")
    last = document.objectives[-1]
    assert (last.code, last.grade, last.section, last.subsection) == (
        "S.1.a",
        7,
        "Sources",
        "Comparing the sources",
    )
    assert (last.subject, last.language, last.raw) == ("Reading the news", "en", "Standard")
    assert [row.flags for row in document.objectives] == [("has-children",), ("has-children",), ()]
    assert (document.kind, document.format) == ("framework", "case")


def test_nested_items_and_other_spellings_of_the_keys_are_read() -> None:
    nested = {
        "cfDocument": {"title": "Мұғалім құзыреттері"},
        "cfItems": [
            {
                "id": "a",
                "full_statement": "Дереккөздер",
                "children": [
                    {"id": "b", "statement": "дереккөздерді салыстыру және түсіндіру", "education_level": "7"}
                ],
            }
        ],
    }
    rows = read_case(nested, name="a.json").objectives
    assert [(row.id, row.section, row.grade, row.language) for row in rows] == [
        ("a", None, None, "kk"),
        ("b", "Дереккөздер", 7, "kk"),
    ]


def test_the_old_spelling_of_the_level_is_read() -> None:
    item = {"identifier": "a", "fullStatement": "read a map", "educationalLevel": "06"}
    assert read_case({"CFDocument": {}, "CFItems": [item]}, name="a.json").objectives[0].grade == 6


def test_items_that_are_their_own_ancestors_do_not_hang() -> None:
    loop = [
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": x},
            "destinationNodeURI": {"identifier": y},
        }
        for x, y in (("a", "b"), ("b", "a"))
    ]
    items = [
        {"identifier": "a", "fullStatement": "one map"},
        {"identifier": "b", "fullStatement": "two maps"},
    ]
    rows = read_case({"CFItems": items, "CFAssociations": loop}, name="a.json").objectives
    assert [row.section for row in rows] == ["two maps", "one map"]


@pytest.mark.parametrize(
    "package", [{"CFItems": 5, "CFDocument": {}}, {"CFDocument": {}}, {"CFItems": [1, 2]}, {"CFPackage": 1}]
)
def test_a_package_that_is_none_is_refused(package: object) -> None:
    with pytest.raises(CaseInvalid):
        read_case(package, name="a.json")


def test_items_without_statements_are_nothing() -> None:
    with pytest.raises(NothingFound):
        read_case({"CFItems": [{"identifier": "a"}]}, name="a.json")


def test_identifiers_never_change() -> None:
    assert case_identifier("gmilaf.2.3") == case_identifier("gmilaf.2.3") != case_identifier("gmilaf.2.4")
    assert case_identifier("gmilaf.2.3") == "41848bd0-8fe1-50df-8db5-d08b7890d2af"


def test_a_framework_is_written_and_read_again() -> None:
    framework = catalogue.framework("gmilaf")
    package = case_package(framework, "https://mil.example.kz/", language="kk")
    assert package["CFDocument"]["uri"].startswith("https://mil.example.kz/ims/case/v1p1/CFDocuments/")
    identifiers = {item["identifier"] for item in package["CFItems"]} | {package["CFDocument"]["identifier"]}
    for association in package["CFAssociations"]:
        assert association["destinationNodeURI"]["identifier"] in identifiers
    rows = read_document(json.dumps(package).encode(), name="gmilaf.json").objectives
    assert [row.code for row in rows] == [node.code for node in framework.nodes]
    assert {row.language for row in rows} == {"kk"}


def test_objectives_are_written_and_read_again() -> None:
    document = read_case(PACKAGE, name="news.json")
    again = read_case(json.loads(json.dumps(case_objectives(document, "https://x"))), name="again.json")
    for field in ("text", "code", "grade", "language", "subject"):
        assert [getattr(row, field) for row in again.objectives] == [
            getattr(row, field) for row in document.objectives
        ]


def test_packages_of_opensalt_are_read() -> None:
    if not SHARED.exists():
        pytest.skip("the real curricula of ../shared/data are not beside the project")
    counts = {
        "Ordering": 28,
        "Utf8TestFramework": 1,
        "opensalt-framework-20c5134f-423d-4097-a971-3dd5152bf507": 16,
    }
    for name, count in counts.items():
        content = (SHARED / "opensalt_case" / f"{name}.json").read_bytes()
        assert len(read_document(content, name=f"{name}.json").objectives) == count
    with pytest.raises(CaseInvalid):
        read_document((SHARED / "opensalt_case" / "case-v1p0-swagger.json").read_bytes(), name="swagger.json")
