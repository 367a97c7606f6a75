"""Wherever a page gives a link to pass on, the box to copy and share it stands."""

import re
from pathlib import Path

import pytest

import sauatty.web

TEMPLATES = Path(sauatty.web.__file__).parent
GIVES = re.compile(
    r"<code>\{\{ *[a-z_]*address *\}\}|\{\{ *public_address *\}\}\{%|\{\{ *(?:join|say)_address *\}\}|A link to send"
)
# Who shows an address and gives no link: why
WITHOUT = {
    "links/_share.html": "it is the box",
    "devices/_browser_note.html": "the page itself, to be opened in another browser; it has its own button",
    "planning/feed_list.html": "addresses for a calendar program, which no messenger opens",
}
GIVERS = (
    "planning/event_public.html", "planning/event_detail.html", "papers/test_detail.html", "showcases/desk.html",
    "showcases/page.html", "activities/activity_detail.html", "workshops/workshop_detail.html", "needs/director_links.html",
    "standards/session_detail.html", "publications/version_detail.html", "lessons/module_detail.html",
    "lessons/lesson_detail.html", "certificates/verify_code.html", "fieldwork/share.html",
)  # fmt: skip


def templates() -> dict[str, str]:
    return {
        f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8")
        for path in TEMPLATES.glob("*/templates/*/*.html")
    }


def lacking(found: dict[str, str]) -> set[str]:
    return {
        name for name, text in found.items() if GIVES.search(text) and "links/_share.html" not in text
    } - set(WITHOUT)


def test_no_page_gives_a_link_without_the_box():
    found = templates()

    assert lacking(found) == set()
    assert set(WITHOUT) <= set(found), "an exception for a page that is gone"


def test_a_page_that_forgets_the_box_is_seen():
    assert lacking({"x/y.html": "<p><code>{{ address }}</code></p>"}) == {"x/y.html"}


@pytest.mark.parametrize("name", GIVERS)
def test_each_page_that_gives_a_link_has_the_box(name):
    assert '{% include "links/_share.html"' in templates()[name]


@pytest.mark.django_db
def test_a_lesson_and_its_module_can_be_shared_in_short(client, client_of, bolat):
    module = "/en/lessons/copyright/"
    lesson = re.search(rf'href="({module}[^"/]+/)"', client.get(module).content.decode())[1]

    for page in (module, lesson):
        visitor, known = client.get(page).content.decode(), client_of(bolat).get(page).content.decode()
        assert f'{page}"' in re.search(r'data-share="[^"]*"', visitor)[0]
        assert 'name="address"' not in visitor, "a visitor makes no short link"
        assert f'name="address" value="{page}"' in known
