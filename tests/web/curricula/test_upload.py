"""From a file to a stored, matched edition: each step shown, repeated without doubles, refused without traces."""

from uuid import uuid4

import pytest

from sauatty.core.records import CurriculumDocument
from sauatty.core.records import Edition as EditionRecord
from sauatty.web.alignments.models import MatchResult, MatchRun
from sauatty.web.base import audit
from sauatty.web.base.models import Job
from sauatty.web.curricula import services
from sauatty.web.curricula.models import Document, Edition, Objective, SubjectProgramme, Upload
from web.curricula.cast import N_OBJECTIVES, WordMatcher, curriculum

pytestmark = pytest.mark.django_db


def test_it_works(upload, client_of, aigerim, run_jobs):
    response = upload()
    kept = Upload.objects.get()
    client = client_of(aigerim)
    preview = client.get(f"/ru/curricula/uploads/{kept.pk}/")

    assert response.status_code == 302 and "/jobs/" in response["Location"]
    assert preview.status_code == 200
    assert "искать сведения в интернете" in preview.content.decode()
    assert not Edition.objects.exists() and not Objective.objects.exists()

    accepted = client.post(f"/ru/curricula/uploads/{kept.pk}/accept/")
    run_jobs()
    page = client.get(accepted["Location"], follow=True)

    assert Edition.objects.get().n_objectives == Objective.objects.count() == N_OBJECTIVES
    assert MatchResult.objects.filter(run__state=MatchRun.State.DONE).count() == N_OBJECTIVES
    assert page.redirect_chain[-1][0].startswith("/ru/coverage/?edition=")
    assert page.status_code == 200
    assert audit.verify().broken_at is None


def test_the_document_is_known_by_its_act(store):
    edition = store()

    assert (edition.number, edition.adopted_on, edition.language) == ("77", "2021-03-02", "ru")
    assert "№ 77" in edition.document.title_kk and "№ 77" in edition.document.title_en
    assert SubjectProgramme.objects.get().subject_area == "mathematics-informatics"


def test_the_same_file_twice_gives_one_upload_and_one_edition(store, upload):
    first = store()
    again = upload()

    assert again.status_code == 302
    assert Upload.objects.count() == 1
    assert store().pk == first.pk
    assert Edition.objects.count() == 1 and Objective.objects.count() == N_OBJECTIVES


def test_the_same_act_saved_differently_is_the_same_edition(store):
    first = store()
    second = store(curriculum() + b"\n<!-- saved again -->", "copy.html")

    assert first.pk == second.pk
    assert Upload.objects.count() == 2 and MatchRun.objects.count() == 1


def test_a_request_sent_twice_under_one_id_is_one_upload(upload):
    upload_id = uuid4()
    upload(upload_id=upload_id, read=False)
    upload(upload_id=upload_id)

    assert Upload.objects.get().pk == upload_id
    assert Job.objects.count() == 1


def test_a_refused_file_leaves_no_rows_and_no_file(upload, client_of, aigerim, folder):
    upload(b"%PDF-1.4 broken", "act.pdf")
    kept = Upload.objects.get()
    page = client_of(aigerim).get(f"/en/curricula/uploads/{kept.pk}/")
    job = client_of(aigerim).get(f"/en/jobs/{Job.objects.get().pk}/")

    assert kept.state == Upload.State.REFUSED and kept.error_code
    assert page.status_code == 422 and "act.pdf" in page.content.decode()
    assert (job.status_code, job["Location"]) == (302, f"/en/curricula/uploads/{kept.pk}/")
    assert not Document.objects.exists() and not Objective.objects.exists()
    assert list(folder.iterdir()) == []


def test_a_refusal_speaks_the_language_of_the_page(upload, client_of, aigerim):
    upload("Кто ищет, тот найдёт".encode("cp1251"), "act.html")
    kept = Upload.objects.get()
    page = client_of(aigerim).get(f"/ru/curricula/uploads/{kept.pk}/")

    assert page.status_code == 422
    assert kept.error_code.encode() in page.content


def test_a_refused_file_can_be_tried_again(upload, monkeypatch):
    from sauatty.core.errors import ReaderTimedOut

    def too_slow(path, name):
        raise ReaderTimedOut(name=name, seconds=30)

    with monkeypatch.context() as patch:
        patch.setattr(services, "read_in_sandbox", too_slow)
        upload()
    assert Upload.objects.get().state == Upload.State.REFUSED
    upload()

    assert Upload.objects.get().state == Upload.State.READ


def test_a_file_over_the_limit_is_refused_at_the_door(upload, settings, folder):
    settings.UPLOAD_LIMIT_MB = 1
    response = upload(b"x" * 1_500_000, read=False)

    assert response.status_code == 422
    assert "at most 1 MB" in response.content.decode()
    assert not Upload.objects.exists() and not folder.exists()


def test_no_file_chosen_is_said_at_the_field(client_of, aigerim):
    response = client_of(aigerim).post("/en/curricula/upload/", {"upload_id": str(uuid4())})

    assert response.status_code == 422
    assert 'href="#id_file"' in response.content.decode()


def test_an_upload_without_the_token_is_not_taken(aigerim, folder):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(aigerim)
    data = {"upload_id": str(uuid4()), "file": SimpleUploadedFile("act.html", curriculum())}

    assert client.post("/en/curricula/upload/", data).status_code == 403
    assert not Upload.objects.exists()


def test_a_worker_killed_while_storing_leaves_nothing_half_stored(upload, monkeypatch, aigerim):
    upload()
    kept = Upload.objects.get()

    def killed(*args, **kwargs):
        raise RuntimeError("the worker was killed")

    with monkeypatch.context() as patch:
        patch.setattr(services.pairing, "find_findings", killed)
        with pytest.raises(RuntimeError):
            services.store_upload(upload=kept, actor=aigerim)
    assert not Edition.objects.exists() and not Objective.objects.exists()

    services.store_upload(upload=kept, actor=aigerim)
    assert Objective.objects.count() == N_OBJECTIVES


def test_a_worker_killed_while_matching_goes_on_without_doubles(
    upload, matcher, aigerim, client_of, run_jobs, monkeypatch
):
    from sauatty.web.alignments import services as alignment_services

    monkeypatch.setattr(alignment_services, "BATCH", 2)
    upload()
    dying = matcher(WordMatcher(fail_after=4))
    client_of(aigerim).post(f"/en/curricula/uploads/{Upload.objects.get().pk}/accept/")
    run_jobs()
    assert MatchResult.objects.count() == dying.n_texts == 4
    assert MatchRun.objects.get().state == MatchRun.State.RUNNING

    living = matcher(WordMatcher())
    run_jobs()

    assert living.n_texts == N_OBJECTIVES - 4
    assert MatchResult.objects.count() == N_OBJECTIVES
    assert MatchRun.objects.get().state == MatchRun.State.DONE
    assert Edition.objects.count() == 1


def test_a_discarded_upload_is_gone_with_its_file(upload, client_of, aigerim, folder):
    upload()
    kept = Upload.objects.get()
    response = client_of(aigerim).post(f"/en/curricula/uploads/{kept.pk}/discard/")

    assert response.status_code == 302
    assert not Upload.objects.exists() and list(folder.iterdir()) == []


def test_an_upload_is_its_owners_alone(upload, client_of, aigerim):
    from sauatty.web.accounts.models import Grant, Person

    upload()
    other = Person.objects.create_person(name="Гүлнар")
    Grant.objects.create(person=other, role="analyst", scope_kind="site")
    address = f"/en/curricula/uploads/{Upload.objects.get().pk}/"

    assert client_of(other).get(address).status_code == 404
    assert client_of(other).post(address + "accept/").status_code == 404
    assert client_of(aigerim).get(address).status_code == 200


def test_two_people_may_upload_the_same_file(upload, client_of, aigerim, folder):
    from sauatty.web.accounts.models import Grant, Person

    other = Person.objects.create_person(name="Гүлнар")
    Grant.objects.create(person=other, role="analyst", scope_kind="site")
    upload()
    upload(person=other)
    mine = Upload.objects.get(owner=aigerim)
    client_of(aigerim).post(f"/en/curricula/uploads/{mine.pk}/discard/")

    assert Upload.objects.get().owner == other
    assert (folder / Upload.objects.get().sha256).exists()


def test_accepting_before_the_reading_is_over_is_refused_in_words(upload, client_of, aigerim):
    upload(read=False)
    response = client_of(aigerim).post(f"/en/curricula/uploads/{Upload.objects.get().pk}/accept/")

    assert response.status_code == 422
    assert "upload-not-read" in response.content.decode()


def test_an_empty_document_is_stored_without_a_number(aigerim):
    document = CurriculumDocument(
        source="x.csv",
        format="csv",
        kind="table",
        language="en",
        edition=EditionRecord(),
        programmes=(),
        objectives=(),
    )
    edition = services.store_edition(document=document, actor=aigerim)

    assert edition.n_objectives == 0 and edition.document.title_en == "x.csv"


def test_erasing_a_person_takes_their_uploads_and_their_name(store, aigerim, folder):
    edition = store()
    services.erase_uploads(aigerim)
    services.erase_authorship(aigerim)
    edition.refresh_from_db()

    assert not Upload.objects.filter(owner=aigerim).exists()
    assert edition.stored_by is None
    assert Document.objects.get().created_by is None


def test_a_discarded_file_sent_again_from_the_same_page_is_read_again(upload, client_of, aigerim):
    upload_id, client = uuid4(), client_of(aigerim)
    upload(upload_id=upload_id)
    client.post(f"/en/curricula/uploads/{upload_id}/discard/")
    upload(upload_id=upload_id)

    assert Upload.objects.get(pk=upload_id).state == Upload.State.READ
    assert client.get(f"/en/curricula/uploads/{upload_id}/").status_code == 200


@pytest.mark.parametrize("read", [False, True])
def test_a_file_that_was_lost_on_disk_is_kept_when_it_is_sent_again(
    upload, client_of, aigerim, folder, run_jobs, read
):
    upload(read=read)
    for path in folder.iterdir():
        path.unlink()
    run_jobs()
    upload()
    client_of(aigerim).post(f"/en/curricula/uploads/{Upload.objects.get().pk}/accept/")
    run_jobs()

    assert Edition.objects.get().n_objectives == N_OBJECTIVES


def test_the_job_of_a_lost_file_says_what_to_do(upload, folder, run_jobs):
    upload(read=False)
    for path in folder.iterdir():
        path.unlink()
    run_jobs()

    assert Job.objects.get().error_code == "upload-not-read"


def test_what_was_stored_meanwhile_is_not_discarded(upload, client_of, aigerim):
    upload()
    stale = Upload.objects.get()
    edition = services.store_upload(upload=stale, actor=aigerim)
    page = client_of(aigerim).post(f"/en/curricula/uploads/{stale.pk}/discard/", follow=True)

    assert not services.discard_upload(upload=stale, actor=aigerim)
    assert page.redirect_chain[-1][0] == f"/en/curricula/editions/{edition.pk}/"
    assert "Nothing of it was stored" not in page.content.decode()


def test_what_was_discarded_meanwhile_is_not_stored(upload, aigerim):
    upload()
    stale = Upload.objects.get()
    services.discard_upload(upload=stale, actor=aigerim)
    services.do_store({"upload": str(stale.pk), "actor": str(aigerim.pk)}, lambda done, total: None)

    assert services.store_upload(upload=stale, actor=aigerim) is None
    assert not Edition.objects.exists()


def test_files_that_no_upload_needs_are_swept_and_others_stay(upload, folder):
    import os
    from datetime import timedelta

    from django.utils import timezone

    from sauatty.web.base import privacy

    upload()
    upload(curriculum("kk"), "kk.html")
    old, young = Upload.objects.order_by("created_at")
    (folder / ".part-killed").write_bytes(b"half")
    fresh = folder / ("0" * 64)
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    fresh.write_bytes(b"its row is about to be written")
    Upload.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=366))
    privacy.delete_past_retention()

    assert {path.name for path in folder.iterdir()} == {
        young.sha256,
        f"{young.sha256}.read.json.gz",
        fresh.name,
    }


def test_a_text_with_the_character_nul_is_stored_without_it(upload, client_of, aigerim, run_jobs):
    import json

    row = {"code": "5.1.1.1", "text": "искать\0 сведения в сети", "grade": 5, "subject": "Информатика"}
    upload(json.dumps([row]).encode(), "objectives.json")
    client_of(aigerim).post(f"/en/curricula/uploads/{Upload.objects.get().pk}/accept/")
    run_jobs()

    assert Objective.objects.get().text == "искать сведения в сети"


def test_a_matching_that_was_stopped_can_be_gone_on_with(
    upload, matcher, client_of, aigerim, run_jobs, bolat
):
    from sauatty.web.base import jobs

    client = client_of(aigerim)
    upload()
    client.post(f"/en/curricula/uploads/{Upload.objects.get().pk}/accept/")
    jobs.cancel(Job.objects.get(kind=services.STORE_JOB))
    services.store_upload(upload=Upload.objects.get(), actor=aigerim)
    edition = Edition.objects.get()
    button = f"/en/curricula/editions/{edition.pk}/match/"
    pages = [f"/en/curricula/editions/{edition.pk}/", f"/en/coverage/?edition={edition.pk}"]

    assert [button in client.get(page).content.decode() for page in pages] == [True, True]
    assert button not in client_of(bolat).get(pages[0]).content.decode()
    assert client_of(bolat).post(button).status_code == 404

    answer = client.post(button)
    run_jobs()

    assert "/jobs/" in answer["Location"]
    assert MatchRun.objects.get().state == MatchRun.State.DONE
    assert [button in client.get(page).content.decode() for page in pages] == [False, False]


def test_whoever_asks_for_a_matching_under_way_is_led_to_the_map(store, client_of, aigerim):
    from sauatty.web.accounts.models import Grant, Person

    edition = store()
    services.follow_edition(edition=edition, actor=aigerim)
    other = Person.objects.create_person(name="Гүлнар")
    Grant.objects.create(person=other, role="analyst", scope_kind="site")
    answer = client_of(other).post(f"/en/curricula/editions/{edition.pk}/match/")

    assert answer["Location"] == f"/en/coverage/?edition={edition.pk}"
