"""The house with the demonstration in it: every role opens every page that a link leads to, in Kazakh and in Russian."""

import re
import socket
from collections import Counter, deque
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test import Client
from lxml import html

from sauatty.web.accounts.models import Grant
from web.test_demonstration import aigerim, invented, looked_around  # noqa: F401

pytestmark = [
    pytest.mark.django_db, pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="minutes of pages that no database changes"),
]  # fmt: skip

ENGLISH = re.compile(r"\b(the|and|of|is|are|with|for|not|this|that|no|to)\b", re.IGNORECASE)
CYRILLIC = re.compile(r"[а-яәғқңөұүһі]", re.IGNORECASE)
SILENT = {"script", "style", "code", "pre", "textarea", "title"}
ALIKE = (  # addresses of one page, each followed once
    (r"[0-9a-f]{8}-[0-9a-f-]{27}", "U"), (r"/\d+", "/N"), (r"/KZ-\w+", "/R"), (r"gmilaf[.\d]*", "G"),
    (r"^/../items/(mil|own|demo)-[^/]+", "/items/I"), (r"^(/../desk/../\w+)/[^/]+", r"\1/D"),
    (r"^/../lessons/(?!glossary|services|search|kept|mine)[^/]+/[^/]+", "/lessons/M/L"),
    (r"^/../lessons/(?!glossary|services|search|kept|mine|M)[^/]+/$", "/lessons/M/"), (r"/(t|e|s|v)/[^/]+/", r"/\1/X/"),
)  # fmt: skip


def shape(address):
    for pattern, short in ALIKE:
        address = re.sub(pattern, short, address)
    return address


def english_in(tree, language):
    """Name the pieces of English that stand in a page without saying that they are English."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in SILENT:
            continue
        near = element.xpath("ancestor-or-self::*[@lang or self::code][1]")
        if near and near[-1].get("lang") != language:
            continue
        for text in (element.text, *(child.tail for child in element)):
            said = (text or "").strip()
            if len(ENGLISH.findall(said)) > 1 and not CYRILLIC.search(said) and not said.startswith("http"):
                yield said[:80]


def walk(client, language):
    """Open one page of each shape that links lead to; return what was found wrong, and how many were opened."""
    wrong, seen, shapes = [], set(), Counter()
    waiting = deque([(f"/{language}/", "the front door")])
    while waiting:
        address, parent = waiting.popleft()
        if shapes[shape(address)]:
            continue
        shapes[shape(address)] += 1
        response = client.get(address, follow=True)
        if response.status_code >= 400:
            wrong.append(f"{address} from {parent}: {response.status_code}")
        elif "html" in response.headers.get("Content-Type", "") and not response.streaming:
            tree = html.fromstring(response.content)
            wrong += [f"{address}: {said!r}" for said in english_in(tree, language)]
            for link in tree.xpath("//a/@href"):
                found = urljoin(address, link).split("#")[0]
                if found.startswith(f"/{language}/") and found not in seen:
                    seen.add(found)
                    waiting.append((found, address))
        response.close()
    return wrong, len(shapes)


def client_of(role):
    client = Client()
    if role != "visitor":
        client.force_login(Grant.objects.filter(role=role).select_related("person").first().person)
    return client


@pytest.fixture
def calls(monkeypatch):
    """Refuse and keep every call of this process to another machine, names that it looks up too."""
    made = []

    def refuse(*args, **kwargs):
        made.append(args[-1])
        raise OSError("nobody is called")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    return made


def test_a_call_to_another_machine_would_be_seen(calls):
    for call in (
        lambda: socket.socket().connect(("127.0.0.1", 9)),
        lambda: socket.getaddrinfo("example.org", 80),
    ):
        with pytest.raises(OSError, match="nobody is called"):
            call()
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("role", "language", "least"),
    [("coordinator", "kk", 300), ("participant", "ru", 60), ("visitor", "kk", 50)],
)
def test_no_link_leads_nowhere_and_no_word_is_left_in_english(aigerim, calls, role, language, least):  # noqa: F811
    wrong, opened = walk(client_of(role), language)
    assert calls == []
    assert not wrong, "\n".join(wrong)
    assert opened >= least


def test_the_walk_sees_english_words_and_dead_links():
    tree = html.fromstring(
        '<html lang="kk"><p>This is not the page</p><p lang="en">This is the original</p></html>'
    )
    assert list(english_in(tree, "kk")) == ["This is not the page"]
