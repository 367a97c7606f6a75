"""What the content promises beyond the rules that `sauatty content check` holds for any content."""

from collections import Counter

import pytest

from sauatty.core.catalogue import (
    CONTENT,
    crosswalks,
    framework,
    load_exemplars,
    load_frameworks,
    subjects,
)
from sauatty.core.languages import LANGUAGES


def test_digcomp_is_names_and_numbers_only():
    # Its descriptions are share-alike: they may not stand in files under CC BY.
    assert all(not node.description.en for node in framework("digcomp").nodes)


@pytest.mark.parametrize("slug", ["gmilaf", "mil2021", "acrl", "aasl", "keleshek"])
def test_every_competence_is_described_in_three_languages(slug):
    assert all(node.description.missing == () for node in framework(slug).competences)


def test_every_competence_of_the_primary_framework_is_reached_by_every_crosswalk_that_says_so():
    whole = {node.id for node in framework("gmilaf").competences}
    for crosswalk in crosswalks():
        linked = {row.source for row in crosswalk.rows}
        assert linked <= whole
        assert len(linked) >= 6, f"{crosswalk.id} links {len(linked)} of 12 competences"


def test_nothing_machine_made_claims_to_be_reviewed():
    for loaded in load_frameworks():
        assert loaded.provenance.written == "machine"
        assert not loaded.provenance.is_reviewed
    assert {crosswalk.status for crosswalk in crosswalks()} == {"draft"}


def test_the_exemplars_of_a_competence_come_from_many_subjects():
    for competence in framework("gmilaf").competences:
        found = {one.subject for one in load_exemplars() if one.competence == competence.id}
        assert len(found) >= 12, f"{competence.id}: {sorted(found)}"


def test_no_subject_fills_a_competence():
    for competence in framework("gmilaf").competences:
        counts = Counter(one.subject for one in load_exemplars() if one.competence == competence.id)
        assert max(counts.values()) <= counts.total() / 3, f"{competence.id}: {counts.most_common(2)}"


def test_no_spelling_names_two_subjects_in_one_language():
    for language in LANGUAGES:
        owners = Counter(
            spelling.casefold()
            for node in framework("kzareas").nodes
            for spelling in {name.casefold() for name in node.names.get(language, ())}
        )
        assert [spelling for spelling, n in owners.items() if n > 1] == []
    assert len(subjects()) > 40


def test_content_holds_no_code():
    assert not [path for path in CONTENT.rglob("*.py")]
