"""Giving files out: to whom, and in what wrapping."""

import io

import pytest
from PIL import Image

from sauatty.web.accounts.services.people import erase_person
from sauatty.web.attachments import files, opening, selectors, services
from sauatty.web.attachments.models import Attachment
from web.attachments.sending import lies, photo, send

pytestmark = pytest.mark.django_db
PDF_BYTES = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"


@pytest.fixture
def opened(monkeypatch):
    """A use of files that opens those in the set to everybody."""
    ids = set()
    monkeypatch.setattr(opening, "_openers", {})
    opening.register_opener("tests", lambda person, attachment: attachment.pk in ids)
    return ids


def body(response):
    return b"".join(response.streaming_content)


def test_it_works_for_the_owner_alone(client_of, bolat, aigerim, stranger):
    row = send(bolat, photo())
    for address in (selectors.url_of(row), selectors.thumbnail_url_of(row)):
        shown = client_of(bolat).get(address)
        assert shown.status_code == 200 and Image.open(io.BytesIO(body(shown))).format == "JPEG"
        for other in (aigerim, stranger, None):
            assert client_of(other).get(address).status_code == 404


def test_who_uses_a_file_opens_it(client_of, bolat, stranger, opened):
    row, closed = send(bolat, photo()), send(bolat, photo())
    opened.add(row.pk)

    for visitor in (stranger, None):
        assert client_of(visitor).get(selectors.url_of(row)).status_code == 200
        assert client_of(visitor).get(selectors.url_of(closed)).status_code == 404


def test_a_file_that_is_not_ready_is_opened_to_nobody(client_of, bolat, stranger, opened):
    row = send(bolat, photo(), check=False)
    opened.add(row.pk)

    assert client_of(stranger).get(selectors.url_of(row)).status_code == 404
    assert client_of(bolat).get(selectors.url_of(row)).status_code == 404


def test_a_photo_is_shown_and_can_do_nothing(client_of, bolat):
    row = send(bolat, photo(), name='../../"evil".html')
    headers = client_of(bolat).get(selectors.url_of(row)).headers

    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"] == f'inline; filename="photo-{row.pk.hex[:8]}.jpg"'
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"


def test_a_document_is_only_saved(client_of, bolat):
    row = send(bolat, PDF_BYTES, name="Есеп\r\nX: y.html", kind="file")
    shown = client_of(bolat).get(selectors.url_of(row))

    assert body(shown) == PDF_BYTES
    assert shown.headers["Content-Type"] == "application/pdf"
    assert shown.headers["Content-Disposition"].startswith("attachment; ")
    assert (
        ".pdf" in shown.headers["Content-Disposition"] and ".html" not in shown.headers["Content-Disposition"]
    )
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert selectors.thumbnail_url_of(row) == ""


def test_a_file_that_is_lost_is_not_there(client_of, bolat):
    row = send(bolat, photo())
    files.remove(row.stored)

    assert client_of(bolat).get(selectors.url_of(row)).status_code == 404


def test_a_removed_file_is_gone_with_its_small_picture(bolat, django_capture_on_commit_callbacks):
    row = send(bolat, photo())
    with django_capture_on_commit_callbacks(execute=True):
        services.remove(actor=bolat, attachment=row)

    assert not Attachment.objects.exists() and list(lies().iterdir()) == []


def test_who_is_forgotten_leaves_no_file(aigerim, bolat, stranger, django_capture_on_commit_callbacks):
    send(bolat, photo())
    send(bolat, photo(), check=False)
    other = send(stranger, photo())
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(actor=aigerim, person=bolat)

    assert [row.pk for row in Attachment.objects.all()] == [other.pk]
    assert len(list(lies().iterdir())) == 2
