"""Our badges in the libraries of others, where a folder with them is named.

mkdir readers && cd readers && npm install jose @digitalbazaar/vc-bitstring-status-list
SAUATTY_SECOND_READERS=$PWD pytest tests/core/exchange/test_badge_second_readers.py
"""

import datetime as dt
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from made_badges import BY_HOLDERS, Genuine, forgery
from sauatty.core.exchange.badges import AchievementFacts, BadgeFacts, Competence, IssuerFacts, sign_badge
from sauatty.core.exchange.badges_keys import PinnedKey, as_jwks, public_half, thumbprint
from sauatty.core.exchange.badges_status import sign_status_list

READERS = Path(os.environ.get("SAUATTY_SECOND_READERS", "/nowhere"))
HOME = "https://mil.example.kz/badges"
LIST = f"{HOME}/issuers/1/status/0"
PRIVATE, NEW = bytes(range(1, 33)), bytes(range(2, 34))

SCRIPT = """
import { createLocalJWKSet, jwtVerify, calculateJwkThumbprint } from 'jose';
import { decodeList } from '@digitalbazaar/vc-bitstring-status-list';
import { readFileSync } from 'node:fs';
const told = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const keys = createLocalJWKSet(told.keys);
const verified = async text => {
  try { return (await jwtVerify(text, keys, { algorithms: ['EdDSA'], issuer: told.issuer })).payload; }
  catch (error) { return null; }
};
const names = {};
for (const [name, text] of Object.entries(told.genuine)) {
  const said = await verified(text);
  names[name] = said && [said.credentialSubject.identifier[0].identityHash, said.credentialSubject.achievement.name];
}
const forged = [];
for (const [name, text] of Object.entries(told.forged)) if (await verified(text)) forged.push(name);
const listed = await verified(told.list);
const list = await decodeList({ encodedList: listed.credentialSubject.encodedList });
const bits = told.places.map(place => list.getStatus(place));
const thumbprints = await Promise.all(told.keys.keys.map(key => calculateJwkThumbprint(key)));
console.log(JSON.stringify({ names, forged, bits, length: list.length, thumbprints }));
"""


def key_of(private):
    public = public_half(private)
    return PinnedKey(f"{HOME}/keys/{thumbprint(public)}", public)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return what the libraries of others say of genuine badges, of forged ones, of the list and of the keys."""
    if not (READERS / "node_modules/jose").is_dir() or not shutil.which("node"):
        pytest.skip("SAUATTY_SECOND_READERS names no folder with the readers of others")
    now = dt.datetime.now(dt.UTC)
    key, new = key_of(PRIVATE), key_of(NEW)
    facts = BadgeFacts(
        f"{HOME}/credentials/1", IssuerFacts(f"{HOME}/issuers/1", "Ұлттық академия"),
        AchievementFacts(
            f"{HOME}/achievements/1", "completion", "Дереккөзді тексеру", "«Үлгі» бағдарламасы", "2 сабақ", "kk", "",
            (Competence("1.1", "Ақпаратты іздеу", f"{HOME}/1", "GMILAF"),),
        ),
        "Гүлнар Ахметқызы Әбілқайырова", now, LIST, 77,
    )  # fmt: skip
    token = sign_badge(facts, PRIVATE, key.key_id)
    genuine = Genuine(token, PRIVATE)
    asked = {
        "keys": as_jwks([new, key]), "issuer": facts.issuer.address, "places": [0, 7, 8, 77, 78, 131_071],
        "genuine": {"old key": token, "new key": sign_badge(facts, NEW, new.key_id)},
        "forged": {
            name: forgery(genuine, name).decode() for name in BY_HOLDERS if name != "the list of revoked badges itself"
        },
        "list": sign_status_list(
            LIST, facts.issuer.address, [7, 77, 131_071], PRIVATE, key.key_id, made_at=now,
            valid_until=now + dt.timedelta(days=3),
        ),
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("badges")
    (folder / "asked.json").write_text(json.dumps(asked))
    script = READERS / "badges.mjs"
    script.write_text(SCRIPT)
    done = subprocess.run(
        ["node", str(script), str(folder / "asked.json")], capture_output=True, cwd=READERS, timeout=120, check=False,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_it_works(told):
    said = ["Гүлнар Ахметқызы Әбілқайырова", "Дереккөзді тексеру"]

    assert told["names"] == {"old key": said, "new key": said}


def test_the_list_of_revoked_badges_is_read_bit_by_bit(told):
    assert told["bits"] == [False, True, False, True, False, True]
    assert told["length"] == 131_072


def test_keys_have_the_names_that_others_give_them(told):
    assert told["thumbprints"] == [thumbprint(public_half(NEW)), thumbprint(public_half(PRIVATE))]


def test_what_it_believes_of_forgeries_is_not_more_than_loose_writing(told):
    """The library of others looks past some members of the header that change nothing as long as keys are pinned."""
    assert set(told["forged"]) <= {"loose end of the signature", "padded signature"}
