from dataclasses import replace

import pytest

from sauatty.core import catalogue
from sauatty.core.catalogue import CrosswalkRow
from sauatty.web.frameworks import labels, selectors

pytestmark = pytest.mark.django_db


def invented_link(relation):
    link = catalogue.crosswalk("gmilaf", "acrl")
    return replace(link, rows=(CrosswalkRow("gmilaf.2.3", "acrl.authority", relation),))


def test_a_broader_neighbour_is_narrower_when_read_backwards():
    page = selectors.summarise_crosswalk(invented_link("broader"))

    there, back = page.sides
    assert there.rows[0][1][0].relation == labels.RELATIONS["broader"]
    assert back.rows[0][1][0].relation == labels.RELATIONS["narrower"]


def test_what_is_left_out_is_counted_on_both_sides():
    there, back = selectors.summarise_crosswalk(invented_link("related")).sides

    assert len(there.unclaimed) == 11
    assert [node.id for node in back.unclaimed] == [
        node.id for node in catalogue.framework("acrl").nodes if node.id != "acrl.authority"
    ]


def test_a_framework_of_two_kinds_of_part_has_a_section_for_each():
    sections = selectors.summarise_framework(catalogue.framework("aasl")).sections

    assert [(section.node, len(section.nodes)) for section in sections] == [(None, 6), (None, 4)]


def test_no_part_of_a_framework_is_lost_in_its_sections():
    for framework in catalogue.load_frameworks():
        sections = selectors.summarise_framework(framework).sections
        shown = [node.id for section in sections for node in (section.node, *section.nodes) if node]

        assert sorted(shown) == sorted(node.id for node in framework.nodes)


def test_every_type_relation_and_status_of_the_content_has_its_word():
    assert {node.type for one in catalogue.load_frameworks() for node in one.nodes} <= labels.TYPES.keys()
    assert {row.relation for link in catalogue.crosswalks() for row in link.rows} <= labels.RELATIONS.keys()
    assert {link.status for link in catalogue.crosswalks()} <= labels.STATUSES.keys()
