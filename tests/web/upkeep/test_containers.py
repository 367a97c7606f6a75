"""A backup is believed whole or not at all; an encrypted one opens to its passphrase alone."""

import gzip
import io
import json
import tarfile

import pytest

from sauatty.core.errors import BackupBroken, BackupForeign, BackupLocked
from sauatty.web.upkeep import containers, sealed_files

WORDS = "бір екі үш төрт"


def made(
    path, passphrase="", members=(("tables/a.jsonl", b"[1]\n[2]\n"), ("files/x/y.txt", b"\x00" * 3_000_000))
):
    with containers.packing(path, passphrase) as packer:
        for name, content in members:
            packer.add_bytes(name, content)
        packer.finish({"tables": {}})
    return path


def read(path, passphrase=""):
    found = {}
    containers.walk(path, passphrase, lambda name, file: found.__setitem__(name, file.read()))
    return found


@pytest.mark.parametrize("passphrase", ["", WORDS])
def test_what_was_packed_comes_back(tmp_path, passphrase):
    path = made(tmp_path / "one.backup", passphrase)
    assert read(path, passphrase) == {"tables/a.jsonl": b"[1]\n[2]\n", "files/x/y.txt": b"\x00" * 3_000_000}
    assert path.stat().st_mode & 0o077 == 0 and [*tmp_path.iterdir()] == [path]


def test_an_encrypted_one_shows_nothing_and_opens_to_its_passphrase_alone(tmp_path):
    path = made(tmp_path / "one.backup", WORDS, [("tables/a.jsonl", "Құпия сөз".encode() * 100)])
    assert b"tables" not in path.read_bytes() and b"manifest" not in path.read_bytes()
    with pytest.raises(BackupLocked):
        read(path)
    with pytest.raises(BackupBroken, match="passphrase"):
        read(path, WORDS + "!")


@pytest.mark.parametrize("passphrase", ["", WORDS])
def test_any_changed_byte_is_found(tmp_path, passphrase):
    path = made(
        tmp_path / "one.backup", passphrase, [("tables/a.jsonl", b"".join(b"[%d]\n" % n for n in range(400)))]
    )
    whole = path.read_bytes()
    missed = []
    for at in range(
        10, len(whole), max(1, len(whole) // 60)
    ):  # the first ten bytes of gzip are its date and system
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        try:
            read(path, passphrase)
        except (BackupBroken, BackupForeign, BackupLocked):
            continue
        missed.append(at)
    assert not missed


@pytest.mark.parametrize("passphrase", ["", WORDS])
@pytest.mark.parametrize("left", [0, 5, 0.3, 0.9, 0.999])
def test_one_that_was_cut_off_is_refused(tmp_path, passphrase, left):
    path = made(tmp_path / "one.backup", passphrase)
    whole = path.read_bytes()
    path.write_bytes(whole[: left if left == 5 else int(len(whole) * left)])
    with pytest.raises((BackupBroken, BackupForeign)):
        read(path, passphrase)


def packed(path, entries):
    """Write a tar of our form by hand: what somebody could make who wants to be unpacked."""
    with gzip.open(path, "wb") as file, tarfile.open(fileobj=file, mode="w|") as tar:
        for entry, content in entries:
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path


def listing(**members):
    return tarfile.TarInfo("manifest.json"), json.dumps(
        {"format": 1, "tables": {}, "members": members}
    ).encode()


def linked(name, kind):
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, "/etc/passwd"
    return entry


@pytest.mark.parametrize(
    "entries",
    [
        [(tarfile.TarInfo("../outside"), b"x"), listing()],
        [(tarfile.TarInfo("/etc/cron.d/x"), b"x"), listing()],
        [(tarfile.TarInfo("files/a\\..\\b"), b"x"), listing()],
        [(linked("files/link", tarfile.SYMTYPE), b""), listing()],
        [(linked("files/hard", tarfile.LNKTYPE), b""), listing()],
        [(tarfile.TarInfo("files/new"), b"x"), listing()],
        [listing(**{"files/gone": {"bytes": 1, "sha256": "0"}})],
        [(tarfile.TarInfo("files/a"), b"x")],
        [(tarfile.TarInfo("manifest.json"), b"[1, 2")],
    ],
)
def test_a_container_that_was_made_to_do_harm_is_refused(tmp_path, entries):
    with pytest.raises(BackupBroken):
        read(packed(tmp_path / "one.backup", entries))


def test_other_files_are_no_backups(tmp_path):
    path = tmp_path / "letter.backup"
    path.write_bytes(b"Dear colleagues")
    with pytest.raises(BackupForeign):
        read(path)


def test_blocks_of_a_sealed_file_cannot_change_places(tmp_path):
    target = io.BytesIO()
    writer = sealed_files.SealedWriter(target, WORDS)
    writer.write(b"a" * (1 << 20) + b"b" * (1 << 20) + b"c")
    writer.close()
    head, block = len(sealed_files.MAGIC) + 16, (1 << 20) + 16
    whole = target.getvalue()
    swapped = (
        whole[:head]
        + whole[head + block : head + 2 * block]
        + whole[head : head + block]
        + whole[head + 2 * block :]
    )
    shorter = whole[: head + 2 * block]
    for wrong in (swapped, shorter):
        with pytest.raises(sealed_files.SealBroken):
            io.BufferedReader(sealed_files.SealedReader(io.BytesIO(wrong), WORDS)).read()
    assert io.BufferedReader(sealed_files.SealedReader(io.BytesIO(whole), WORDS)).read()[-2:] == b"bc"
