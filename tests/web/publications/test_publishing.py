import hashlib
import re

import pytest
from django.urls import reverse

from sauatty.core.documents.guide_snapshot import sha256_of
from sauatty.core.errors import GuideChangedMeanwhile, GuideNotReady
from sauatty.web.base.models import AuditEvent, Job
from sauatty.web.guides import services as guides
from sauatty.web.guides.models import BlockText
from sauatty.web.guides.selectors import list_blocks
from sauatty.web.publications import rendering, selectors, services
from sauatty.web.publications.models import SignOff, Version, VersionFile
from web.guides.cast import TITLES

pytestmark = pytest.mark.django_db


def readiness_of(guide):
    fresh = type(guide).objects.get(pk=guide.pk)
    return selectors.check_readiness(fresh, list_blocks(fresh))


@pytest.fixture
def sign(marat):
    def run(guide):
        return services.sign(
            guide=guide, actor=marat, statement="Согласен.", sha256=readiness_of(guide).sha256
        )

    return run


@pytest.fixture
def version_in_all_formats(guide, saule, sign, run_jobs):
    """A published version with its files."""
    sign(guide)
    made = services.publish(guide=guide, actor=saule)
    run_jobs()
    return made


@pytest.fixture
def version(monkeypatch, request):
    """A published version with its pages alone: Word and PDF would take most of the time of a test."""
    monkeypatch.setattr(rendering, "VERSION_FORMATS", ("html",))
    return request.getfixturevalue("version_in_all_formats")


def edit(guide, saule, key="introduction.purpose", language="ru", add=" Добавлено.", **manner):
    block = guide.blocks.get(key=key)
    row = BlockText.objects.get(block=block, language=language)
    guides.write_text(
        guide=guide,
        block=block,
        language=language,
        text=row.text + add,
        actor=saule,
        revision=row.revision,
        **manner,
    )
    return block


def test_it_works(client_of, saule, marat, guide, run_jobs):
    page = client_of(marat).get(f"/en/guides/{guide.pk}/review/").content.decode()
    sha256 = re.search(r'name="sha256" value="(\w{64})"', page)[1]
    client_of(marat).post(f"/en/guides/{guide.pk}/sign/", {"sha256": sha256, "statement": "I agree."})

    response = client_of(saule).post(f"/en/guides/{guide.pk}/publish/", {"note": "First"})
    run_jobs()

    version = Version.objects.get()
    assert response["Location"] == reverse("publications:version_detail", args=[guide.pk, 1])
    assert version.identifier == f"SG-{guide.slug}-1"
    assert version.signatures[0]["name"] == marat.name
    assert version.sha256 == sha256_of(version.documents)
    assert "SG-invented-guide-1" in version.citation["ru"] and "Сәуле Ахметова" in version.citation["ru"]
    assert {(file.language, file.format) for file in version.files.all()} == {
        (language, format) for language in ("kk", "ru", "en") for format in ("html", "pdf", "docx")
    }
    assert AuditEvent.objects.filter(action="guide.published").count() == 1


def test_without_enough_signatures_nothing_is_published(client_of, guide, saule):
    with pytest.raises(GuideNotReady):
        services.publish(guide=guide, actor=saule)

    response = client_of(saule).post(f"/en/guides/{guide.pk}/publish/")

    assert response.status_code == 422 and "signatures are missing" in response.content.decode()
    assert not Version.objects.exists()


def test_authors_cannot_sign_their_own_guide(client_of, guide, saule):
    assert (
        client_of(saule).post(f"/en/guides/{guide.pk}/sign/", {"sha256": "x", "statement": "y"}).status_code
        == 404
    )


def test_a_signature_is_for_what_was_seen(guide, saule, marat, sign):
    seen = readiness_of(guide).sha256
    edit(guide, saule)

    with pytest.raises(GuideChangedMeanwhile):
        services.sign(guide=guide, actor=marat, statement="Согласен.", sha256=seen)


def test_a_change_of_text_or_figures_leaves_signatures_behind(guide, saule, review, sign, run_jobs):
    sign(guide)
    assert len(readiness_of(guide).signatures) == 1

    review.units.filter(code="5.1.2.1").update(relevance=1, competences=["gmilaf.1.1"])
    guides.ask_for_figures(guide=guide, actor=saule)
    run_jobs()

    after = readiness_of(guide)
    assert (len(after.signatures), len(after.older_signatures)) == (0, 1)


def test_a_quotation_that_left_the_data_is_named_and_stops_publication(guide, review, saule, run_jobs):
    review.units.filter(code="6.1.1.1").update(relevance=0, competences=[])
    guides.ask_for_figures(guide=guide, actor=saule)
    run_jobs()

    readiness = readiness_of(guide)

    assert "gone" in readiness.reasons
    assert any("6.1.1.1" in name for name in readiness.gone)


def test_taking_over_a_text_keeps_signatures(guide, saule, sign):
    sign(guide)

    guides.take_over_chapter(guide=guide, chapter="map", language="ru", actor=saule)

    assert len(readiness_of(guide).signatures) == 1


def test_a_signature_can_be_taken_back(client_of, guide, marat, sign):
    sign(guide)
    sign(guide)
    assert SignOff.objects.count() == 1

    client_of(marat).post(f"/en/guides/{guide.pk}/signature/withdraw/")

    assert not SignOff.objects.exists()


def test_stale_texts_block_publication_or_only_warn(guide, saule, sign):
    edit(guide, saule, is_new_meaning=True)
    sign(guide)
    assert "language" in readiness_of(guide).reasons

    guides.change_settings(
        guide=guide, actor=saule,
        facts={"titles": TITLES, "stale_policy": "warn", "signatures_needed": 1, "is_public": False},
    )  # fmt: skip
    version = services.publish(guide=guide, actor=saule)

    assert {"language", "draft"} <= {slug for slug, n in version.published_with if n}
    kazakh = next(block for block in version.documents["kk"]["blocks"] if block.get("label") == "stale")
    assert kazakh["type"] == "Paragraph"


def test_another_title_leaves_signatures_behind(guide, saule, sign):
    sign(guide)
    titles = TITLES | {"ru": "Другое руководство"}
    guides.change_settings(
        guide=guide, actor=saule,
        facts={"titles": titles, "stale_policy": "block", "signatures_needed": 1, "is_public": False},
    )  # fmt: skip

    assert "signatures" in readiness_of(guide).reasons


def test_a_draft_that_is_taken_over_makes_a_next_version_without_its_label(guide, saule, version):
    block = guide.blocks.get(key="introduction.purpose")
    guides.take_over(guide=guide, block=block, language="ru", actor=saule, revision=1)

    second = services.publish(guide=guide, actor=saule)

    labels = [
        next(row["label"] for row in one.documents["ru"]["blocks"] if row.get("id") == block.anchor)
        for one in (version, second)
    ]
    assert (second.number, labels) == (2, ["machine draft", ""])
    assert len(second.signatures) == 1


def test_who_wrote_a_text_does_not_sign_as_a_reviewer_afterwards(client_of, guide, saule, marat):
    edit(guide, saule)
    guides.add_member(guide=guide, person=marat, role="author", actor=saule)
    guides.add_member(guide=guide, person=saule, role="reviewer", actor=marat)

    response = client_of(saule).post(
        f"/en/guides/{guide.pk}/sign/", {"sha256": readiness_of(guide).sha256, "statement": "I agree."}
    )

    assert response.status_code == 404 and not SignOff.objects.exists()


def test_publishing_the_same_content_again_is_the_same_version(guide, saule, version):
    again = services.publish(guide=guide, actor=saule)

    assert again.pk == version.pk and Version.objects.count() == 1


def test_a_version_never_changes(guide, saule, version, sign):
    before = version.documents
    edit(guide, saule)
    sign(guide)
    services.publish(guide=guide, actor=saule)

    first = Version.objects.get(number=1)
    assert first.documents == before and sha256_of(first.documents) == first.sha256


def test_the_next_version_says_what_changed_word_by_word(client_of, guide, saule, version, sign, run_jobs):
    block = edit(guide, saule)
    own = guides.add_block(
        guide=guide, after=block, kind="paragraph", language="ru", text="Совсем новый абзац.", actor=saule
    )
    removed = guide.blocks.get(key="method.codebook")
    guides.remove_block(guide=guide, block=removed, actor=saule)
    for language in ("kk", "en"):
        guides.write_text(
            guide=guide, block=own, language=language, text="Жаңа абзац.", actor=saule, revision=0
        )
    sign(guide)
    second = services.publish(guide=guide, actor=saule)

    kinds = {one["id"]: one["kind"] for one in second.changes["blocks"]["ru"]}
    page = client_of(saule).get(f"/en/guides/{guide.pk}/versions/2/?language=ru").content.decode()

    assert kinds == {block.anchor: "changed", own.anchor: "added", removed.anchor: "removed"}
    assert "<ins> Добавлено.</ins>" in page and "Совсем новый абзац." in page
    compared = (
        client_of(saule).get(f"/en/guides/{guide.pk}/compare/?before=1&after=2&language=kk").content.decode()
    )
    assert "Жаңа абзац." in compared and "Добавлено" not in compared


def test_the_change_list_names_the_challenge_that_changed_a_paragraph(client_of, guide, saule, version, sign):
    workshop = services.record_workshop(
        guide=guide, actor=saule, facts={"held_on": "2026-10-01", "region": "KZ-71", "n_participants": 24}
    )
    workshop.refresh_from_db()
    answered, waiting = (
        services.add_challenge(
            workshop=workshop, actor=saule,
            facts={"subject_id": "informatics", "kind": "time", "language": "ru", "text": text},
        )
        for text in ("Не хватает времени.", "Нет принтера.")
    )  # fmt: skip
    block = guide.blocks.get(key="introduction.purpose")
    services.link_challenge(challenge=answered, blocks=[block], actor=saule)
    services.link_challenge(challenge=waiting, blocks=[guide.blocks.get(key="method.limits")], actor=saule)
    edit(guide, saule)
    sign(guide)

    second = services.publish(guide=guide, actor=saule)

    assert [(one["text"], one["blocks"]) for one in second.changes["challenges"]] == [
        ("Не хватает времени.", [block.anchor])
    ]
    page = client_of(saule).get(f"/en/guides/{guide.pk}/versions/2/?language=ru").content.decode()
    assert "Не хватает времени." in page and "Нет принтера." not in page


# --- reading --------------------------------------------------------------------------------------------------


def published(version, **query):
    tail = "?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else ""
    return f"/en/guides/published/{version.guide.slug}/{version.number}/{tail}"


def test_anyone_signed_in_reads_a_published_guide(client_of, stranger, version):
    page = client_of(stranger).get(published(version, language="ru"))

    assert page.status_code == 200
    text = page.content.decode()
    assert "оценивать достоверность новости" in text and version.identifier in text
    assert client_of(stranger).get(f"/en/guides/published/{version.guide.slug}/")["Location"] == published(
        version
    )


def test_visitors_read_it_only_where_the_owner_has_opened_it(client_of, version_in_all_formats):
    version = version_in_all_formats
    visitor = client_of()
    assert visitor.get(published(version)).status_code == 404
    assert visitor.get(published(version) + "ru.pdf").status_code == 404

    type(version.guide).objects.update(is_public=True)

    assert visitor.get(published(version)).status_code == 200
    assert visitor.get(published(version) + "ru.pdf").content.startswith(b"%PDF")


def test_files_carry_the_hash_that_the_page_names(client_of, saule, version_in_all_formats):
    version = version_in_all_formats
    file = version.files.get(language="kk", format="docx")

    content = client_of(saule).get(published(version) + "kk.docx").content

    assert hashlib.sha256(content).hexdigest() == file.sha256
    assert (
        file.sha256[:16]
        in client_of(saule).get(f"/en/guides/{version.guide_id}/versions/1/").content.decode()
    )


def test_the_page_is_safe_where_a_text_holds_markup(client_of, guide, saule, sign, run_jobs):
    edit(guide, saule, add=" <img src=x onerror=alert(1)>")
    sign(guide)
    version = services.publish(guide=guide, actor=saule)
    run_jobs()

    page = client_of(saule).get(published(version, language="ru")).content.decode()

    assert "&lt;img src=x onerror=alert(1)&gt;" in page and "<img src=x" not in page


def test_files_are_made_once(version_in_all_formats, run_jobs):
    version = version_in_all_formats
    before = list(VersionFile.objects.order_by("pk").values_list("pk", "sha256"))

    services.do_files({"version": str(version.pk)}, lambda done, total: None)

    assert list(VersionFile.objects.order_by("pk").values_list("pk", "sha256")) == before
    assert Job.objects.get(kind="publications.files").state == "done"


def test_what_is_not_there_is_not_found(client_of, saule, version):
    for tail in ("9/", "1/de.pdf", "1/ru.exe", "1/ru.html.zip"):
        address = f"/en/guides/published/{version.guide.slug}/{tail}"
        assert client_of(saule).get(address).status_code == 404, tail
