"""The public page: off until it is published, the same for everybody, gone at once, and frozen in between."""

import csv
import json

import pytest
from django.db import DatabaseError, transaction

from sauatty.core.errors import ShowcaseAddressTaken
from sauatty.web.base.models import AuditEvent
from sauatty.web.programmes.models import Programme
from sauatty.web.showcases import erasure, services
from sauatty.web.showcases.models import Showcase, Snapshot

pytestmark = pytest.mark.django_db
PAGE = "/en/p/mil-2027/"
FILES = ("", "numbers.csv", "numbers.xlsx", "map.svg", "picture.svg")


def test_a_page_that_is_off_is_as_if_it_were_not_there(client, showcase, people):
    for name in FILES:
        assert client.get(PAGE + name).status_code == 404
        assert client.get(f"/en/p/absent/{name}").status_code == 404


def test_anybody_reads_the_published_page_in_three_languages_without_a_cookie(client, published):
    for language, word in (
        ("kk", "Кітапханашылар"),
        ("ru", "Курс для библиотекарей"),
        ("en", "For librarians"),
    ):
        response = client.get(f"/{language}/p/mil-2027/")
        assert response.status_code == 200 and word in response.content.decode()
        assert not response.cookies and len(response.content) < 60_000
        assert response.headers["Cache-Control"] == "public, no-cache"
        again = client.get(f"/{language}/p/mil-2027/", headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304


def test_somebody_signed_in_gets_the_same_bytes_as_a_visitor(client, client_of, aigerim, published):
    assert client_of(aigerim).get(PAGE).content == client.get(PAGE).content


def test_small_numbers_and_those_that_give_them_away_are_not_even_stored(published):
    people = published.content["people"]
    by_region = {
        row["code"]: dict(zip(people["kinds"], row["cells"], strict=False)) for row in people["rows"]
    }
    assert by_region["KZ-55"]["public-library"] is None
    assert people["n"] == 40  # 38 rounded
    shown = [cell for row in people["rows"] for cell in row["cells"] if cell is not None]
    assert all(cell % 5 == 0 for cell in shown)


def test_the_files_say_exactly_what_the_page_says(client, published):
    page = client.get(PAGE).content.decode()
    rows = client.get(PAGE + "numbers.csv").content.decode("utf-8-sig").splitlines()
    table = [row.split(";") for row in rows]
    pavlodar = next(row for row in table if row[0].startswith("Pavlodar"))
    assert "•" in pavlodar
    for cell in pavlodar[1:]:
        assert f'<td class="num">{cell}</td>' in page
    assert client.get(PAGE + "numbers.xlsx").content[:2] == b"PK"
    assert client.get(PAGE + "numbers.exe").status_code == 404
    plain = client.get(PAGE + "numbers.csv?for=programs").content.decode("utf-8-sig")
    assert list(csv.reader(plain.splitlines())) == list(csv.reader(rows, delimiter=";"))


def test_pictures_are_read_without_script_and_name_the_numbers(client, published):
    for name in ("map.svg", "picture.svg"):
        response = client.get(PAGE + name)
        assert response.headers["Content-Type"] == "image/svg+xml"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert b"<script" not in response.content and b"<style" not in response.content
    assert "Participants, once each: 40" in client.get(PAGE + "picture.svg").content.decode()


def test_taken_off_it_is_gone_at_once_and_comes_back_with_a_new_snapshot(client, aigerim, published):
    mark = client.get(PAGE).headers["ETag"]
    services.withdraw(actor=aigerim, showcase=published.showcase)
    assert client.get(PAGE, headers={"If-None-Match": mark}).status_code == 404
    assert services.publish(actor=aigerim, showcase=published.showcase).number == 2
    assert client.get(PAGE).status_code == 200
    said = AuditEvent.objects.filter(action__startswith="showcase.").values_list("action", flat=True)
    assert {"showcase.published", "showcase.withdrawn"} <= set(said)


def test_who_comes_later_changes_nothing_until_it_is_published_again(client, aigerim, published, come):
    before = client.get(PAGE).content
    come("KZ-75", "school", 6)
    assert client.get(PAGE).content == before
    again = services.publish(actor=aigerim, showcase=published.showcase)
    assert again.content["people"]["n"] == 45 and client.get(PAGE).content != before


def test_the_table_stays_where_fewer_than_five_came(aigerim, published, come):
    come("KZ-75", "school", 4)
    second = services.publish(actor=aigerim, showcase=published.showcase)
    assert second.content["people"] == published.content["people"]
    come("KZ-75", "school", 1)  # five by now, since the table was counted
    third = services.publish(actor=aigerim, showcase=published.showcase)
    assert third.n_people == 43 and third.content["people"] != published.content["people"]


def test_what_was_published_never_changes(published):
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(pk=published.pk).update(content={})


def test_a_coordinator_writes_looks_and_publishes(client_of, aigerim, programme, people, client):
    browser, desk = client_of(aigerim), f"/en/board/{programme.pk}/public/"
    assert "The page is off." in browser.get(desk).content.decode()
    sent = {"slug": "our-page", "text_en": "<b>Bold</b> words", "funder": "", "host": ""}
    assert browser.post(desk, sent).url == f"{desk}preview/"
    preview = browser.get(f"{desk}preview/").content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt; words" in preview and "Pavlodar" in preview
    assert client.get("/en/p/our-page/").status_code == 404
    browser.post(f"{desk}publish/")
    assert client.get("/en/p/our-page/").status_code == 200
    assert "/kk/p/our-page/" in browser.get(desk).content.decode()
    browser.post(f"{desk}withdraw/")
    assert client.get("/en/p/our-page/").status_code == 404


def test_pages_are_nobody_elses_business(client_of, bolat, stranger, published, programme):
    for person in (None, bolat, stranger):
        for name in ("", "preview/"):
            assert client_of(person).get(f"/en/board/{programme.pk}/public/{name}").status_code in (302, 404)
        assert client_of(person).post(f"/en/board/{programme.pk}/public/withdraw/").status_code in (302, 404)
    assert Showcase.objects.get().published_id == published.pk


def test_two_programmes_cannot_have_one_address(client_of, aigerim, showcase):
    other = Programme.objects.create(title_kk="Басқа")
    with pytest.raises(ShowcaseAddressTaken):
        services.write(actor=aigerim, programme=other, facts={"slug": "mil-2027"})
    response = client_of(aigerim).post(f"/en/board/{other.pk}/public/", {"slug": "mil-2027"})
    assert response.status_code == 422 and "has the address" in response.content.decode()


def test_the_page_asks_the_database_little(client, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(PAGE)


def test_who_is_erased_published_nothing_by_name(aigerim, published):
    assert erasure.snapshots(aigerim) == 1
    published.refresh_from_db()
    assert published.made_by is None and "Әйгерім" not in json.dumps(published.content, ensure_ascii=False)
