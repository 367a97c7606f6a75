"""The working group's decisions, and what is published of them."""

import json
from uuid import uuid4

import pytest

from sauatty.core import catalogue
from sauatty.core.errors import UnknownFramework
from sauatty.core.exchange.case import case_identifier
from sauatty.core.languages import Translated
from sauatty.web.accounts.models import Person
from sauatty.web.adaptations import selectors, services
from sauatty.web.adaptations.drafts import CompetenceDraft
from sauatty.web.adaptations.models import Adaptation
from sauatty.web.base.texts import text_states
from sauatty.web.frameworks import selectors as frameworks
from sauatty.web.frameworks.errors import (
    CodeFixed,
    CodeTaken,
    DecidedAlready,
    EditedMeanwhile,
    LastMember,
    NothingChanged,
    NotPublishable,
    PersonAmbiguous,
    PersonNotFound,
    ReasonMissing,
    SlugCrooked,
    SlugTaken,
    SourceUnknown,
    VersionDamaged,
)
from sauatty.web.frameworks.models import PublishedVersion
from web.adaptations.conftest import ABOUT, TITLES, all_texts

pytestmark = pytest.mark.django_db


def start(actor, **changes):
    values = {
        "slug": "other",
        "texts": {"title": TITLES, "description": ABOUT},
        "issuer": "Топ",
        "sources": ["gmilaf"],
    }
    return services.start_adaptation(actor=actor, **(values | changes))


# --- starting --------------------------------------------------------------------


def test_it_works(complete, group_lead):
    version = services.publish_version(actor=group_lead, adaptation=complete, number=1)

    framework = frameworks.get_framework("kzmil")
    assert str(version) == "kzmil@1"
    assert [node.id for node in framework.competences] == ["kzmil.N1", "kzmil.S1", "kzmil.V1"]
    assert framework in frameworks.list_usable_frameworks()


def test_a_new_version_takes_over_the_parts_of_its_sources(adaptation):
    assert [part["code"] for part in adaptation.parts] == ["1", "2", "3"]
    assert adaptation.parts[0]["kk"] == catalogue.competence("gmilaf.1").name.kk


@pytest.mark.parametrize("slug", ["gmilaf", "national", "crosswalks", "kzmil"])
def test_a_slug_that_is_taken_is_refused(adaptation, colleague, slug):
    with pytest.raises(SlugTaken):
        start(colleague, slug=slug)

    assert Adaptation.objects.count() == 1


@pytest.mark.parametrize("slug", ["KZ", "KZ Trial", "k", "a b", "-kz", "kz-", "қаз"])
def test_a_crooked_slug_is_refused_with_the_letters_that_are_allowed(adaptation, colleague, slug):
    with pytest.raises(SlugCrooked, match="small Latin letters, digits and hyphens"):
        start(colleague, slug=slug)

    assert Adaptation.objects.count() == 1


def test_an_unknown_source_is_refused(group_lead):
    with pytest.raises(SourceUnknown):
        start(group_lead, sources=["gmilaf", "nowhere"])


def test_two_sources_keep_their_parts_apart(group_lead):
    adaptation = start(group_lead, sources=["gmilaf", "digcomp"])

    codes = [part["code"] for part in adaptation.parts]
    assert (
        len(codes)
        == len(set(codes))
        == 3 + len({node.parent for node in catalogue.framework("digcomp").competences})
    )


# --- the group -------------------------------------------------------------------


def test_only_the_group_finds_its_work(adaptation, group_lead, colleague, stranger, aigerim):
    services.seat_person(actor=group_lead, adaptation=adaptation, person=colleague, role="member")

    assert list(selectors.list_adaptations(colleague)) == [adaptation]
    assert list(selectors.list_adaptations(stranger)) == []
    assert list(selectors.list_adaptations(aigerim)) == [adaptation]  # administers the site


def test_the_last_member_stays(adaptation):
    seat = adaptation.seats.get()

    with pytest.raises(LastMember):
        services.unseat_person(actor=seat.person, seat=seat)


def test_people_are_found_by_their_whole_name_or_address_only(colleague):
    assert services.named_person(" ерлан касымов ") == colleague
    assert services.named_person("Erlan@Example.kz") == colleague
    for part in ("Ерлан", "erlan@", "", "%"):
        with pytest.raises(PersonNotFound):
            services.named_person(part)


def test_two_of_one_name_are_told_apart_by_their_address(colleague):
    namesake = Person.objects.create_person(name="Ерлан Қасымов", email="other@example.kz")

    with pytest.raises(PersonAmbiguous):
        services.named_person("Ерлан Қасымов")
    assert services.named_person("other@example.kz") == namesake


# --- decisions -------------------------------------------------------------------


def test_keeping_takes_the_texts_over_and_says_that_a_machine_made_them(adaptation, group_lead):
    [kept] = services.keep_sources(
        actor=group_lead, adaptation=adaptation, source_ids=["gmilaf.2.3"], reason="сай келеді"
    )

    assert (kept.code, kept.part, kept.relation) == ("2.3", "2", "exact")
    assert kept.name_ru == catalogue.competence("gmilaf.2.3").name.ru
    assert text_states(kept, "name")["kk"] == "machine"
    assert text_states(kept, "primary")["kk"] == "missing"


def test_every_decision_needs_a_reason(adaptation, group_lead):
    with pytest.raises(ReasonMissing):
        services.leave_out(actor=group_lead, adaptation=adaptation, source_ids=["gmilaf.2.3"], reason="  ")


@pytest.mark.parametrize(
    ("action", "sources"),
    [
        ("keep", ()),
        ("keep", ("gmilaf.1.1", "gmilaf.1.2")),
        ("merge", ("gmilaf.1.1",)),
        ("merge", ("gmilaf.1.1", "gmilaf.1.1")),
        ("add", ("gmilaf.1.1",)),
        ("rewrite", ("gmilaf.1",)),
        ("rewrite", ("gmilaf.9.9",)),
        ("rewrite", ("acrl.authority",)),
    ],
)
def test_an_action_with_the_wrong_sources_is_refused(decide, action, sources):
    with pytest.raises(SourceUnknown):
        decide(action, sources)


def test_what_is_left_out_is_used_nowhere_else(decide, adaptation, group_lead):
    services.leave_out(actor=group_lead, adaptation=adaptation, source_ids=["gmilaf.2.3"], reason="жоқ")

    with pytest.raises(DecidedAlready):
        decide("merge", ("gmilaf.2.3", "gmilaf.2.4"))
    with pytest.raises(DecidedAlready):
        services.leave_out(actor=group_lead, adaptation=adaptation, source_ids=["gmilaf.2.3"], reason="жоқ")


def test_one_source_may_be_split_in_two(decide, adaptation):
    decide(code="V1", relation="narrower")
    decide(code="V2", relation="narrower")

    [row] = [
        row
        for _framework, rows in selectors.summarise_adaptation(adaptation).sources
        for row in rows
        if row.node.id == "gmilaf.2.3"
    ]
    assert [one.relation for one in row.decisions] == ["narrower", "narrower"]


@pytest.mark.parametrize("code", ["V1", "v1", "1", "", "a b", "x" * 21, "../1"])
def test_a_code_that_is_taken_or_crooked_is_refused(decide, code):
    decide(code="V1")

    with pytest.raises(CodeTaken):
        decide(sources=("gmilaf.2.4",), code=code)


def test_of_two_who_edit_at_once_the_second_loses_nothing_and_overwrites_nothing(
    decide, adaptation, colleague
):
    row = decide()
    first = CompetenceDraft("rewrite", ("gmilaf.2.3",), "себеп", "V1", texts=all_texts("Бірінші"))
    services.decide_competence(
        actor=colleague, adaptation=adaptation, draft=first, competence=row, revision=1
    )

    with pytest.raises(EditedMeanwhile):
        services.decide_competence(
            actor=colleague,
            adaptation=adaptation,
            draft=CompetenceDraft("rewrite", ("gmilaf.2.3",), "себеп", "V1", texts=all_texts("Екінші")),
            competence=row,
            revision=1,
        )

    row.refresh_from_db()
    assert (row.name_kk, row.revision) == ("Бірінші name kk", 2)


def test_a_translation_goes_stale_when_the_groups_own_text_changes(decide, adaptation, group_lead):
    row = decide()
    draft = CompetenceDraft("rewrite", ("gmilaf.2.3",), "себеп", "V1", texts={("name", "kk"): "Жаңа атау"})
    services.decide_competence(
        actor=group_lead, adaptation=adaptation, draft=draft, competence=row, revision=1
    )

    row.refresh_from_db()
    assert text_states(row, "name") == {"kk": "fine", "ru": "stale", "en": "stale"}
    assert text_states(row, "description")["ru"] == "fine"

    read = CompetenceDraft("rewrite", ("gmilaf.2.3",), "себеп", "V1", checked=frozenset({("name", "ru")}))
    services.decide_competence(
        actor=group_lead, adaptation=adaptation, draft=read, competence=row, revision=2
    )
    assert text_states(row, "name") == {"kk": "fine", "ru": "fine", "en": "stale"}


def test_each_decision_is_written_down_with_who_and_why(decide, adaptation, group_lead):
    row = decide()

    [note] = selectors.list_changes_of(row)
    assert (note.actor, note.action, note.reason, note.code) == (group_lead, "rewrite", "себеп", "V1")
    assert "name_kk" in note.fields


def test_a_decision_that_was_never_published_can_be_taken_back(decide, adaptation, group_lead):
    row = decide()

    services.withdraw_decision(
        actor=group_lead, adaptation=adaptation, competence=row, revision=1, reason="басқаша шештік"
    )

    assert not adaptation.competences.exists()
    assert [note.action for note in selectors.list_changes(adaptation)] == ["withdrawn", "rewrite"]
    assert "gmilaf.2.3" in {node.id for node in selectors.summarise_adaptation(adaptation).undecided}


# --- publishing ------------------------------------------------------------------


def test_nothing_decided_cannot_be_published(adaptation, group_lead):
    points = selectors.check_publishable(adaptation)

    assert sum(point.kind == "undecided" for point in points) == 12
    with pytest.raises(NotPublishable):
        services.publish_version(actor=group_lead, adaptation=adaptation, number=1)


def test_a_missing_text_in_one_language_stands_in_the_way(complete, group_lead):
    row = complete.competences.get(code="V1")
    row.primary_en = ""
    row.save()

    blocking = [point for point in selectors.check_publishable(complete) if point.is_blocking]
    assert [(point.kind, point.detail) for point in blocking] == [("text-missing", "primary:en")]
    with pytest.raises(NotPublishable):
        services.publish_version(actor=group_lead, adaptation=complete, number=1)


def test_a_level_that_a_competence_skips_needs_no_text(complete):
    complete.competences.filter(code="V1").update(
        primary_kk="", primary_ru="", primary_en="", skipped_levels=["primary"]
    )

    assert not [point for point in selectors.check_publishable(complete) if point.is_blocking]


def test_machine_made_and_stale_texts_are_warned_of_and_labelled(complete, group_lead):
    [left] = [row for row in complete.competences.all() if row.sources == ["gmilaf.3.1"]]
    services.withdraw_decision(
        actor=group_lead, adaptation=complete, competence=left, revision=1, reason="қалсын"
    )
    [kept] = services.keep_sources(
        actor=group_lead, adaptation=complete, source_ids=["gmilaf.3.1"], reason="қалсын"
    )
    complete.competences.filter(pk=kept.pk).update(
        skipped_levels=["primary", "lower-secondary", "upper-secondary"]
    )

    assert {point.kind for point in selectors.check_publishable(complete)} >= {"text-machine", "no-round"}
    version = services.publish_version(actor=group_lead, adaptation=complete, number=1)
    assert version.content["text_states"]["3.1"]["name"] == dict.fromkeys(("kk", "ru", "en"), "machine")
    provenance = version.content["framework"]["provenance"]
    assert provenance["written"] == "machine"  # nobody has read what was kept
    assert provenance["translated"] == {"ru": "machine", "en": "machine"}


def test_a_version_that_people_have_read_says_so(published):
    assert frameworks.find_published("kzmil").framework.provenance.written == "working group"


def test_a_school_level_that_was_given_up_is_not_published(complete, group_lead):
    complete.levels = ["primary"]
    complete.save()

    version = services.publish_version(actor=group_lead, adaptation=complete, number=1)

    levels = [node.get("descriptors", {}).keys() for node in version.content["framework"]["nodes"]]
    assert set().union(*levels) == {"primary"}


def test_an_older_version_keeps_its_own_crosswalk(published, complete, group_lead):
    row = complete.competences.get(code="V1")
    services.withdraw_decision(
        actor=group_lead, adaptation=complete, competence=row, revision=row.revision, reason="алып тастаймыз"
    )
    services.publish_version(actor=group_lead, adaptation=complete, number=2)

    assert frameworks.sources_of("kzmil@1")["gmilaf.2.3"] == ("kzmil.V1",)
    assert "gmilaf.2.3" not in frameworks.sources_of("kzmil")
    assert frameworks.get_framework("kzmil@1").node("kzmil.V1").code == "V1"
    with pytest.raises(UnknownFramework):
        frameworks.sources_of("kzmil@7")


def test_the_crosswalk_follows_from_the_decisions(published):
    [link] = frameworks.find_published("kzmil").crosswalks

    assert {(row.source, row.target, row.relation) for row in link.rows} == {
        ("kzmil.V1", "gmilaf.2.3", "close"),
        ("kzmil.S1", "gmilaf.1.1", "narrower"),
        ("kzmil.S1", "gmilaf.1.2", "narrower"),
    }
    assert frameworks.sources_of("kzmil") == {
        "gmilaf.2.3": ("kzmil.V1",),
        "gmilaf.1.1": ("kzmil.S1",),
        "gmilaf.1.2": ("kzmil.S1",),
    }


def test_the_sources_of_content_frameworks_come_from_the_primary_one():
    assert frameworks.sources_of("gmilaf")["gmilaf.2.3"] == ("gmilaf.2.3",)
    assert "acrl.authority" in frameworks.sources_of("acrl")["gmilaf.2.3"]


def test_machine_proposals_reach_a_version_whose_source_is_another_framework(group_lead):
    adaptation = start(group_lead, sources=["acrl"])
    for code, node in enumerate(catalogue.framework("acrl").competences, 1):
        draft = CompetenceDraft("rewrite", (node.id,), "себеп", f"A{code}", texts=all_texts(f"Мәтін {code}"))
        services.decide_competence(actor=group_lead, adaptation=adaptation, draft=draft)
    services.publish_version(actor=group_lead, adaptation=adaptation, number=1)

    found = frameworks.sources_of("other")
    assert found["acrl.authority"] and set(found["acrl.authority"]) <= set(found["gmilaf.2.3"])


def test_publishing_twice_gives_the_same_version(published, complete, group_lead):
    again = services.publish_version(actor=group_lead, adaptation=complete, number=1)

    assert again.pk == published.pk
    with pytest.raises(NothingChanged):
        services.publish_version(actor=group_lead, adaptation=complete, number=2)
    assert PublishedVersion.objects.count() == 1


def test_a_code_of_a_published_version_is_never_given_again(published, complete, group_lead, decide):
    row = complete.competences.get(code="V1")
    services.withdraw_decision(
        actor=group_lead, adaptation=complete, competence=row, revision=row.revision, reason="алып тастаймыз"
    )

    row.refresh_from_db()
    assert (row.action, row.code) == ("leave-out", "V1")
    with pytest.raises(CodeTaken):
        decide("add", (), "v1")


def test_a_published_code_does_not_change(published, complete, group_lead):
    row = complete.competences.get(code="N1")
    draft = CompetenceDraft("add", (), "себеп", "N2", texts=all_texts("Жаңа"))

    with pytest.raises(CodeFixed):
        services.decide_competence(
            actor=group_lead, adaptation=complete, draft=draft, competence=row, revision=row.revision
        )


def test_the_next_version_says_what_changed(published, complete, group_lead):
    row = complete.competences.get(code="V1")
    texts = {("name", "kk"): "Басқа атау", ("name", "ru"): "Другое имя", ("name", "en"): "Another name"}
    draft = CompetenceDraft("rewrite", ("gmilaf.2.3",), "анық болсын", "V1", texts=texts)
    services.decide_competence(actor=group_lead, adaptation=complete, draft=draft, competence=row, revision=1)
    gone = complete.competences.get(code="N1")
    services.withdraw_decision(
        actor=group_lead, adaptation=complete, competence=gone, revision=1, reason="керек емес"
    )

    second = services.publish_version(actor=group_lead, adaptation=complete, number=2)

    assert second.content["changes"] == [
        {"code": "V1", "kind": "changed", "fields": ["name"]},
        {"code": "N1", "kind": "retired", "fields": []},
    ]
    assert frameworks.get_framework("kzmil").version == "2"
    assert frameworks.get_framework("kzmil@1").node("N1").name.kk == "Жаңа name kk"
    with pytest.raises(UnknownFramework):
        frameworks.get_framework("kzmil@3")


def test_another_process_sees_the_next_version_at_once(published, complete):
    assert frameworks.get_framework("kzmil").version == "1"
    content = json.loads(json.dumps(published.content))
    content["framework"]["version"] = "2"
    from sauatty.web.frameworks.hashing import content_hash

    PublishedVersion.objects.create(  # as another process would, without this one's caches
        slug="kzmil", number=2, content=content, content_sha256=content_hash(content),
        published_at=published.published_at,
    )  # fmt: skip

    assert frameworks.get_framework("kzmil").version == "2"


def test_a_version_that_was_tampered_with_is_refused(published):
    content = published.content
    content["framework"]["nodes"][0]["name"]["kk"] = "Бұрмаланған"
    PublishedVersion.objects.filter(pk=published.pk).update(content=content)

    with pytest.raises(VersionDamaged):
        frameworks.get_framework("kzmil")


def test_the_cheap_query_is_the_only_one_once_a_version_is_known(published, django_assert_num_queries):
    frameworks.list_usable_frameworks()

    with django_assert_num_queries(1):
        frameworks.list_usable_frameworks()
    with django_assert_num_queries(0):
        frameworks.get_framework("gmilaf")


def test_a_published_version_stands_in_case(client, published):
    package = client.get(f"/ims/case/v1p1/CFPackages/{case_identifier('kzmil')}").json()

    assert {item["humanCodingScheme"] for item in package["CFItems"]} >= {"V1", "S1", "N1"}
    across = [one for one in package["CFAssociations"] if one["associationType"] != "isChildOf"]
    assert len(across) == 3
    descriptors = next(item for item in package["CFItems"] if item["humanCodingScheme"] == "V1")
    assert descriptors["extensions"]["sauatty"]["descriptors"]["primary"]["kk"] == "Мәтін primary kk"


def test_invented_versions_stay_out_of_case(client, published):
    PublishedVersion.objects.update(is_demo=True)

    assert client.get(f"/ims/case/v1p1/CFPackages/{case_identifier('kzmil')}").status_code == 404


def test_forgetting_a_person_leaves_the_published_content_as_it_was(published, group_lead):
    from sauatty.web.adaptations import erasure

    assert erasure.authorship(group_lead) > 0
    erasure.seats(group_lead)

    assert frameworks.find_published("kzmil").framework.id == "kzmil"
    assert str(uuid4()) not in json.dumps(published.content)
    assert group_lead.name not in json.dumps(published.content, ensure_ascii=False)


def test_changing_the_title_in_the_groups_language_makes_the_others_stale(adaptation, group_lead):
    services.change_adaptation(
        actor=group_lead, adaptation=adaptation, issuer="Топ", levels=["primary"], parts=adaptation.parts,
        revision=adaptation.revision, texts={"title": Translated("Жаңа атау", TITLES.ru, TITLES.en), "description": ABOUT},
    )  # fmt: skip

    adaptation.refresh_from_db()
    assert adaptation.levels == ["primary"]
    assert text_states(adaptation, "title") == {"kk": "fine", "ru": "stale", "en": "stale"}


def test_the_case_package_of_a_national_version_keeps_the_schema(client, published, shared_data):
    import json

    from web.frameworks.test_case import check

    path = shared_data / "curricula" / "opensalt_case" / "case-v1p0-swagger.json"
    if not path.is_file():
        pytest.skip("the schema of CASE 1.0 is not beside the project")
    package = client.get(f"/ims/case/v1p1/CFPackages/{case_identifier('kzmil')}").json()

    check(json.loads(path.read_text("utf-8")), "CFPackage", package)
