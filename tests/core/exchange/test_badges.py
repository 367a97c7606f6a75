"""Badges are signed so that others read them, and believed only where nothing at all speaks against them."""

import datetime as dt
import random
import socket
import unicodedata
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

import made_badges
from made_badges import Genuine, forgery, small_png
from sauatty.core import errors
from sauatty.core.exchange.badges import AchievementFacts, BadgeFacts, Competence, IssuerFacts, sign_badge
from sauatty.core.exchange.badges_baking import bake_png, bake_svg, token_of
from sauatty.core.exchange.badges_checking import check_badge
from sauatty.core.exchange.badges_keys import (
    PinnedKey,
    as_jwks,
    keys_from_jwks,
    public_half,
    thumbprint,
)
from sauatty.core.exchange.badges_status import PLACES, read_status_list, sign_status_list

HOME = "https://mil.example.kz/badges"
NOW = dt.datetime(2026, 10, 5, 9, 30, tzinfo=dt.UTC)
PRIVATE = bytes(range(1, 33))
ISSUER = f"{HOME}/issuers/1"
LIST = f"{ISSUER}/status/0"
FACTS = BadgeFacts(
    f"{HOME}/credentials/1", IssuerFacts(ISSUER, "Ұлттық академия", "https://mil.example.kz"),
    AchievementFacts(
        f"{HOME}/achievements/1", "attendance", "Дереккөзді тексеру", "Сипаттама", "2 сабақ", "kk", f"{HOME}/1/kk.png",
        (Competence("1.1", "Ақпаратты іздеу", "https://mil.example.kz/ims/case/v1p1/CFItems/1", "GMILAF"),),
    ),
    "Гүлнар Ахметқызы Әбілқайырова", NOW, LIST, 77, "https://mil.example.kz/kk/certificates/v/ABC/",
)  # fmt: skip


def key_of(private, **more):
    public = public_half(private)
    return PinnedKey(f"{HOME}/keys/{thumbprint(public)}", public, **more)


KEY = key_of(PRIVATE)


def token(facts=FACTS, private=PRIVATE):
    return sign_badge(facts, private, key_of(private).key_id)


def listed(*ended, made_at=NOW, private=PRIVATE):
    return sign_status_list(
        LIST,
        ISSUER,
        ended,
        private,
        key_of(private).key_id,
        made_at=made_at,
        valid_until=made_at + dt.timedelta(days=3),
    )


def checked(text, keys=(KEY,), status=None, now=NOW):
    return check_badge(text, keys, issuers={ISSUER}, now=now, status=status)


def status(text, now=NOW):
    return read_status_list(text, [KEY], address=LIST, issuers={ISSUER}, now=now)


@pytest.fixture
def nobody_is_called(monkeypatch):
    calls = []

    def refuse(*args, **kwargs):
        calls.append(args)
        raise AssertionError("a badge made us call somebody")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    yield calls
    assert calls == []


def test_it_works(nobody_is_called):
    found = checked(token(), status=status(listed(5, 6)))

    assert (found.holder, found.name, found.issuer_name) == (
        FACTS.holder,
        "Дереккөзді тексеру",
        "Ұлттық академия",
    )
    assert (found.issued_at, found.status_address, found.place) == (NOW, LIST, 77)
    assert found.competences == FACTS.achievement.competences
    assert found.verification == FACTS.verification


def test_the_same_badge_gives_the_same_text():
    assert token() == token()


def test_the_library_of_others_believes_it(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", None)
    public = Ed25519PublicKey.from_public_bytes(KEY.public)
    verifier = OB3Verifier(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    facts = replace(FACTS, issued_at=dt.datetime.now(dt.UTC))
    badge = verifier.verify(token(facts))

    assert badge.identifiers[0].identity_hash == FACTS.holder
    now = dt.datetime.now(dt.UTC)
    empty, full = listed(made_at=now).encode(), listed(77, made_at=now).encode()
    verifier.check_status(badge, verify_list=True, download=lambda _: empty)
    with pytest.raises(OB3VerificationError, match="is set at index 77"):
        verifier.check_status(badge, verify_list=True, download=lambda _: full)


@pytest.mark.parametrize("name", made_badges.NAMES)
def test_a_forgery_is_not_believed(name, nobody_is_called):
    genuine = Genuine(token(), PRIVATE, listed())

    with pytest.raises((errors.BadgeRefused, errors.BadgeNotRead)):
        checked(token_of(forgery(genuine, name), name))


def test_there_are_sixty_forgeries_and_more():
    genuine = Genuine(token(), PRIVATE, listed())
    made = [forgery(genuine, name) for name in made_badges.NAMES]

    assert len(set(made)) == len(made) >= 60
    assert genuine.token.encode() not in made


def test_two_hundred_genuine_badges_are_believed_also_after_the_key_was_changed(nobody_is_called):
    letters, pick = "аәбвгғдеёжзиіккқлмнңоөпрстуұүфхһцшыэюя -'", random.Random(7)
    new = bytes(range(2, 34))
    keys = (key_of(PRIVATE, retired_at=NOW + dt.timedelta(days=1)), key_of(new))
    for number in range(200):
        holder = "".join(pick.choices(letters, k=pick.randint(2, 60))).strip().title() or "Ә"
        is_new = number % 2 == 1
        when = NOW + dt.timedelta(days=2) if is_new else NOW - dt.timedelta(hours=number)
        facts = replace(
            FACTS, address=f"{HOME}/credentials/{number}", holder=holder, issued_at=when, place=number
        )

        text = token(facts, new if is_new else PRIVATE)

        carrier = bake_png(small_png(), text) if number % 3 else bake_svg(made_badges.SMALL_SVG, text)
        found = checked(token_of(carrier, "badge"), keys, now=NOW + dt.timedelta(days=3))
        assert found.holder == unicodedata.normalize("NFC", holder)


def test_a_retired_key_signs_nothing_more():
    retired = key_of(PRIVATE, retired_at=NOW - dt.timedelta(seconds=1))

    with pytest.raises(errors.BadgeKeyRetired):
        checked(token(), [retired])
    assert (
        checked(token(replace(FACTS, issued_at=NOW - dt.timedelta(days=1))), [retired]).holder == FACTS.holder
    )


def test_a_revoked_badge_is_not_believed():
    with pytest.raises(errors.BadgeRevoked):
        checked(token(), status=status(listed(77)))


def test_an_old_copy_of_the_list_hides_no_revocation():
    old = listed(made_at=NOW - dt.timedelta(days=4))

    with pytest.raises(errors.BadgeExpired):
        status(old)


def test_the_list_of_somebody_else_says_nothing():
    thief = bytes(32)
    with pytest.raises(errors.BadgeKeyUnknown):
        status(listed(private=thief))
    other = read_status_list(
        sign_status_list(
            LIST + "9", ISSUER, [], PRIVATE, KEY.key_id, made_at=NOW, valid_until=NOW + dt.timedelta(days=3)
        ),
        [KEY], address=LIST + "9", issuers={ISSUER}, now=NOW,
    )  # fmt: skip
    with pytest.raises(errors.BadgeStatusUnknown):
        checked(token(), status=other)
    with pytest.raises(errors.BadgeStatusUnknown):
        status(token())


def test_every_bit_of_a_list_stands_at_its_place():
    ended = [0, 1, 7, 8, 9, 65_535, PLACES - 1]
    found = status(listed(*ended))

    assert [place for place in range(PLACES) if found.has_ended(place)] == ended
    with pytest.raises(errors.BadgeStatusUnknown):
        found.has_ended(PLACES)


def test_keys_are_read_back_and_none_of_them_is_private():
    keys = (key_of(PRIVATE, retired_at=NOW), key_of(bytes(32)))
    written = as_jwks(keys)

    assert keys_from_jwks(written) == keys
    assert not any("d" in one for one in written["keys"])


@pytest.mark.parametrize(
    "found",
    [None, [], {}, {"keys": {}}, {"keys": [1, {"kty": "RSA"}, {"kty": "OKP", "crv": "Ed25519", "x": "AA", "kid": "a"}]},
     {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "!", "kid": "a"}]}],
)  # fmt: skip
def test_what_holds_no_key_is_refused(found):
    with pytest.raises(errors.BadgeMalformed):
        keys_from_jwks(found)


# The thumbprint of RFC 8037, appendix A.3.
def test_keys_are_named_as_the_standard_says():
    private = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")

    assert thumbprint(public_half(private)) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.mark.parametrize("trust_the_header", [False, True])
def test_a_check_that_trusts_the_header_would_be_caught(trust_the_header, monkeypatch):
    """The negative control: with the key from the token's own header a forgery passes, and the test above fails."""
    from sauatty.core.exchange import badges_tokens

    if trust_the_header:
        monkeypatch.setattr(
            badges_tokens, "_key",
            lambda header, keys: keys_from_jwks({"keys": [header["jwk"] | {"kid": header.get("kid", "mine")}]})[0],
        )  # fmt: skip
    forged = made_badges.BY_HOLDERS["own jwk with its own kid"](Genuine(token(), PRIVATE))
    if trust_the_header:
        assert checked(forged).holder == FACTS.holder
    else:
        with pytest.raises(errors.BadgeHeaderRefused):
            checked(forged)
