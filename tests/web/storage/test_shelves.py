"""Files in a folder and in a bucket of an S3-compatible store (moto's server): the same promises of both."""

import socket
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sauatty.web.config import buckets as reading
from sauatty.web.storage import buckets, shelves
from sauatty.web.storage.shelves import Shelf

SHELF = Shelf("things")


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(params=["folder", "bucket"])
def store(request):
    request.getfixturevalue(request.param)
    return shelves.store()


def test_it_works(store):
    SHELF.put("ә/1.pdf", [b"one", b"two"])
    assert SHELF.has("ә/1.pdf") and SHELF.read("ә/1.pdf") == b"onetwo"
    with SHELF.local("ә/1.pdf") as path:
        assert path.read_bytes() == b"onetwo"
    assert [name for name, _written in store.names()] == ["things/ә/1.pdf"]
    SHELF.remove("ә/1.pdf")
    SHELF.remove("ә/1.pdf")
    assert not SHELF.has("ә/1.pdf") and list(store.names()) == []


def test_what_is_not_there_is_said_as_of_a_file(store):
    for ask in (SHELF.open, SHELF.read):
        with pytest.raises(FileNotFoundError):
            ask("none")
    with pytest.raises(FileNotFoundError), SHELF.local("none") as path:
        path.read_bytes()


def test_half_a_file_is_none(store):
    def broken():
        yield b"half"
        raise RuntimeError("killed")

    SHELF.put("kept", [b"whole"])
    for name in ("new", "kept"):
        with pytest.raises(RuntimeError):
            SHELF.put(name, broken())
    assert [name for name, _written in store.names()] == ["things/kept"] and SHELF.read("kept") == b"whole"


def test_a_shelf_sweeps_its_own_old_files_that_nobody_names(store, monkeypatch):
    for shelf in (SHELF, Shelf("things-of-others")):
        for name in ("named", "left"):
            shelf.put(name, [b"x"])
    assert SHELF.remove_unnamed(lambda name: name == "named") == 0

    monkeypatch.setattr(shelves, "SPARED_SECONDS", -60)
    assert SHELF.remove_unnamed(lambda name: name == "named") == 1
    assert {name for name, _written in store.names()} == {
        "things/named", "things-of-others/named", "things-of-others/left",
    }  # fmt: skip


def test_a_shelf_of_more_files_than_a_page_of_the_store_is_swept_whole(bucket, monkeypatch):
    client = shelves.store().client
    for number in range(1005):
        client.put_object(Bucket=bucket, Key=f"things/{number:04}", Body=b"x")
    monkeypatch.setattr(shelves, "SPARED_SECONDS", -60)
    assert SHELF.remove_unnamed(lambda name: name == "1004") == 1004
    assert [name for name, _written in shelves.store().names()] == ["things/1004"]


def test_nothing_fetched_stays_on_this_machine(bucket, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    SHELF.put("a", [b"secret"])
    with SHELF.local("a") as path, SHELF.open("a") as file:
        assert path.parent == tmp_path and file.read() == b"secret"
    assert list(tmp_path.iterdir()) == []


def test_threads_share_one_client(bucket):
    found = []

    def work(number):
        SHELF.put(str(number), [str(number).encode()])
        found.append(SHELF.read(str(number)))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(found) == sorted(str(number).encode() for number in range(12))


def test_a_bucket_that_is_away_or_refuses_is_said_as_such(bucket, settings, monkeypatch):
    settings.BUCKET = {**settings.BUCKET, "name": "another"}
    with pytest.raises(buckets.BucketAway, match="another"):
        SHELF.put("a", [b"x"])

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.BUCKET = {**settings.BUCKET, "endpoint": f"http://127.0.0.1:{taken.getsockname()[1]}"}
        monkeypatch.setattr(buckets, "TRIES", 1)
        begun = time.monotonic()
        for ask in (lambda: SHELF.put("a", [b"x"]), lambda: SHELF.has("a"), lambda: SHELF.open("a")):
            with pytest.raises(buckets.BucketAway):
                ask()
        assert time.monotonic() - begun < 30


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"ENDPOINT": ""}, "BUCKET_ENDPOINT"),
        ({"ENDPOINT": "s3.example.kz"}, "https://"),
        ({"KEY": ""}, "BUCKET_KEY"),
        ({"SECRET": ""}, "BUCKET_SECRET"),
    ],
)
def test_half_a_setting_is_refused_by_name(monkeypatch, changed, named):
    whole = {"": "files", "ENDPOINT": "https://s3.example.kz", "KEY": "k", "SECRET": "s"}
    for name, value in (whole | changed).items():
        monkeypatch.setenv("SAUATTY_BUCKET" + (f"_{name}" if name else ""), value)
    with pytest.raises(ImproperlyConfigured, match=named):
        reading.bucket()
    for name, value in whole.items():
        monkeypatch.setenv("SAUATTY_BUCKET" + (f"_{name}" if name else ""), value)
    assert reading.bucket()["name"] == "files"
    monkeypatch.setattr(reading, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="boto3"):
        reading.bucket()


def test_without_the_setting_files_lie_in_the_folder(monkeypatch, folder):
    monkeypatch.delenv("SAUATTY_BUCKET", raising=False)
    assert reading.bucket() == {}
    assert shelves.store() == shelves.Folder(Path(folder))
