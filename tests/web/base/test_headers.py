"""Every address and every status carries the policy, and nothing personal may be kept by a cache."""

import re

import pytest
from django.test import Client

from sauatty.web.base import middleware, roles
from web.test_permission_matrix import every_address

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": {"nosniff"}, "Referrer-Policy": {"same-origin", "strict-origin", "no-referrer"},
    "X-Frame-Options": {"DENY"}, "Cross-Origin-Opener-Policy": {"same-origin"},
}  # fmt: skip
INLINE = re.compile(
    rb"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/(?:json|ld\+json)\")|javascript:"
)
FOREIGN = re.compile(rb"<(?:script|link|img|iframe|source)[^>]+(?:src|href)=\"https?://")


def wrong_with(response, *, is_personal):
    """Name what is wrong with the headers, and the page, of an answer."""
    found = [name for name, values in ALWAYS.items() if response.headers.get(name) not in values]
    policy = response.headers.get("Content-Security-Policy", "")
    if policy != middleware.CSP and not policy.startswith("default-src 'none'"):
        found.append(f"policy {policy!r}")
    if "unsafe" in policy:
        found.append("unsafe policy")
    if is_personal and "html" in response.headers.get("Content-Type", ""):
        kept = response.headers.get("Cache-Control", "")
        found += [f"cache {kept!r}"] if "no-store" not in kept and "private" not in kept else []
    if not response.streaming and "html" in response.headers.get("Content-Type", ""):
        found += [f"inline {one!r}" for one in INLINE.findall(response.content)]
        found += [f"foreign {one!r}" for one in FOREIGN.findall(response.content)]
    return found


def walk(client, *, is_personal):
    client.raise_request_exception = False
    wrong, statuses = [], set()
    for name, path in every_address():
        for method in ("get", "delete"):
            if name == "accounts:sign_out":
                continue
            response = getattr(client, method)(path)
            statuses.add(response.status_code)
            wrong += [
                f"{method} {name} {response.status_code}: {one}"
                for one in wrong_with(response, is_personal=is_personal)
            ]
    return wrong, statuses


@pytest.mark.slow
@pytest.mark.parametrize("who", ["visitor", "administrator"])
def test_every_address_carries_the_policy(client_of, aigerim, who):
    wrong, statuses = walk(
        client_of(aigerim if who == "administrator" else None), is_personal=who != "visitor"
    )

    assert wrong == []
    assert statuses >= ({200, 302, 404} if who == "visitor" else {200, 404, 405})


def answers_of_every_status(client_of, aigerim, monkeypatch):
    """Make one answer of each status that people meet."""
    visitor, signed_in, strict = client_of(), client_of(aigerim), Client(enforce_csrf_checks=True)
    visitor.raise_request_exception = False
    strict.force_login(aigerim)
    yield 200, visitor.get("/kk/about/")
    yield 302, visitor.get("/kk/profile/")
    yield 400, signed_in.get("/kk/people/?q=%00")
    yield 403, strict.post("/kk/profile/", {"name": "x"})
    yield 404, visitor.get("/kk/nowhere/")
    yield 405, signed_in.get("/kk/sign-out/")
    envelope = "/api/v1/envelopes/11111111-1111-4111-8111-111111111111"
    yield 413, signed_in.put(envelope, b"{" + b" " * 2_000_000)
    yield 422, visitor.post("/kk/sign-in/", {"way": "code", "code": "AAAA-BBBB-CCCC"})
    monkeypatch.setattr("sauatty.web.base.limits.is_within_limit", lambda *_args, **_more: False)
    yield 429, visitor.post("/kk/sign-in/", {"way": "code", "code": "AAAA-BBBB-CCCC"})
    monkeypatch.setattr("sauatty.web.base.views.render", lambda *_args, **_more: 1 / 0)
    yield 500, visitor.get("/kk/about/")
    yield 503, visitor.get("/kk/about/", headers={"X-Request-Start": "t=1700000000"})


def test_every_status_carries_the_policy(client_of, aigerim, monkeypatch):
    for status, answer in answers_of_every_status(client_of, aigerim, monkeypatch):
        assert answer.status_code == status
        assert wrong_with(answer, is_personal=True) == [], status
        assert answer["Content-Security-Policy"] == middleware.CSP
        assert ("Retry-After" in answer) is (status in {429, 503})


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda answer: answer.headers.pop("Content-Security-Policy"), "policy"),
        (
            lambda answer: answer.headers.__setitem__(
                "Content-Security-Policy", "default-src 'none' 'unsafe-inline'"
            ),
            "unsafe",
        ),
        (lambda answer: answer.headers.__setitem__("Cache-Control", "public, max-age=60"), "cache"),
        (lambda answer: answer.headers.pop("X-Content-Type-Options"), "X-Content-Type-Options"),
        (lambda answer: setattr(answer, "content", b'<p style="color:red">'), "inline"),
        (lambda answer: setattr(answer, "content", b"<script>alert(1)</script>"), "inline"),
        (
            lambda answer: setattr(
                answer, "content", b'<link rel="x" href="https://fonts.example.org/a.css">'
            ),
            "foreign",
        ),
    ],
)
def test_what_is_spoiled_would_be_seen(client_of, aigerim, spoil, said):
    answer = client_of(aigerim).get("/kk/profile/")
    assert wrong_with(answer, is_personal=True) == []
    spoil(answer)

    assert any(said in one for one in wrong_with(answer, is_personal=True))


def test_the_addresses_are_all_of_the_table():
    assert {name for name, _path in every_address()} == set(roles._table)
