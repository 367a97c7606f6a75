"""A programme with an event of five places, and a way to bring a list in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sauatty.web.events.models import Event
from sauatty.web.rosters import services
from sauatty.web.rosters.models import Roster


def quiet(done, total):
    """Report to nobody."""


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def event(programme, aigerim):
    return Event.objects.create(
        programme=programme, slug="list-event", title_kk="Оқу", form="onsite", language="kk", state="open",
        capacity=5, created_by=aigerim,
    )  # fmt: skip


@pytest.fixture
def bring(programme, aigerim):
    """Upload and read a list; returns it as it is then."""

    def make(*lines, name="list.csv", **target):
        content = lines[0] if isinstance(lines[0], bytes) else "\r\n".join(lines).encode()
        file = SimpleUploadedFile(name, content)
        roster, _job = services.upload(actor=aigerim, programme=programme, file=file, **target)
        services.read({"roster": str(roster.pk)}, quiet)
        return Roster.objects.get(pk=roster.pk)

    return make


@pytest.fixture
def take(aigerim):
    """Take a list over."""

    def make(roster):
        services.take(actor=aigerim, roster=roster)
        services.take_over({"roster": str(roster.pk), "actor": str(aigerim.pk)}, quiet)
        return Roster.objects.get(pk=roster.pk)

    return make
