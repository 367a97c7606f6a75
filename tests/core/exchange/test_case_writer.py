from dataclasses import replace

import pytest

from sauatty.core import catalogue
from sauatty.core.catalogue import CrosswalkRow
from sauatty.core.exchange.case import case_identifier
from sauatty.core.exchange.case_writer import framework_package

BASE = "https://mil.example.kz"


def package_with(relation):
    link = catalogue.crosswalk("gmilaf", "acrl")
    invented = replace(link, rows=(CrosswalkRow("gmilaf.2.3", "acrl.authority", relation),))
    return framework_package(catalogue.framework("gmilaf"), [invented], BASE)


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("exact", "exactMatchOf"),
        ("related", "isRelatedTo"),
        ("broader", "isRelatedTo"),
        ("narrower", "isRelatedTo"),
    ],
)
def test_a_link_keeps_what_it_says(relation, expected):
    across = package_with(relation)["CFAssociations"][-1]

    assert across["associationType"] == expected
    assert across["originNodeURI"]["identifier"] == case_identifier("gmilaf.2.3")
    assert across["destinationNodeURI"]["title"] == catalogue.competence("acrl.authority").name.en
    assert f"the destination is {relation} to the origin" in across["notes"]


def test_links_of_other_frameworks_stay_out():
    package = framework_package(catalogue.framework("acrl"), catalogue.crosswalks(), BASE)

    assert {one["associationType"] for one in package["CFAssociations"]} == {"isChildOf"}


def test_children_are_numbered_under_each_parent():
    package = framework_package(catalogue.framework("gmilaf"), [], BASE)

    numbers = {one["originNodeURI"]["identifier"]: one["sequenceNumber"] for one in package["CFAssociations"]}
    assert [numbers[case_identifier(f"gmilaf.{code}")] for code in ("1", "2", "3")] == [1, 2, 3]
    assert [numbers[case_identifier(f"gmilaf.2.{n}")] for n in (1, 2, 3, 4)] == [1, 2, 3, 4]


def test_a_reviewed_framework_is_no_draft():
    gmilaf = catalogue.framework("gmilaf")
    reviewed = replace(gmilaf, provenance=replace(gmilaf.provenance, reviewed_by=("A. Reviewer",)))

    document = framework_package(reviewed, [], BASE)["CFDocument"]

    assert document["adoptionStatus"] == "Adopted"
    assert "reviewed by A. Reviewer" in document["notes"]


def test_the_address_moves_and_the_identifiers_stay():
    here = framework_package(catalogue.framework("keleshek"), [], BASE)
    there = framework_package(catalogue.framework("keleshek"), [], "http://127.0.0.1:8000/")

    assert [one["identifier"] for one in here["CFItems"]] == [one["identifier"] for one in there["CFItems"]]
    assert there["CFItems"][0]["uri"].startswith("http://127.0.0.1:8000/ims/case/v1p1/CFItems/")
