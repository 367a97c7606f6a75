"""Badges that are not to be believed: what somebody with a genuine badge and their own key can make, and worse.

`BY_HOLDERS` are tokens made from a genuine one without the key of the issuer; `BY_ISSUER` are signed with that key and
still break a rule, as after a mistake or a theft; `FILES` carry a genuine token in a way that no genuine file does.
"""

import base64
import hashlib
import hmac
import json
import struct
import unicodedata
import zlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sauatty.core.exchange.badges_baking import bake_png, bake_svg
from sauatty.core.exchange.badges_keys import b64, unb64

_ORDER = 2**252 + 27742317777372353535851937790883648493
SMALL_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'


@dataclass(frozen=True)
class Genuine:
    """A genuine token, the key that signed it, and the token of the list of revoked badges."""

    token: str
    private: bytes
    status_list: str = ""

    @property
    def head(self):
        return json.loads(unb64(self.token.split(".")[0]))

    @property
    def said(self):
        return json.loads(unb64(self.token.split(".")[1]))

    @property
    def public(self):
        return Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()


THIEF = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
THIEF_JWK = {"kty": "OKP", "crv": "Ed25519", "x": b64(THIEF.public_key().public_bytes_raw())}


def text_of(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def signed(head, said, key):
    """Sign texts as they are: with an Ed25519 key, or with what makes a signature of bytes."""
    message = f"{b64(text_of(head).encode('utf-8', 'surrogatepass'))}.{b64(text_of(said).encode('utf-8', 'surrogatepass'))}"
    if isinstance(key, bytes):
        key = Ed25519PrivateKey.from_private_bytes(key)
    made = key.sign(message.encode()) if isinstance(key, Ed25519PrivateKey) else key(message.encode())
    return f"{message}.{b64(made)}"


def _edited(change):
    """Change what a genuine badge says, and leave its signature."""

    def make(genuine):
        said = genuine.said
        change(said)
        head, _, signature = genuine.token.split(".")
        return f"{head}.{b64(text_of(said).encode())}.{signature}"

    return make


def _issued(change):
    """Change what a badge says, and sign it with the key of the issuer."""

    def make(genuine):
        said = genuine.said
        change(said)
        return signed(genuine.head, said, genuine.private)

    return make


def _headed(key="thief", drop=(), **more):
    """Change the header; signed by a thief, or by the issuer."""

    def make(genuine):
        head = {name: value for name, value in (genuine.head | more).items() if name not in drop}
        return signed(head, genuine.said, THIEF if key == "thief" else genuine.private)

    return make


def _pem(public):
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _hmac(secret_of):
    def make(genuine):
        secret = secret_of(genuine.public)
        return signed(
            genuine.head | {"alg": "HS256"}, genuine.said, lambda text: hmac.digest(secret, text, "sha256")
        )

    return make


def _unsigned(name):
    return lambda genuine: signed(genuine.head | {"alg": name}, genuine.said, lambda text: b"")


def _signature(change):
    def make(genuine):
        head, body, signature = genuine.token.split(".")
        return f"{head}.{body}.{change(signature)}"

    return make


def _other_scalar(signature):
    """The same signature with the order of the curve added: the classic second way to write it."""
    found = unb64(signature)
    return b64(found[:32] + (int.from_bytes(found[32:], "little") + _ORDER).to_bytes(32, "little"))


def _loose_end(signature):
    """Another last letter whose bits beyond the last byte are ignored by sloppy readers."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return signature[:-1] + letters[letters.index(signature[-1]) ^ 1]


def _flipped(signature):
    found = bytearray(unb64(signature))
    found[0] ^= 1
    return b64(bytes(found))


def _set(path, value):
    def change(said):
        *way, last = path.split("/")
        for name in way:
            said = said[int(name) if name.isdigit() else name]
        said[last] = value

    return change


def _renamed(old, new):
    def make(genuine):
        text = text_of(genuine.said)
        assert old in text
        return signed(genuine.head, text.replace(old, new, 1), genuine.private)

    return make


def _twice(genuine):
    text = text_of(genuine.said)
    return signed(genuine.head, text[:-1] + ',"id":' + json.dumps(genuine.said["id"]) + "}", genuine.private)


def _head_twice(genuine):
    head = text_of(genuine.head)
    return signed('{"alg":"none",' + head[1:], genuine.said, genuine.private)


def _decomposed(genuine):
    said = genuine.said
    named = said["credentialSubject"]["identifier"][0]
    named["identityHash"] = unicodedata.normalize("NFD", named["identityHash"] + " Й")
    return signed(genuine.head, said, genuine.private)


def _deep(genuine):
    return signed(
        genuine.head, text_of(genuine.said)[:-1] + ',"x":' + "[" * 90 + "]" * 90 + "}", genuine.private
    )


def _dated(name, claim, text, seconds):
    def change(said):
        said[name], said[claim] = text, seconds

    return change


def _with_address(said):
    said["id"] = said["jti"] = said["id"][:-1] + ("0" if said["id"][-1] != "0" else "1")


_NAME = "credentialSubject/identifier/0/identityHash"
_REACHED = "credentialSubject/achievement"
_PLACE = "credentialStatus/statusListIndex"

BY_HOLDERS = {
    "alg none": _unsigned("none"),
    "alg None": _unsigned("None"),
    "alg nOnE": _unsigned("nOnE"),
    "no alg": _headed(drop=("alg",)),
    "HS256 with the public key": _hmac(bytes),
    "HS256 with the public key as PEM": _hmac(_pem),
    "HS256 with the public key as text": _hmac(lambda public: b64(public).encode()),
    "HS256 with nothing": _hmac(lambda public: b""),
    "RS256": _headed(alg="RS256"),
    "ES256": _headed(alg="ES256"),
    "alg in small letters": _headed(alg="eddsa"),
    "alg as a list": _headed(alg=["EdDSA"]),
    "own jwk": _headed(jwk=THIEF_JWK),
    "own jwk without kid": _headed(jwk=THIEF_JWK, drop=("kid",)),
    "own jwk with its own kid": _headed(jwk=THIEF_JWK | {"kid": "mine"}, kid="mine"),
    "jku": _headed(jku="https://thief.example/keys.json"),
    "x5u": _headed(x5u="https://thief.example/key.pem"),
    "x5c": _headed(x5c=["MIIB"]),
    "x5t": _headed(x5t="AAAA"),
    "kid as a path": _headed(kid="../../../../etc/passwd"),
    "kid as an address of the thief": _headed(kid="https://thief.example/badges/keys/1"),
    "kid as SQL": _headed(kid="x' UNION SELECT 1 --"),
    "kid as did:key": _headed(kid="did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"),
    "no kid": _headed(drop=("kid",)),
    "kid as a list": _headed(kid=["a"]),
    "kid as nothing": _headed(kid=None),
    "crit": _headed(crit=["b64"], b64=False),
    "packed": _headed(zip="DEF"),
    "cty": _headed(cty="JWT"),
    "another typ": _headed(typ="at+jwt"),
    "signed by a thief in the name of the key": _headed(),
    "no signature": _signature(lambda one: ""),
    "half a signature": _signature(lambda one: one[: len(one) // 2]),
    "one bit of the signature": _signature(_flipped),
    "signature of zeros": _signature(lambda one: b64(bytes(64))),
    "second way to write the signature": _signature(_other_scalar),
    "loose end of the signature": _signature(_loose_end),
    "padded signature": _signature(lambda one: one + "=="),
    "five parts": lambda genuine: genuine.token + ".a.b",
    "two parts": lambda genuine: genuine.token.rpartition(".")[0],
    "holder": _edited(_set(_NAME, "Басқа Біреу")),
    "what was reached": _edited(_set(f"{_REACHED}/name", "Басқа курс")),
    "more competences": _edited(lambda said: said["credentialSubject"]["achievement"]["alignment"].clear()),
    "hours": _edited(_set(f"{_REACHED}/description", "160")),
    "place in the list": _edited(_set(_PLACE, "1")),
    "no list": _edited(lambda said: said.pop("credentialStatus")),
    "another list": _edited(_set("credentialStatus/statusListCredential", "https://thief.example/list")),
    "day": _edited(_dated("validFrom", "nbf", "2020-01-01T00:00:00Z", 1577836800)),
    "issuer's name": _edited(_set("issuer/name", "Министрлік")),
    "address": _edited(_with_address),
    "the list of revoked badges itself": lambda genuine: genuine.status_list,
}  # fmt: skip

BY_ISSUER = {
    "the same name twice": _twice,
    "the same name twice in the header": _head_twice,
    "name in pieces (NFD)": _decomposed,
    "expired": _issued(_dated("validUntil", "exp", "2021-01-01T00:00:00Z", 1609459200)),
    "not yet valid": _issued(_dated("validFrom", "nbf", "2999-01-01T00:00:00Z", 32472144000)),
    "day only in the claim": _issued(lambda said: said.pop("validFrom")),
    "two days": _issued(_set("nbf", 1)),
    "day as a fraction": _issued(_set("nbf", 1.5)),
    "no number": _renamed('"nbf":', '"x":NaN,"nbf":'),
    "half a letter": _renamed('"nbf":', '"x":"\\ud800","nbf":'),
    "nested without end": _deep,
    "another issuer": _issued(lambda said: said.update(iss="https://thief.example", issuer={"id": "https://thief.example"})),
    "two issuers": _issued(_set("iss", "https://thief.example")),
    "two addresses": _issued(_set("jti", "https://thief.example/1")),
    "another kind of token": _issued(_set("type", ["VerifiableCredential"])),
    "no kind": _issued(_set("type", "OpenBadgeCredential")),
    "other rules": _issued(_set("@context", ["https://www.w3.org/2018/credentials/v1"])),
    "no holder": _issued(lambda said: said["credentialSubject"].pop("identifier")),
    "suspension": _issued(_set("credentialStatus/statusPurpose", "suspension")),
    "place that is no number": _issued(_set(_PLACE, "-1")),
    "place of other digits": _issued(_set(_PLACE, "١٢")),
    "no list, signed": _issued(lambda said: said.pop("credentialStatus")),
    "two lists": _issued(lambda said: said.update(credentialStatus=[said["credentialStatus"]] * 2)),
    "a list instead of an object": lambda genuine: signed(genuine.head, "[]", genuine.private),
}  # fmt: skip


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def small_png():
    """Return a picture of one pixel."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = [_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(b"\0\0")), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _with_chunk(kind, body):
    return lambda genuine: small_png()[:-12] + _chunk(kind, body(genuine)) + small_png()[-12:]


def _in_svg(old, new):
    return lambda genuine: bake_svg(SMALL_SVG, genuine.token).replace(old, new, 1)


def _bomb(genuine):
    return b"openbadgecredential\0\1\0\0\0" + zlib.compress(b"a" * 30_000_000)


FILES = {
    "two badges in a PNG": lambda genuine: bake_png(bake_png(small_png(), genuine.token), genuine.token),
    "another badge behind a genuine one": lambda genuine: bake_png(bake_png(small_png(), "eyJh.b.c"), genuine.token),
    "text of the wrong kind": _with_chunk(b"tEXt", lambda genuine: b"openbadgecredential\0" + genuine.token.encode()),
    "text that unpacks without end": _with_chunk(b"iTXt", _bomb),
    "damaged PNG": lambda genuine: bake_png(small_png(), genuine.token).replace(b"eyJ", b"eyK", 1),
    "PNG cut off": lambda genuine: bake_png(small_png(), genuine.token)[:-14],
    "PNG without a badge": lambda genuine: small_png(),
    "SVG with a script": _in_svg(b"<path", b"<script>alert(1)</script><path"),
    "SVG that listens": _in_svg(b"<path", b'<path onload="alert(1)"'),
    "SVG with a foreign object": _in_svg(b"<path", b"<foreignObject/><path"),
    "SVG that leads to a script": _in_svg(b"<path", b'<a href="java\nscript:alert(1)"/><path'),
    "SVG with entities": _in_svg(b"<svg", b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg'),
    "two badges in an SVG": lambda genuine: bake_svg(bake_svg(SMALL_SVG, genuine.token), genuine.token),
    "SVG without a badge": lambda genuine: SMALL_SVG,
    "half an SVG": lambda genuine: bake_svg(SMALL_SVG, genuine.token)[:-20],
    "two tokens in a text": lambda genuine: f"{genuine.token}\n{genuine.token}".encode(),
    "credential without a signature": lambda genuine: text_of(genuine.said).encode(),
    "text in UTF-16": lambda genuine: genuine.token.encode("utf-16"),
    "nothing": lambda genuine: b"",
    "PDF": lambda genuine: b"%PDF-1.7\n" + genuine.token.encode(),
    "HTML": lambda genuine: b"<html><body>" + genuine.token.encode(),
    "bytes": lambda genuine: hashlib.sha512(b"a").digest() * 50,
    "hosted badge of old": lambda genuine: base64.b64encode(b'{"verify": {"type": "hosted"}}'),
}  # fmt: skip


def forgery(genuine, name):
    """Return the file of a forgery."""
    if name in FILES:
        return FILES[name](genuine)
    return (BY_HOLDERS | BY_ISSUER)[name](genuine).encode()


NAMES = [*BY_HOLDERS, *BY_ISSUER, *FILES]
