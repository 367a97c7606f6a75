"""`sauatty badge check` on files alone."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from made_badges import Genuine, forgery, small_png
from sauatty.cli import main
from sauatty.core.exchange.badges import AchievementFacts, BadgeFacts, IssuerFacts, sign_badge
from sauatty.core.exchange.badges_baking import bake_png
from sauatty.core.exchange.badges_keys import PinnedKey, as_jwks, public_half
from sauatty.core.exchange.badges_status import sign_status_list

HOME = "https://mil.example.kz/badges"
PRIVATE = bytes(range(1, 33))
KEY = PinnedKey(f"{HOME}/keys/1", public_half(PRIVATE))
ISSUER, LIST = f"{HOME}/issuers/1", f"{HOME}/issuers/1/status/0"


@pytest.fixture
def folder(tmp_path):
    now = dt.datetime.now(dt.UTC)
    facts = BadgeFacts(
        f"{HOME}/credentials/1", IssuerFacts(ISSUER, "Академия"),
        AchievementFacts(f"{HOME}/achievements/1", "attendance", "Дереккөзді тексеру", "-", "-", "kk"),
        "Гүлнар Ахметова", now, LIST, 7,
    )  # fmt: skip
    token = sign_badge(facts, PRIVATE, KEY.key_id)
    (tmp_path / "badge.png").write_bytes(bake_png(small_png(), token))
    forged = forgery(Genuine(token, PRIVATE), "own jwk with its own kid")
    (tmp_path / "forged.png").write_bytes(bake_png(small_png(), forged.decode()))
    (tmp_path / "keys.json").write_text(json.dumps(as_jwks([KEY])))
    for name, ended in (("empty", []), ("full", [7])):
        listed = sign_status_list(
            LIST, ISSUER, ended, PRIVATE, KEY.key_id, made_at=now, valid_until=now + dt.timedelta(days=1)
        )
        (tmp_path / f"{name}.jwt").write_text(listed)
    return tmp_path


def run(folder, file, *options):
    named = [str(folder / one) if "." in one and not one.startswith("http") else one for one in options]
    return CliRunner().invoke(
        main, ["badge", "check", str(folder / file), "--keys", str(folder / "keys.json"), *named]
    )


def test_it_works(folder):
    done = run(folder, "badge.png")

    assert done.exit_code == 0, done.output
    assert "The signature is genuine." in done.output and "Гүлнар Ахметова" in done.output
    assert f"Whether it was revoked stands at {LIST}" in done.output


def test_the_list_says_whether_it_holds(folder):
    holds = run(folder, "badge.png", "--status", "empty.jwt", "--format", "json")
    revoked = run(folder, "badge.png", "--status", "full.jwt", "--format", "json")

    assert (holds.exit_code, json.loads(holds.stdout)["status"]) == (0, "holds")
    assert (revoked.exit_code, json.loads(revoked.stdout)["status"]) == (1, "revoked")


def test_a_forged_one_ends_with_an_error(folder):
    done = run(folder, "forged.png")

    assert done.exit_code == 1
    assert "says itself how it wants to be checked (jwk)" in done.stderr


def test_only_the_named_issuer_is_believed(folder):
    assert run(folder, "badge.png", "--issuer", ISSUER).exit_code == 0
    done = run(folder, "badge.png", "--issuer", f"{HOME}/issuers/2")

    assert done.exit_code == 1 and "names another issuer" in done.stderr


def test_a_key_of_another_site_is_not_the_key_of_this_issuer(folder):
    stolen = PinnedKey("https://other.example/keys/1", KEY.public)
    (folder / "keys.json").write_text(json.dumps(as_jwks([stolen])))
    assert run(folder, "badge.png").exit_code == 1


def test_what_is_no_key_set_is_named(folder):
    (folder / "keys.json").write_text("{")

    done = run(folder, "badge.png")

    assert done.exit_code == 1 and "holds no key set" in done.stderr
