"""Corrected, issued anew, revoked, forgotten: the register keeps what was."""

import pytest

from sauatty.core.errors import CertificateErased, CertificateNotValid
from sauatty.web.accounts.services import people
from sauatty.web.certificates import services
from sauatty.web.certificates.models import Certificate, CertificateFile
from sauatty.web.mails.models import Letter

State = Certificate.State


@pytest.mark.django_db
def test_it_works(certificate, aigerim):
    new = services.correct(
        actor=aigerim, certificate=certificate, fields={"holder": "Гүлнар Ахметқызы"}, why="misspelt"
    )

    certificate.refresh_from_db()
    assert (certificate.state, certificate.ended_kind, certificate.ended_why) == (
        "replaced",
        "corrected",
        "misspelt",
    )
    assert certificate.printed["holder"] == "Гүлнар Ахметова"
    assert (new.state, new.replaces, new.register_number) == ("valid", certificate, "2026-0002")
    assert new.printed["holder"] == "Гүлнар Ахметқызы" and new.code != certificate.code
    assert new.person == certificate.person and new.grounds == certificate.grounds


@pytest.mark.django_db
def test_issued_anew_it_takes_the_design_of_today_and_the_old_file_stays(certificate, aigerim, design):
    old_file = services.file_of(certificate)
    values = {"name": "Жаңа", "languages": ["kk"], "signers": []}
    changed = services.change_design(actor=aigerim, design=design, values=values)

    new = services.correct(actor=aigerim, certificate=certificate, fields={})

    certificate.refresh_from_db()
    assert certificate.ended_kind == "reissued" and certificate.design == design != changed
    assert new.design == changed and new.printed["signers"] == []
    assert services.file_of(certificate) == old_file


@pytest.mark.django_db
def test_what_holds_no_more_cannot_be_changed_again(certificate, aigerim):
    services.revoke(actor=aigerim, certificate=certificate, kind="untrue", why="was not there")

    for act in (
        lambda: services.revoke(actor=aigerim, certificate=certificate, kind="other", why="again"),
        lambda: services.correct(actor=aigerim, certificate=certificate, fields={}),
    ):
        with pytest.raises(CertificateNotValid):
            act()
    assert Certificate.objects.count() == 1
    assert Letter.objects.filter(kind="certificate-revoked").count() == 1


@pytest.mark.django_db
def test_after_a_revocation_a_new_one_can_be_given(certificate, aigerim, award, gulnar):
    services.revoke(actor=aigerim, certificate=certificate, kind="mistake")

    new = services.issue(actor=aigerim, award=award, person=gulnar)

    assert new != certificate and new.state == State.VALID


@pytest.mark.django_db
def test_a_forgotten_person_leaves_number_and_state_and_no_name(certificate, aigerim, gulnar, client):
    hash_of_file = services.file_of(certificate) and Certificate.objects.get().pdf_sha256

    people.erase_person(actor=aigerim, person=gulnar)

    certificate.refresh_from_db()
    assert (certificate.person, certificate.printed["holder"], certificate.holder_key) == (None, "", "")
    assert (certificate.register_number, certificate.state) == ("2026-0001", "valid")
    assert not CertificateFile.objects.exists() and certificate.pdf_sha256 == hash_of_file
    text = client.get(f"/en/certificates/v/{certificate.code}/").content.decode()
    assert "Гүлнар" not in text and "2026-0001" in text and "name was erased" in text
    with pytest.raises(CertificateErased):
        services.file_of(certificate)
    with pytest.raises(CertificateErased):
        services.correct(actor=aigerim, certificate=certificate, fields={})


@pytest.mark.django_db
def test_the_file_is_made_once_and_stays_byte_for_byte(certificate):
    first = services.file_of(certificate)

    assert first.startswith(b"%PDF-") and services.file_of(certificate) == first
    CertificateFile.objects.all().delete()
    assert services.file_of(certificate) == first


@pytest.mark.django_db
def test_files_are_signed_with_a_key_that_the_database_alone_does_not_open(certificate, settings):
    """With another secret of the site another key takes its place: no certificate waits for the old one."""
    from sauatty.web.certificates import signing
    from sauatty.web.certificates.models import SigningKey

    assert b"/Sig" in services.file_of(certificate)
    row = SigningKey.objects.get()
    assert "PRIVATE KEY" not in row.sealed_private and signing.current_seal().private_key.startswith(
        b"-----BEGIN"
    )
    settings.SECRET_KEY = "another secret of another site, long enough"
    assert signing.current_seal().certificate != row.certificate.encode()
    assert signing.current_seal() == signing.current_seal()
    assert [one.is_current for one in SigningKey.objects.order_by("made_at")] == [False, True]
