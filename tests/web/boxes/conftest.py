"""A server, and a box of it, in one database: the box is what is rolled back."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from sauatty.web.base import audit, box
from sauatty.web.boxes import collecting, starting, taking
from web.boxes import training


@contextmanager
def one_database(_folder):
    yield "default"


class Site:
    """The server; `away` lets something happen on a box of it and gives the box's file."""

    def __init__(self, folder):
        self.folder, self.n = folder, 0

    def away(self, *doings, again=(), passphrase=""):
        """Start a box, let things happen there, collect; a second file follows where `again` is given."""
        self.n += 1
        mark = transaction.savepoint()
        starting.start(f"TARAZ-{self.n}")
        paths = []
        for number, step in enumerate([doings, again] if again else [doings]):
            for do in step:
                do()
            path = self.folder / f"{self.n}-{number}.box"
            self.collected = collecting.collect(path, passphrase=passphrase, reading=one_database)
            paths.append(path)
        transaction.savepoint_rollback(mark)
        for one in (box.path(), starting._seen_path()):
            one.unlink()
        return paths if again else paths[0]

    def take(self, path, **options):
        found = taking.take(path, **options)
        return found, {(one.kind, one.reason) for one in found.findings.all()}


@pytest.fixture
def site(db, tmp_path, settings, monkeypatch):
    """The server with its training."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    from sauatty.web.attempts import grading

    monkeypatch.setattr(grading, "_graders", [])
    training.make()
    audit.record("site.restored", actor=None, target=("site", "backup"), made="2026-11-20T08:00:00+00:00")
    (tmp_path / "out").mkdir()
    return Site(tmp_path / "out")


def total(taken, outcome):
    return sum(one.get(outcome, 0) for one in taken.counts.values())
