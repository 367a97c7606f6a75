"""What people and programs see of badges."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sauatty.core.exchange.badges_baking import token_of
from sauatty.web.badges.models import Credential
from sauatty.web.certificates import services as certificates

CHECK = "/en/badges/check/"


def send(client, content, name="badge.png"):
    return client.post(CHECK, {"file": SimpleUploadedFile(name, content)})


def file_of(client, credential, form):
    response = client.get(f"/en/badges/{credential.pk}/badge.{form}")
    assert response.status_code == 200
    return response.content


@pytest.mark.django_db
def test_it_works(credential, client_of, gulnar):
    for form in ("png", "svg", "jwt"):
        content = file_of(client_of(gulnar), credential, form)
        assert token_of(content, form) == credential.token

        response = send(client_of(), content, f"badge.{form}")

        assert response.status_code == 200
        page = response.content.decode()
        assert "This badge holds" in page and "Гүлнар Ахметова" in page
        assert response.headers["X-Robots-Tag"].startswith("noindex")


@pytest.mark.django_db
def test_a_revoked_badge_is_genuine_and_holds_no_more(credential, certificate, client_of, gulnar, aigerim):
    content = file_of(client_of(gulnar), credential, "png")
    certificates.revoke(actor=aigerim, certificate=certificate, kind="mistake", why="secret reason")

    page = send(client_of(), content).content.decode()

    assert "This badge was revoked" in page and "given by mistake" in page
    assert "This badge holds" not in page and "secret reason" not in page


@pytest.mark.django_db
def test_a_file_that_is_no_badge_is_refused_in_words(credential, client_of):
    for content, name in ((b"%PDF-1.7", "a.pdf"), (b"", "a.png"), (b"<svg", "a.svg"), (b"eyJh.b.c", "a.jwt")):
        response = send(client_of(), content, name)

        assert response.status_code == 422
        assert "Гүлнар" not in response.content.decode()


@pytest.mark.django_db
def test_too_many_files_from_one_address_must_wait(credential, client_of, monkeypatch):
    monkeypatch.setattr("sauatty.web.badges.views.pages.FILES", 2)
    answers = [send(client_of(), b"eyJh.b.c", "a.jwt") for _ in range(3)]

    assert [one.status_code for one in answers] == [422, 422, 429]
    assert answers[-1].headers["Retry-After"] == "60"


@pytest.mark.django_db
def test_the_page_of_a_badge_shows_its_files_to_the_holder_only(credential, client_of, gulnar, stranger):
    address = f"/kk/badges/{credential.pk}/"
    own = client_of(gulnar).get(address).content.decode()
    others = [client_of(one).get(address) for one in (None, stranger)]

    assert "badge.png" in own
    assert all(one.status_code == 200 and "badge.png" not in one.content.decode() for one in others)


@pytest.mark.django_db
def test_files_are_for_the_holder_and_the_coordinator(credential, client_of, gulnar, aigerim, stranger):
    address = f"/en/badges/{credential.pk}/badge.jwt"

    assert [client_of(one).get(address).status_code for one in (gulnar, aigerim, stranger)] == [200, 200, 404]
    assert client_of().get(address).status_code == 302
    assert client_of(gulnar).get(f"/en/badges/{credential.pk}/badge.exe").status_code == 404


@pytest.mark.django_db
def test_the_record_of_the_holder_leads_to_the_badge(credential, certificate, client_of, gulnar):
    client = client_of(gulnar)
    link = reverse("badges:badge_of", args=[certificate.pk])

    assert link in client.get(reverse("records:record")).content.decode()
    response = client.get(link)
    assert response.headers["Location"].endswith(f"/badges/{credential.pk}/")


@pytest.mark.django_db
def test_a_certificate_from_before_there_were_badges_gets_one_when_it_is_asked_for(
    certificate, client_of, gulnar, stranger
):
    Credential.objects.all().delete()
    link = reverse("badges:badge_of", args=[certificate.pk])

    assert client_of(stranger).get(link).status_code == 404
    assert client_of(gulnar).get(link).status_code == 302
    assert Credential.objects.filter(certificate=certificate).exists()


@pytest.mark.django_db
def test_an_achievement_says_what_it_asks_for_in_three_languages(credential, award, client):
    for language, title in (
        ("kk", "Дереккөзді тексеру"),
        ("ru", "Проверка источников"),
        ("en", "Checking sources"),
    ):
        page = client.get(f"/{language}/badges/achievements/{award.pk}/").content.decode()

        assert title in page and "/ims/case/v1p1/CFItems/" in page


@pytest.mark.django_db
def test_an_achievement_that_was_never_given_is_not_there(award, client):
    assert client.get(f"/badges/achievements/{award.pk}", follow=True).status_code == 404
    assert client.get(f"/kk/badges/achievements/{award.pk}/").status_code == 404
    assert client.get(f"/badges/achievements/{award.pk}/kk.png").status_code == 404


@pytest.mark.django_db
def test_programs_get_json_and_people_get_pages(credential, award, programme, client):
    address = f"/badges/achievements/{award.pk}"

    said = client.get(address, headers={"accept": "application/json"})
    assert said.json()["id"].endswith(address) and said.headers["Access-Control-Allow-Origin"] == "*"
    page = client.get(address, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.status_code == 302
    issuer = client.get(f"/badges/issuers/{programme.pk}").json()
    assert issuer["id"] == credential.issuer and issuer["name"] == "Ұлттық академия"
    key = client.get(credential.key.key_id.removeprefix("http://127.0.0.1:8000")).json()
    assert key["kid"] == credential.key.key_id
    assert client.get(f"/badges/credentials/{credential.pk}").status_code == 302


@pytest.mark.django_db
def test_what_programs_fetch_is_not_sent_twice(credential, programme, client):
    for address in ("/badges/keys.json", f"/badges/issuers/{programme.pk}/status/0"):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first.headers["ETag"]})

        assert (first.status_code, again.status_code) == (200, 304)
        assert first.headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.django_db
def test_lists_that_have_not_begun_are_not_there(credential, programme, client):
    assert client.get(f"/badges/issuers/{programme.pk}/status/5").status_code == 404


@pytest.mark.django_db
def test_only_administrators_change_the_key(credential, client_of, aigerim, bolat):
    assert client_of(bolat).get("/en/badges/keys/").status_code == 404
    client = client_of(aigerim)
    assert "signs now" in client.get("/en/badges/keys/").content.decode()

    assert client.post("/en/badges/keys/new/").status_code == 302
    page = client.get("/en/badges/keys/").content.decode()
    assert "retired on" in page and credential.key.key_id in page


@pytest.mark.django_db
def test_pages_ask_little_of_the_database(credential, award, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(f"/en/badges/{credential.pk}/")
    with django_assert_max_num_queries(6):
        client.get("/badges/issuers/" + str(award.programme_id) + "/status/0")


@pytest.mark.django_db
def test_the_form_can_be_sent_by_a_browser(credential, client):
    """With 'no-referrer' browsers send 'Origin: null', which the protection against forged requests refuses."""
    assert client.get(CHECK).headers["Referrer-Policy"] == "same-origin"
