"""Short links: where they may lead, what they count, and the sheet that is printed."""

import re

import pytest

from sauatty.web.links import services
from sauatty.web.links.models import ShortLink
from sauatty.web.links.selectors import page_path

pytestmark = pytest.mark.django_db
LESSONS = "/kk/lessons/"


def test_it_works(client, client_of, bolat):
    shown = client_of(bolat).post("/en/links/make/", {"address": LESSONS}, follow=True)
    link = ShortLink.objects.get()

    assert f"/l/{link.code}" in shown.content.decode()
    opened = client.get(f"/l/{link.code}", headers={"accept-language": "ru"})
    assert (opened.status_code, opened["Location"]) == (302, "/ru/lessons/")
    assert (
        client.get(f"/l/{link.code.upper()}", headers={"accept-language": "kk"})["Location"] == "/kk/lessons/"
    )
    link.refresh_from_db()
    assert link.n_opened == 2
    assert {field.name for field in ShortLink._meta.get_fields()} == {"code", "path", "n_opened", "made_on"}


def test_the_same_page_has_one_link_in_all_languages():
    assert services.make_link(LESSONS) == services.make_link("/en/lessons/")


def test_the_letters_cannot_be_confused():
    code = services.make_link(LESSONS).code

    assert re.fullmatch("[a-z]{7}", code) and not set(code) & set("aeiouyl0")


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/kk/lessons/", "//evil.example/kk/lessons/", "/kk//evil.example/", "/kk/\\evil.example",
        "javascript:alert(1)", "/evil", "", "/kk/no-such-page/", "/xx/lessons/", "kk/lessons/",
        "/kk/start/abcdef/", "/kk/profile/", "/kk/lessons",
    ],
)  # fmt: skip
def test_no_link_leads_to_another_site_to_a_key_or_to_a_page_that_not_everybody_may_open(
    client_of, bolat, address
):
    assert page_path(address) == ""
    assert client_of(bolat).post("/en/links/make/", {"address": address}).status_code == 404
    assert not ShortLink.objects.exists()


def test_a_row_that_was_put_there_by_hand_leads_nowhere_either(client):
    for code, path in (
        ("bbbbbbb", "//evil.example/"),
        ("ccccccc", "/profile/"),
        ("ddddddd", "/no-such-page/"),
    ):
        ShortLink.objects.create(code=code, path=path)
        assert client.get(f"/l/{code}").status_code == 404
    assert client.get("/l/zzzzzzz").status_code == 404
    assert set(ShortLink.objects.values_list("n_opened", flat=True)) == {0}


def test_a_visitor_opens_links_and_makes_none(client):
    link = services.make_link(LESSONS)

    assert client.post("/en/links/make/", {"address": LESSONS}).status_code == 302  # to sign in
    assert client.get(f"/l/{link.code}.svg")["Content-Type"] == "image/svg+xml"


def test_a_look_at_the_head_counts_nothing(client):
    link = services.make_link(LESSONS)
    client.head(f"/l/{link.code}")
    link.refresh_from_db()

    assert link.n_opened == 0


def test_opening_asks_little_of_the_database(client, django_assert_max_num_queries):
    link = services.make_link(LESSONS)

    with django_assert_max_num_queries(2):
        client.get(f"/l/{link.code}")


@pytest.mark.parametrize(("asked", "n"), [("1", 1), ("8", 8), ("900", 1), ("x", 1)])
def test_the_sheet_has_as_many_codes_as_asked_with_their_titles(client_of, bolat, asked, n):
    link = services.make_link(LESSONS)
    query = {"n": asked, "title_kk": "Сабақтар <тегін>", "title_ru": "Занятия"}
    page = client_of(bolat).get(f"/en/links/{link.code}/sheet/", query).content.decode()

    assert page.count('class="qr-card"') == n
    assert page.count('<p class="qr-title" lang="kk">Сабақтар &lt;тегін&gt;</p>') == n
    assert page.count(f"/l/{link.code}</p>") == n
