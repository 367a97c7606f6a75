import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from sauatty.web.accounts import codes
from sauatty.web.accounts.models import Person, SignInCode
from sauatty.web.accounts.services import first, people, sign_in
from sauatty.web.base import jobs
from sauatty.web.base.models import Job

pytestmark = pytest.mark.django_db
SIGN_IN = "/ru/sign-in/"
CODE_PAGE = "/ru/sign-in/code/"


@pytest.fixture
def real_mail(settings):
    settings.IS_MAIL_REAL = True


def do_jobs():
    for job in Job.objects.filter(state=Job.State.QUEUED):
        jobs.run_job.call(str(job.pk))


def ask_by_mail(client, email, **more):
    return client.post(SIGN_IN, {"way": "mail", "email": email, **more})


def mailed_code():
    return re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0]


def main_part(answer):
    """The page's own part, without the token that differs each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode().split("<main")[1])


def is_in(client):
    return "_auth_user_id" in client.session


def test_it_works_with_a_code_by_mail(client, bolat, real_mail):
    asked = ask_by_mail(client, "Bolat@Example.kz ", next="/kk/profile/")
    do_jobs()
    done = client.post(CODE_PAGE, {"code": mailed_code().replace("-", " ")})

    assert (asked.status_code, asked["Location"]) == (302, CODE_PAGE)
    assert (done.status_code, done["Location"]) == (302, "/kk/profile/")
    assert mail.outbox[-1].to == ["bolat@example.kz"]
    assert is_in(client)


def test_an_unknown_address_gets_the_same_answer_and_the_same_work(client_of, bolat, real_mail):
    known, unknown = client_of(), client_of()

    answers = [ask_by_mail(known, "bolat@example.kz"), ask_by_mail(unknown, "nobody@example.kz")]
    n_jobs = Job.objects.count()
    do_jobs()
    pages = [main_part(known.get(CODE_PAGE)), main_part(unknown.get(CODE_PAGE))]
    wrong = [known.post(CODE_PAGE, {"code": "00000000"}), unknown.post(CODE_PAGE, {"code": "00000000"})]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, CODE_PAGE)] * 2
    assert n_jobs == 2 and len(mail.outbox) == 1
    assert pages[0].replace("bolat@", "nobody@") == pages[1]
    assert [answer.status_code for answer in wrong] == [422, 422]


def test_the_row_of_the_mail_job_holds_no_address(client, bolat, real_mail):
    ask_by_mail(client, "bolat@example.kz")

    assert "bolat" not in str(Job.objects.values_list("payload", "idempotency_key").get())


def test_where_no_mail_is_sent_the_page_points_to_the_one_time_code(client):
    page = client.get("/en/sign-in/").content.decode()

    assert "does not send e-mail yet" in page
    assert 'value="mail"' not in page


@pytest.mark.parametrize("written", ["{code}", "{dashed}", "{small}", " {dashed} "])
def test_a_printed_code_is_taken_as_people_type_it(client, aigerim, bolat, written):
    code = people.make_printed_code(actor=aigerim, person=bolat)
    typed = written.format(code=code, dashed=codes.grouped(code), small=codes.grouped(code).lower())

    answer = client.post(SIGN_IN, {"way": "code", "code": typed})

    assert answer.status_code == 302 and is_in(client)


def test_letters_of_a_russian_keyboard_are_read_as_meant():
    assert codes.normalise("авсе-нкмр-тху2") == "ABCEHKMPTXY2"


def test_a_code_works_once(client_of, aigerim, bolat):
    code = people.make_printed_code(actor=aigerim, person=bolat)
    once, twice = client_of(), client_of()

    once.post(SIGN_IN, {"way": "code", "code": code})
    second = twice.post(SIGN_IN, {"way": "code", "code": code})

    assert second.status_code == 422 and not is_in(twice)


def test_an_expired_code_is_refused(client, aigerim, bolat):
    code = people.make_printed_code(actor=aigerim, person=bolat)
    SignInCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert client.post(SIGN_IN, {"way": "code", "code": code}).status_code == 422
    assert not is_in(client)


def test_a_new_code_puts_the_earlier_one_out_of_force(client, aigerim, bolat):
    earlier = people.make_printed_code(actor=aigerim, person=bolat)
    people.make_printed_code(actor=aigerim, person=bolat)

    assert client.post(SIGN_IN, {"way": "code", "code": earlier}).status_code == 422


def test_after_ten_wrong_guesses_even_the_right_code_waits(client, aigerim, bolat):
    code = people.make_printed_code(actor=aigerim, person=bolat)
    wrong = code[:4] + "22222222"

    answers = [client.post(SIGN_IN, {"way": "code", "code": wrong}).status_code for _ in range(11)]
    right = client.post(SIGN_IN, {"way": "code", "code": code})

    assert answers == [422] * 10 + [429]
    assert right.status_code == 429 and not is_in(client)


def test_guesses_at_one_account_do_not_lock_another_one_out(client, aigerim, bolat):
    for _ in range(11):
        client.post(SIGN_IN, {"way": "password", "email": "bolat@example.kz", "password": "wrong"})
    sign_in.set_password(person=aigerim, password="тау мен теңіз арасы")

    answer = client.post(
        SIGN_IN, {"way": "password", "email": "aigerim@example.kz", "password": "тау мен теңіз арасы"}
    )

    assert answer.status_code == 302 and is_in(client)


def test_wrong_guesses_of_a_mailed_code_are_limited(client, bolat, real_mail):
    ask_by_mail(client, "bolat@example.kz")
    do_jobs()

    answers = [client.post(CODE_PAGE, {"code": "00000000"}).status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]
    assert client.post(CODE_PAGE, {"code": mailed_code()}).status_code == 429


def test_signing_in_gives_a_new_session_id(client, aigerim, bolat, real_mail):
    ask_by_mail(client, "bolat@example.kz")
    before = client.session.session_key
    code = people.make_printed_code(actor=aigerim, person=bolat)

    client.post(SIGN_IN, {"way": "code", "code": code})

    assert client.session.session_key != before


def test_sessions_end_with_the_password_and_with_deactivation(client_of, aigerim, bolat):
    browser = client_of(bolat)
    sign_in.set_password(person=bolat, password="жаңа ұзын құпиясөз")
    after_password = browser.get("/kk/profile/").status_code
    again = client_of(bolat)

    people.set_active(actor=aigerim, person=bolat, is_active=False)
    people.set_active(actor=aigerim, person=bolat, is_active=True)

    assert after_password == 302
    assert again.get("/kk/profile/").status_code == 302


def test_a_deactivated_person_cannot_come_in(client, aigerim, bolat):
    code = people.make_printed_code(actor=aigerim, person=bolat)
    people.set_active(actor=aigerim, person=bolat, is_active=False)

    assert client.post(SIGN_IN, {"way": "code", "code": code}).status_code == 422


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_foreign_next_page_is_ignored(client, aigerim, bolat, to):
    code = people.make_printed_code(actor=aigerim, person=bolat)

    answer = client.post(SIGN_IN, {"way": "code", "code": code, "next": to})

    assert answer["Location"] == "/ru/"


def test_the_first_link_is_not_used_by_looking_at_it(client):
    address = reverse("accounts:start", args=[first.first_link()])

    looks = [client.get(address).status_code for _ in range(3)]
    entered = client.post(address)
    again = client.post(address)

    assert looks == [200] * 3
    assert entered["Location"].endswith("/welcome/")
    assert again.status_code == 404


def test_the_language_of_the_first_sign_in_is_kept_and_later_ones_change_nothing(client_of, aigerim, bolat):
    bolat.language = "en"
    bolat.save()
    for page in ("ru", "kk"):
        code = people.make_printed_code(actor=aigerim, person=bolat)
        answer = client_of().post(f"/{page}/sign-in/", {"way": "code", "code": code})
        bolat.refresh_from_db()
        assert (answer["Location"], bolat.language) == ("/ru/", "ru")


def test_a_signed_in_person_signs_out(client_of, bolat):
    browser = client_of(bolat)

    answer = browser.post("/kk/sign-out/")

    assert answer.status_code == 302 and not is_in(browser)
    assert browser.get("/kk/sign-out/").status_code in {302, 404, 405}


def test_codes_are_kept_as_hashes_only(aigerim, bolat):
    code = people.make_printed_code(actor=aigerim, person=bolat)

    row = SignInCode.objects.filter(kind="printed").values().get()

    assert code not in str(row) and row["code_hash"] != code


def test_the_qr_code_is_a_drawing_of_our_own(client):
    answer = client.get("/kk/sign-in/qr.svg")

    assert answer.status_code == 200 and answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content and b"style=" not in answer.content


def test_a_flood_from_one_address_is_stopped_and_a_proxy_of_this_machine_is_not(
    client, aigerim, bolat, monkeypatch
):
    monkeypatch.setattr(sign_in, "TRIES_OF_ADDRESS", 3)
    typed = [f"{number}AAA-BBBB-CCCC" for number in range(2, 7)]

    flood = [
        client.post(SIGN_IN, {"way": "code", "code": code}, REMOTE_ADDR="203.0.113.7").status_code
        for code in typed
    ]
    proxied = [client.post(SIGN_IN, {"way": "code", "code": code}).status_code for code in typed]

    assert flood == [422] * 3 + [429] * 2
    assert proxied == [422] * 5


def behind(address):
    """What a request carries that came through the web server of this machine."""
    return {"HTTP_X_FORWARDED_FOR": address}


def test_behind_the_web_server_of_this_machine_the_address_of_the_visitor_counts(client, monkeypatch):
    monkeypatch.setattr(sign_in, "TRIES_OF_ADDRESS", 3)
    typed = [f"{number}AAA-BBBB-CCCC" for number in range(2, 7)]

    one = [client.post(SIGN_IN, {"way": "code", "code": code}, **behind("203.0.113.7")) for code in typed]
    other = client.post(SIGN_IN, {"way": "code", "code": typed[0]}, **behind("203.0.113.8"))

    assert [answer.status_code for answer in one] == [422] * 3 + [429] * 2 and other.status_code == 422
    assert int(one[-1]["Retry-After"]) > 0


def limited_of_a_school(client_of, n):
    """Let pupils of one school sign in by their cards, each with one mistake; return how many were told to wait."""
    limited = 0
    for number in range(n):
        pupil = Person.objects.create_person(name=f"Pupil {number}")
        code = sign_in.make_code(person=pupil, kind=SignInCode.Kind.PRINTED, actor=None)
        client = client_of()
        for typed in (code[:-1] + ("A" if code[-1] != "A" else "B"), code):
            answer = client.post(SIGN_IN, {"way": "code", "code": typed}, **behind("203.0.113.7"))
            limited += answer.status_code == 429
        limited += not is_in(client)
    return limited


@pytest.mark.slow
def test_of_300_pupils_behind_one_address_none_is_limited(client_of):
    assert limited_of_a_school(client_of, 300) == 0


def test_a_limit_by_address_alone_would_lock_the_class_out(client_of, monkeypatch):
    monkeypatch.setattr(sign_in, "TRIES_OF_ADDRESS", sign_in.TRIES)

    assert limited_of_a_school(client_of, 12) > 0


def work_of(monkeypatch, client, email):
    """Return status, page and how many passwords were hashed for one try with a wrong password."""
    hashed, encode = [], PBKDF2PasswordHasher.encode
    monkeypatch.setattr(
        PBKDF2PasswordHasher, "encode", lambda *args, **more: hashed.append(1) or encode(*args, **more)
    )
    answer = client.post(SIGN_IN, {"way": "password", "email": email, "password": "not the password"})
    monkeypatch.undo()
    return answer.status_code, main_part(answer).replace(email, "…"), len(hashed)


def people_to_guess_at(bolat):
    sign_in.set_password(person=bolat, password="a long enough password")
    Person.objects.create_person(name="Without", email="without@example.kz")
    gone = Person.objects.create_person(name="Gone", email="gone@example.kz")
    sign_in.set_password(person=gone, password="a long enough password")
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    return ["bolat@example.kz", "without@example.kz", "gone@example.kz", "nobody@example.kz"]


@pytest.fixture
def slow_hasher(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def test_a_wrong_password_costs_the_same_for_known_and_unknown(client_of, bolat, monkeypatch, slow_hasher):
    done = [work_of(monkeypatch, client_of(), email) for email in people_to_guess_at(bolat)]

    assert len(set(done)) == 1 and done[0][0] == 422 and done[0][2] == 1


def test_a_sign_in_that_skips_the_work_for_strangers_would_be_seen(
    client_of, bolat, monkeypatch, slow_hasher
):
    known, *_rest = people_to_guess_at(bolat)

    def skipping(request, *, username, password):
        person = Person.objects.filter(email=username).first()
        return person if person and person.check_password(password) else None

    done = []
    for email in (known, "nobody@example.kz"):
        monkeypatch.setattr(sign_in, "authenticate", skipping)
        done.append(work_of(monkeypatch, client_of(), email))

    assert done[0] != done[1]


def test_where_no_mail_is_sent_the_administrator_is_told_the_command(client, settings):
    without = client.get("/en/sign-in/").content.decode()
    settings.IS_MAIL_REAL = True
    with_mail = client.get("/en/sign-in/").content.decode()

    assert ".venv/bin/sauatty-web sign_in_link" in without and "sign_in_link" not in with_mail


@pytest.mark.parametrize("email", ["bolat@example.kz", "nobody@example.kz"])
def test_a_wrong_password_is_called_a_wrong_password(client, bolat, email):
    answer = client.post(
        SIGN_IN.replace("ru", "en"), {"way": "password", "email": email, "password": "wrong"}
    )

    assert answer.status_code == 422 and "E-mail or password is not right" in answer.content.decode()
