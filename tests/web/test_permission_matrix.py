"""Every address × every role: what the table closes answers like nothing at all."""

import re
from uuid import UUID

import pytest
from django.contrib.auth import get_user
from django.urls import URLPattern, URLResolver, get_resolver

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.base import roles

ABSENT = "00000000-0000-4000-8000-000000000000"
SAMPLES = {"uuid": ABSENT, "int": "1", "str": "absent", "slug": "absent", "path": "absent"}
# Asking every address as everybody takes minutes: the fast tests ask as those to whom most is closed.
STRANGERS = (roles.ANONYMOUS, roles.SIGNED_IN_ONLY)
# What an address asks of the database is seen on both by those who reach least and most; who is let in, is the same.
VISITORS = (
    *STRANGERS,
    pytest.param(roles.ADMIN, marks=pytest.mark.slow),
    *(pytest.param(one, marks=[pytest.mark.slow, pytest.mark.any_database]) for one in roles.ROLES),
)


def every_address(resolver=None, prefix="", namespaces=()):
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from every_address(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            path = re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES[m[1] or "str"], route)
            yield ":".join((*namespaces, pattern.name or "")), "/" + path


def visitor(role):
    if role == roles.ANONYMOUS:
        return None
    person = Person.objects.create_person(name=role, is_site_admin=role == roles.ADMIN)
    if role in roles.ROLES:
        Grant.objects.create(person=person, role=role, scope_kind="site")
    return person


@pytest.mark.django_db
@pytest.mark.parametrize("role", VISITORS)
def test_every_address_is_open_to_its_roles_and_to_nobody_else(client, role):
    person = visitor(role)
    client.raise_request_exception = False
    leaks, faults = [], []
    for name, path in every_address():
        answers = []
        for method in ("get", "post", "put", "delete"):
            # The table knows addresses, not methods: strangers try them all, the others until one is answered
            if role not in (*STRANGERS, roles.ADMIN) and method == "put" and {*answers} != {405}:
                break
            if person and get_user(client) != person:  # at first, and wherever an address signs out
                client.force_login(person)
            response = getattr(client, method)(path)
            answers.append(response.status_code)
            if response.status_code >= 500:
                faults.append((method, name, response.status_code))
            if role in roles.allowed_roles(name):
                continue
            closed = response.status_code in {404, 405, 403} or (
                person is None and response.status_code == 302 and "/sign-in/" in response["Location"]
            )
            if not closed:
                leaks.append((method, name, response.status_code))

    assert leaks == []
    assert faults == []


@pytest.mark.django_db
def test_a_view_without_a_row_is_nowhere(client, monkeypatch):
    monkeypatch.setattr(roles, "_table", {k: v for k, v in roles._table.items() if k != "base:about"})
    client.force_login(visitor(roles.ADMIN))

    assert client.get("/kk/about/").status_code == 404


def test_the_absent_id_is_well_formed():
    assert str(UUID(ABSENT)) == ABSENT
