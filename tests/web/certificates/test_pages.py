"""The pages of coordinators and of the person; closed to everybody else."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image

from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.certificates import services
from sauatty.web.certificates.models import Award, Certificate, Design, DesignPicture
from sauatty.web.events.models import Session
from web.conftest import make_person


def at(name, *args):
    with override("en"):
        return reverse(f"certificates:{name}", args=args)


def run(kind):
    """Do the newest job of a kind, as the worker does."""
    job = Job.objects.filter(kind=kind).order_by("-created_at").first()
    jobs._kinds[kind](job.payload, lambda done, total: None)
    return job


FORM = {
    "title_kk": "Дереккөзді тексеру", "kind": "attendance", "academic_hours": "", "number_prefix": "2026-",
    "design": "", "asked-attendance": "1", "attendance-events": "1",
}  # fmt: skip


@pytest.mark.django_db
def test_it_works(client_of, aigerim, programme, event, gulnar, erlan):
    client = client_of(aigerim)
    sent = client.post(at("award_add", programme.pk), FORM | {"about": f"event:{event.pk}"}, follow=True)
    award = Award.objects.get()
    assert (award.event, award.academic_hours, award.design.name) == (event, 16, "Plain design")
    assert (
        "entitled, not given yet: 1" in sent.content.decode()
        and "something is missing: 1" in sent.content.decode()
    )

    client.post(at("award_issue", award.pk), {"everybody": "1"})
    run(services.ISSUE_JOB)

    row = Certificate.objects.get()
    assert row.person == gulnar and row.pdf_sha256
    page = client.get(at("register", programme.pk), {"q": "гулнар"}).content.decode()
    assert row.register_number in page
    answer = client_of(gulnar).get(at("document", row.pk))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")


@pytest.mark.django_db
def test_before_the_last_session_is_over_the_page_says_so(client_of, aigerim, event, award, gulnar):
    page = at("award_detail", award.pk)
    assert "The training is not over" not in client_of(aigerim).get(page).content.decode()

    end = timezone.now() + timedelta(hours=1)
    Session.objects.create(event=event, number=3, form="onsite", language="kk", ends_at=end, secret="s3")

    assert "1 session is still to come" in client_of(aigerim).get(page).content.decode()


@pytest.mark.django_db
def test_a_certificate_that_asks_for_nothing_is_refused(client_of, aigerim, programme, event):
    form = {name: value for name, value in FORM.items() if not name.startswith("asked")}

    response = client_of(aigerim).post(at("award_add", programme.pk), form | {"about": f"event:{event.pk}"})

    assert response.status_code == 422 and "Choose at least one rule" in response.content.decode()
    assert not Award.objects.exists()


@pytest.mark.django_db
def test_settings_of_a_rule_are_checked_with_a_link_to_the_field(client_of, aigerim, programme, event):
    form = FORM | {"about": f"event:{event.pk}", "attendance-events": "0"}

    response = client_of(aigerim).post(at("award_add", programme.pk), form)

    assert response.status_code == 422 and 'href="#id_attendance-events"' in response.content.decode()


MANAGED = ("award_detail", "award_edit", "certificate_detail", "certificate_correct", "certificate_revoke", "register",
           "design_list", "design_add", "design_edit", "design_preview", "award_add", "event_awards")  # fmt: skip


@pytest.fixture
def places(award, certificate, programme, design, event):
    return {
        **dict.fromkeys(("award_detail", "award_edit"), award.pk),
        **dict.fromkeys(("certificate_detail", "certificate_correct", "certificate_revoke"), certificate.pk),
        **dict.fromkeys(("register", "design_list", "design_add", "award_add"), programme.pk),
        **dict.fromkeys(("design_edit", "design_preview"), design.pk), "event_awards": event.pk,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", MANAGED)
def test_managing_is_for_coordinators(client_of, aigerim, bolat, stranger, gulnar, places, name):
    path = at(name, places[name])

    assert client_of(aigerim).get(path).status_code in (200, 302)
    assert [client_of(one).get(path).status_code for one in (bolat, stranger, gulnar)] == [404] * 3
    assert "/sign-in/" in client_of().get(path)["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", MANAGED)
def test_another_programme_is_not_there(client_of, places, name):
    from sauatty.web.programmes.models import Programme
    from web.conftest import give_role

    other = make_person("Сәуле", "saule@example.kz")
    give_role(other, "coordinator", Programme.objects.create(title_kk="Басқа"))

    assert client_of(other).get(at(name, places[name])).status_code == 404


@pytest.mark.django_db
def test_a_document_is_for_its_holder_and_coordinator(client_of, certificate, gulnar, erlan, aigerim, bolat):
    path = at("document", certificate.pk)

    assert [client_of(one).get(path).status_code for one in (gulnar, aigerim, erlan, bolat)] == [
        200,
        200,
        404,
        404,
    ]


@pytest.mark.django_db
def test_the_record_says_what_is_missing_and_what_is_there(client_of, certificate, gulnar, erlan):
    with override("en"):
        mine = client_of(gulnar).get(reverse("records:record")).content.decode()
        other = client_of(erlan).get(reverse("records:record")).content.decode()

    assert certificate.register_number in mine and "Training in Pavlodar" in mine and "On the way" not in mine
    assert "0 of 1" in other and "sessions: 1 of 2 needed" in other and "still missing" in other
    assert certificate.register_number not in other


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_record_is_a_pdf_too(client_of, certificate, gulnar, language):
    with override(language):
        response = client_of(gulnar).get(reverse("records:record_pdf"))

    assert response.status_code == 200 and response.content.startswith(b"%PDF-")


@pytest.mark.django_db
def test_ticked_people_get_theirs_and_others_do_not(client_of, aigerim, award, gulnar, take_part, sessions):
    other = take_part("Сәуле Нұрғалиева", at=sessions)
    client = client_of(aigerim)

    client.post(at("award_issue", award.pk), {"person": [str(gulnar.pk)]})

    assert list(Certificate.objects.values_list("person", flat=True)) == [gulnar.pk]
    stranger = client.post(at("award_issue", award.pk), {"person": [str(make_person("Бөтен").pk)]})
    assert stranger.status_code == 404 and not Certificate.objects.filter(person=other).exists()


@pytest.mark.django_db
def test_pages_of_many_people_cost_a_fixed_number_of_queries(
    client_of, aigerim, award, programme, take_part, sessions, django_assert_max_num_queries
):
    for n in range(12):
        take_part(f"Қатысушы {n}", at=sessions if n % 2 else sessions[:1])
    services.issue_many(actor=aigerim, award=award)
    client = client_of(aigerim)

    with django_assert_max_num_queries(30):
        client.get(at("award_detail", award.pk), {"show": "given"})
    with django_assert_max_num_queries(16):
        client.get(at("register", programme.pk))
    with django_assert_max_num_queries(16):
        client.get(at("award_list"))


@pytest.mark.django_db
def test_correcting_and_revoking_go_through_their_forms(client_of, aigerim, certificate):
    client = client_of(aigerim)
    page = at("certificate_correct", certificate.pk)
    fields = {
        "holder": "Гүлнар Ахметқызы", "academic_hours": "16", "title_kk": "Дереккөзді тексеру", "why": "",
        "title_ru": "Проверка источников", "title_en": "Checking sources", "starts_on": certificate.printed["starts_on"],
        "ends_on": certificate.printed["ends_on"],
    }  # fmt: skip
    assert client.post(page, fields | {"holder": ""}).status_code == 422
    assert client.post(page, fields | {"ends_on": "2001-01-01"}).status_code == 422

    assert client.post(page, fields).status_code == 302

    new = Certificate.objects.get(state="valid")
    assert (new.printed["holder"], new.replaces) == ("Гүлнар Ахметқызы", certificate)
    revoking = at("certificate_revoke", new.pk)
    assert client.post(revoking, {"kind": "other", "why": " "}).status_code == 422
    assert client.post(revoking, {"kind": "mistake", "why": ""}).status_code == 302
    assert client.get(revoking).status_code == 404


def picture(size=(300, 120)):
    out = io.BytesIO()
    Image.new("RGBA", size, (20, 80, 120, 255)).save(out, "PNG")
    out.seek(0)
    out.name = "logo.png"
    return out


@pytest.mark.django_db
def test_a_design_takes_pictures_and_shows_itself_with_the_longest_names(client_of, aigerim, programme):
    client = client_of(aigerim)
    fields = {
        "name": "Негізгі", "layout": "classic", "languages": "kk,ru", "organisation_kk": "Ұлттық академия",
        "signer_1": "С. Басшы", "post_1_kk": "директор",
    }  # fmt: skip

    client.post(
        at("design_add", programme.pk), fields | {"logo_new": picture(), "hand_1": picture((200, 90))}
    )

    design = Design.objects.get()
    assert DesignPicture.objects.count() == 2 and len(design.logos) == 1 and design.signers[0]["picture"]
    preview = client.get(at("design_preview", design.pk))
    assert preview["Content-Type"] == "application/pdf" and preview.content.startswith(b"%PDF-")
    client.post(at("design_edit", design.pk), fields | {"logo_1_off": "on"})
    design.refresh_from_db()
    assert design.logos == [] and design.signers[0]["picture"]


@pytest.mark.django_db
def test_a_picture_that_is_none_is_refused_at_its_field(client_of, aigerim, programme):
    fake = io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    fake.name = "logo.svg"
    fields = {"name": "Негізгі", "layout": "plain", "languages": "", "logo_new": fake}

    response = client_of(aigerim).post(at("design_add", programme.pk), fields)

    assert response.status_code == 422 and 'href="#id_logo_new"' in response.content.decode()
    assert not Design.objects.exists() and not DesignPicture.objects.exists()


@pytest.mark.django_db
def test_the_print_file_has_a_page_for_each_certificate(
    client_of, aigerim, award, design, take_part, sessions
):
    for n in range(3):
        take_part(f"Қатысушы {n}", at=sessions)
    services.issue_many(actor=aigerim, award=award)
    client = client_of(aigerim)

    client.post(at("award_print", award.pk, design.pk))
    job = run(services.PRINT_JOB)

    Job.objects.filter(pk=job.pk).update(state="done")
    page = client.get(f"/en/jobs/{job.pk}/").content.decode()
    assert "/files/" in page
