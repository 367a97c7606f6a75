"""Anybody checks a certificate without signing in; nobody finds one that they do not have."""

import random
import secrets

import pytest

from sauatty.core.documents import certificate_codes as codes
from sauatty.web.accounts.services.people import erase_person
from sauatty.web.certificates import services
from sauatty.web.certificates.models import Certificate
from sauatty.web.certificates.views import public


def address(code, language="en"):
    return f"/{language}/certificates/v/{code}/"


FORM = "/en/certificates/v/"


@pytest.mark.django_db
def test_it_works(certificate, client):
    response = client.get(address(certificate.code))

    text = response.content.decode()
    assert response.status_code == 200 and "This certificate holds" in text
    for field in (
        "Гүлнар Ахметова",
        "2026-0001",
        "Дереккөзді тексеру",
        "Проверка источников",
        "16",
        "С. Басшы",
    ):
        assert field in text
    assert codes.in_groups(certificate.code) in text


@pytest.mark.django_db
def test_the_page_stays_out_of_search_engines_and_caches(certificate, client):
    for path in (FORM, address(certificate.code), address("0" * 28)):
        headers = client.get(path).headers
        assert "noindex" in headers["X-Robots-Tag"] and headers["Cache-Control"] == "private, no-store"
        assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["{}", "{:l}", "{:g}", "{:cyrillic}"])
def test_a_code_is_read_however_it_is_typed(certificate, client, written):
    code = certificate.code
    typed = {
        "{}": code, "{:l}": f"  {code.lower()} ", "{:g}": codes.in_groups(code).replace("-", " – "),
        "{:cyrillic}": code.translate(str.maketrans("ABEKMHPCTX0", "АВЕКМНРСТХO")),
    }[written]  # fmt: skip

    response = client.post(FORM, {"way": "code", "code": typed})

    assert response.status_code == 302 and response["Location"] == address(code)


@pytest.mark.parametrize("seed", range(20))
def test_each_mistyped_letter_and_each_swap_is_found(seed):
    chance, code = random.Random(seed), codes.code_of(secrets.randbits(codes.BITS))
    place = chance.randrange(len(code) - 1)
    other = chance.choice(sorted(set(codes.ALPHABET) - {code[place]}))
    wrong = code[:place] + other + code[place + 1 :]
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert codes.fault_of(code) == "" and codes.fault_of(wrong) == "check"
    assert swapped == code or codes.fault_of(swapped) == "check"


def test_codes_hold_128_bits_and_differ():
    many = {codes.code_of(secrets.randbits(codes.BITS)) for _ in range(2000)}

    assert len(many) == 2000 and {len(one) for one in many} == {28}
    assert len({one[: codes.LENGTH] for one in many}) == 2000


@pytest.mark.django_db
def test_a_mistyped_code_is_named_without_a_look_into_the_register(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.post(FORM, {"way": "code", "code": "ABC"})

    assert response.status_code == 422 and "you typed 3" in response.content.decode()


@pytest.mark.django_db
def test_wrong_codes_get_equal_answers_and_then_a_pause(certificate, client):
    wrong = [codes.code_of(n) for n in range(public.WRONG_CODES + 1)]

    answers = [client.get(address(code)) for code in wrong]

    first, last = answers[0], answers[-1]
    assert [one.status_code for one in answers] == [404] * public.WRONG_CODES + [429]
    plain = first.content.decode().replace(codes.in_groups(wrong[0]), "").replace(wrong[0], "")
    other = answers[1].content.decode().replace(codes.in_groups(wrong[1]), "").replace(wrong[1], "")
    assert _without_token(plain) == _without_token(other)
    assert last["Retry-After"] == "60"
    assert client.get(address(certificate.code)).status_code == 200


def _without_token(text):
    return "\n".join(line for line in text.split("<") if "csrfmiddlewaretoken" not in line)


@pytest.mark.django_db
def test_a_page_that_was_made_before_costs_one_look(certificate, client, django_assert_num_queries):
    client.get(address(certificate.code))

    with django_assert_num_queries(1):
        client.get(address(certificate.code))


@pytest.mark.django_db
def test_a_revoked_one_says_so_at_once_with_the_kind_of_reason_only(certificate, client, aigerim):
    assert "holds" in client.get(address(certificate.code)).content.decode()

    services.revoke(actor=aigerim, certificate=certificate, kind="mistake", why="Said in confidence")

    text = client.get(address(certificate.code)).content.decode()
    assert "This certificate was revoked" in text and "given by mistake" in text
    assert "Said in confidence" not in text and "This certificate holds" not in text


@pytest.mark.django_db
def test_a_replaced_one_names_the_number_of_the_new_one_and_not_its_code(certificate, client, aigerim):
    new = services.correct(actor=aigerim, certificate=certificate, fields={"holder": "Гүлнар Ахметқызы"})

    text = client.get(address(certificate.code)).content.decode()
    assert "was replaced" in text and new.register_number in text
    assert new.code not in text and codes.in_groups(new.code) not in text and "Ахметқызы" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_speaks_three_languages(certificate, client, language):
    response = client.get(address(certificate.code, language))

    assert response.status_code == 200 and f'<html lang="{language}"' in response.content.decode()


@pytest.mark.django_db
def test_the_file_that_was_given_out_is_known(certificate, client, tmp_path):
    file = _file(tmp_path, services.file_of(certificate))

    with file.open("rb") as sent:
        response = client.post(FORM, {"way": "file", "file": sent})

    assert response.status_code == 200
    assert "exactly the one that was given out" in response.content.decode()


@pytest.mark.django_db
def test_a_file_changed_by_one_byte_is_refused(certificate, client, tmp_path):
    content = bytearray(services.file_of(certificate))
    content[len(content) // 2] ^= 1

    with _file(tmp_path, bytes(content)).open("rb") as sent:
        response = client.post(FORM, {"way": "file", "file": sent})

    assert response.status_code == 404 and "This file was changed" in response.content.decode()
    assert "Гүлнар" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (b"\x89PNG", "not a PDF")])
def test_what_is_no_file_of_ours_is_named(db, client, tmp_path, content, words):
    with _file(tmp_path, content).open("rb") as sent:
        response = client.post(FORM, {"way": "file", "file": sent})

    assert response.status_code in (404, 422)
    assert "This certificate holds" not in response.content.decode()


def _file(folder, content):
    path = folder / "certificate.pdf"
    path.write_bytes(content)
    return path


@pytest.mark.django_db
def test_a_fabricated_hash_of_nothing_finds_nothing(certificate, client, tmp_path):
    assert Certificate.objects.get().pdf_sha256 == ""

    with _file(tmp_path, b"%PDF-1.7").open("rb") as sent:
        assert client.post(FORM, {"way": "file", "file": sent}).status_code == 404


def test_a_page_kept_with_a_name_goes_when_the_person_is_forgotten(certificate, client, aigerim, gulnar):
    public._pages.clear()
    address = f"/kk/certificates/v/{certificate.code}/"
    assert "Гүлнар" in client.get(address).content.decode()

    erase_person(actor=aigerim, person=gulnar)

    assert "Гүлнар" not in client.get(address).content.decode()
    kept = b"".join(content for _mark, content in public._pages.values())
    assert "Гүлнар".encode() not in kept
