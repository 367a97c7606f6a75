"""Nobody finds out whose response is whose: not by order, not by time, not by ids, hashes or tokens.

The attacker has the whole database and the list of links that the coordinator handed out, and knows who holds which.
"""

import hashlib
import json
import random
import re
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from sauatty.web.base import inbox
from sauatty.web.base.models import AuditEvent, Envelope, Job
from sauatty.web.surveys import services, tokens
from sauatty.web.surveys.models import Campaign, Link, Response
from sauatty.web.surveys.services import links as link_services
from web.surveys.conftest import GOOD, submission

pytestmark = pytest.mark.django_db
N = 60


def store_order(model):
    """Return the ids in the order in which the database stores the rows."""
    column = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {model._meta.db_table} ORDER BY {column}")
        return [model._meta.pk.to_python(row[0]) for row in cursor.fetchall()]


@pytest.fixture
def truth(campaign, aigerim):
    """Sixty people answer in random order; return which link gave which response. Only this test knows."""
    invitees = [services.Invitee(f"Адам {n}", email=f"p{n}@example.kz") for n in range(N)]
    made = services.make_links(actor=aigerim, campaign=campaign, invitees=invitees)
    chance = random.Random(20261122)
    order = chance.sample(made, N)
    pairs = {}
    for n, link in enumerate(order):
        key = uuid4()
        answers = {**GOOD, "why": f"answer {n}"}
        raw = json.dumps(
            submission(
                campaign, answers, token=tokens.token_of(link.pk), client_time=timezone.now().isoformat()
            )
        )
        assert inbox.receive(key, raw.encode()).status == "accepted"
        pairs[link.pk] = key
    return pairs


def orders_of(model, rows, names):
    """Return every order that a column of a table, or its storage, gives."""
    found = {"stored": store_order(model)}
    for name in names:
        found[name] = [row.pk for row in sorted(rows, key=lambda row: str(getattr(row, name)))]
    return found


def test_no_order_of_links_is_an_order_of_responses(truth):
    if connection.vendor == "postgresql":  # there each use moves the row of the link, until a chore has been
        link_services.shuffle_used_links()
    link_orders = orders_of(Link, Link.objects.all(), [field.attname for field in Link._meta.concrete_fields])
    responses = orders_of(
        Response, Response.objects.all(), [f.attname for f in Response._meta.concrete_fields]
    )
    envelopes = orders_of(Envelope, Envelope.objects.all(), ["id", "received_at", "sha256", "raw"])
    # Many columns are the same everywhere and give the order of storage again: each order attacks once
    firsts = {tuple(order): name for name, order in link_orders.items()}
    seconds = {tuple(order): name for name, order in [*responses.items(), *envelopes.items()]}
    attacks = [
        (name, other, sum(truth[link] == response for link, response in zip(first, second, strict=True)))
        for first, name in firsts.items()
        for second, other in seconds.items()
    ]
    # By chance one is hit in each attack; nine or more happens once in a million attacks, and twice as many in all
    # (the attacks are few and lean on each other) once in ten thousand runs
    assert len(attacks) >= 16
    assert max(hits for _name, _other, hits in attacks) < 9
    assert sum(hits for *_names, hits in attacks) / len(attacks) < 2.5


def test_the_same_attack_finds_everybody_where_an_order_is_shared(truth):
    """The control: responses stored beside the links in the order of use would be found, all of them."""
    in_order_of_use = list(truth)
    hits = sum(truth[link] == key for link, key in zip(in_order_of_use, store_order(Response), strict=True))
    assert hits == N


def test_no_value_of_a_link_stands_in_what_is_kept_of_a_response(truth):
    secrets = set()
    for link in Link.objects.all():
        secrets |= {
            str(link.pk),
            link.pk.hex,
            link.token_hash,
            tokens.token_of(link.pk),
            link.label,
            link.email,
        }
    kept = [bytes(one.raw).decode() + one.sha256 + str(one.pk) for one in Envelope.objects.all()]
    kept += [
        json.dumps(
            {f.attname: str(getattr(row, f.attname)) for f in row._meta.concrete_fields}, ensure_ascii=False
        )
        for row in Response.objects.all()
    ]
    assert len(kept) == 2 * N
    assert not [text for text in kept if any(secret in text for secret in secrets)]


def test_no_token_can_be_tried_against_the_hash_of_an_envelope(campaign, truth):
    link_id, key = next(iter(truth.items()))
    kept = json.loads(bytes(Envelope.objects.get(pk=key).raw))
    assert "token" not in kept and "client_time" not in kept
    guess = json.dumps({**kept, "token": tokens.token_of(link_id)})
    hashes = {hashlib.sha256(text.encode()).hexdigest() for text in (guess, json.dumps(kept))}
    assert Envelope.objects.get(pk=key).sha256 not in hashes


def test_the_day_is_all_that_is_kept_of_the_time(truth):
    stamp = re.compile(r"\d\d:\d\d")
    for row in Response.objects.all():
        assert not stamp.search(json.dumps(row.answers) + str(row.day))
        assert row.pk.version == 4
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert set(Envelope.objects.values_list("received_at", flat=True)) == {midnight}
    assert set(Envelope.objects.values_list("sender", "client_time")) == {(None, "")}
    used = set(Link.objects.values_list("used_on", flat=True))
    assert used == {timezone.localdate() - timedelta(days=timezone.localdate().weekday())}


def test_no_other_table_grew_with_the_responses(truth):
    """A row for each response anywhere else would be an order, and perhaps a time."""
    tables = set(connection.introspection.table_names())
    models = [model for model in apps.get_models() if model._meta.db_table in tables]
    grown = {
        model._meta.label: model._default_manager.count()
        for model in models
        if model._meta.app_label not in {"auth", "contenttypes"}  # these grow with the apps
    }
    grown = {label: n for label, n in grown.items() if n >= N}
    assert set(grown) == {"surveys.Link", "surveys.Response", "base.Envelope"}
    assert not Job.objects.exists()
    assert not AuditEvent.objects.filter(target_id__in=[str(key) for key in truth.values()]).exists()


def test_responses_do_not_point_at_links_nor_links_at_responses():
    for model, other in ((Link, Response), (Response, Link)):
        assert other not in {field.related_model for field in model._meta.get_fields()}


def test_an_anonymous_response_takes_nothing_over_from_its_link(campaign, aigerim, send, regions):
    invitee = services.Invitee("А", region_id="KZ-10", organisation_kind="school")
    (link,) = services.make_links(actor=aigerim, campaign=campaign, invitees=[invitee])
    _, row = send(campaign, {"reads": "yes"}, token=tokens.token_of(link.pk))
    assert (row.region_id, row.organisation_kind, row.pseudonym, link.pseudonym) == (None, "", "", "")


def test_used_links_are_written_anew_in_another_order(campaign, truth):
    before = store_order(Link)
    kept = {link.pk: (link.token_hash, link.label, link.used_on) for link in Link.objects.all()}
    assert link_services.shuffle_used_links() == N
    after = store_order(Link)
    assert Counter(before) == Counter(after)
    assert sum(one == other for one, other in zip(before, after, strict=True)) < 12
    assert {link.pk: (link.token_hash, link.label, link.used_on) for link in Link.objects.all()} == kept
    assert link_services.shuffle_used_links() == 0  # nothing was used since
    Campaign.objects.update(n_shuffled=N - 1)
    assert (
        link_services.shuffle_used_links() == 0
    )  # one use is waited with until others come, or until tomorrow
    Campaign.objects.update(shuffled_on=timezone.localdate() - timedelta(days=1))
    assert link_services.shuffle_used_links() == N


def test_a_link_and_its_response_share_no_stamp_of_the_database(campaign, truth):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL stamps rows with the transaction that wrote them")
    link_services.shuffle_used_links()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM surveys_link")
        assert cursor.fetchone() == (1,)
