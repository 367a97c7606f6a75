"""A badge for each certificate, a key that can be changed, a list of those that hold no more."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from sauatty.core.exchange.badges_keys import keys_from_jwks, unb64
from sauatty.core.exchange.badges_status import PLACES, read_status_list
from sauatty.web.accounts.services import people
from sauatty.web.badges import addresses, selectors, services
from sauatty.web.badges.models import Credential, IssuerKey
from sauatty.web.base.models import AuditEvent
from sauatty.web.certificates import services as certificates
from sauatty.web.certificates.models import Certificate


def payload_of(credential):
    return json.loads(unb64(credential.token.split(".")[1]))


def fetched_list(client, credential):
    entry = payload_of(credential)["credentialStatus"]
    response = client.get(entry["statusListCredential"].removeprefix("http://127.0.0.1:8000"))
    assert response.status_code == 200
    keys = keys_from_jwks(client.get("/badges/keys.json").json())
    found = read_status_list(
        response.content.decode(), keys, address=entry["statusListCredential"], issuers={credential.issuer},
        now=timezone.now(),
    )  # fmt: skip
    return found, int(entry["statusListIndex"]), response


@pytest.mark.django_db
def test_it_works(credential, certificate):
    said = payload_of(credential)

    assert said["id"] == addresses.credential(credential.pk)
    assert said["issuer"]["name"] == "Ұлттық академия"
    subject = said["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "Гүлнар Ахметова"
    assert subject["achievement"]["name"] == "Дереккөзді тексеру"
    codes = [one["targetCode"] for one in subject["achievement"]["alignment"]]
    assert codes == ["1.1", "2.3"]
    assert said["evidence"][0]["id"] == certificate.printed["address"]
    assert selectors.check_token(credential.token).row == credential


@pytest.mark.django_db
def test_the_addresses_of_its_competences_lead_to_them(credential, client):
    for one in payload_of(credential)["credentialSubject"]["achievement"]["alignment"]:
        response = client.get(one["targetUrl"].removeprefix("http://127.0.0.1:8000"))

        assert response.status_code == 200
        assert response.json()["humanCodingScheme"] == one["targetCode"]


@pytest.mark.django_db
def test_there_is_one_badge_however_often_it_is_asked_for(certificate):
    first = services.badge_of(certificate)

    assert services.badge_of(Certificate.objects.get(pk=certificate.pk)) == first
    assert Credential.objects.count() == 1


@pytest.mark.django_db
def test_the_bit_of_a_revoked_certificate_flips(credential, certificate, aigerim, client):
    before, place, first = fetched_list(client, credential)
    assert not before.has_ended(place)

    certificates.revoke(actor=aigerim, certificate=certificate, kind="mistake", why="-")

    after, place, second = fetched_list(client, credential)
    assert after.has_ended(place)
    assert sum(map(int.bit_count, after.bits)) == 1
    assert first.headers["ETag"] != second.headers["ETag"]


@pytest.mark.django_db
def test_a_corrected_certificate_has_a_badge_of_its_own_and_the_old_one_ends(
    credential, certificate, aigerim, client
):
    new = certificates.correct(actor=aigerim, certificate=certificate, fields={"holder": "Гүлнар Ахметқызы"})

    found, place, _ = fetched_list(client, credential)
    assert found.has_ended(place)
    badge = Credential.objects.get(certificate=new)
    _, new_place, _ = fetched_list(client, badge)
    assert not found.has_ended(new_place)
    assert payload_of(badge)["credentialSubject"]["identifier"][0]["identityHash"] == "Гүлнар Ахметқызы"


@pytest.mark.django_db
def test_after_a_new_key_old_badges_are_still_believed(credential, give, bolat, aigerim, client):
    services.rotate_key(actor=aigerim)
    newer = Credential.objects.get(certificate=give(bolat))

    assert newer.key_id != credential.key_id
    assert selectors.check_token(credential.token).badge.holder == "Гүлнар Ахметова"
    assert selectors.check_token(newer.token).badge.holder == "Болат Жұмабаев"
    keys = client.get("/badges/keys.json").json()["keys"]
    assert ["exp" in one for one in keys] == [False, True]
    assert not any("d" in one for one in keys)


@pytest.mark.django_db
def test_a_key_that_cannot_be_opened_any_more_is_replaced(credential, give, bolat, settings):
    settings.SECRET_KEY = "another secret of the site, as after a restore without it"

    newer = Credential.objects.get(certificate=give(bolat))

    assert newer.key != credential.key
    assert selectors.check_token(credential.token).row == credential
    assert IssuerKey.objects.get(pk=credential.key_id).retired_at is not None
    assert AuditEvent.objects.filter(action="badge-key.made").count() == 2


@pytest.mark.django_db
def test_a_site_that_moved_signs_with_a_key_at_its_new_address(credential, give, bolat, settings):
    settings.PUBLIC_ADDRESS = "https://mil.example.kz"

    newer = Credential.objects.get(certificate=give(bolat))

    assert newer.key.key_id.startswith("https://mil.example.kz/badges/keys/")
    assert selectors.check_token(credential.token).row == credential
    assert selectors.check_token(newer.token).row == newer


@pytest.mark.django_db
def test_of_somebody_forgotten_the_name_goes_and_a_copy_is_still_known(credential, gulnar, aigerim):
    copy = credential.token

    people.erase_person(actor=aigerim, person=gulnar)

    credential.refresh_from_db()
    assert credential.token == ""
    assert selectors.check_token(copy).row == credential


@pytest.mark.django_db
def test_the_next_list_begins_when_one_is_half_full(credential, give, bolat, monkeypatch):
    monkeypatch.setattr("sauatty.web.badges.services.giving.PLACES", 2)

    newer = Credential.objects.get(certificate=give(bolat))

    assert newer.place in (2, 3)


@pytest.mark.django_db
def test_a_list_is_signed_anew_before_its_old_copy_loses_force(credential, client):
    _, _, response = fetched_list(client, credential)
    said = json.loads(unb64(response.content.decode().split(".")[1]))

    assert said["exp"] - said["nbf"] == timedelta(days=3).total_seconds()
    assert said["iss"] == credential.issuer
    assert len(said["credentialSubject"]["encodedList"]) < PLACES // 8
