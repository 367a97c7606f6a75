"""What recording a response of the shipped instrument costs the server."""

import json
import time
from pathlib import Path
from uuid import uuid4

import pytest
import yaml

from sauatty.core.catalogue.content import CONTENT
from sauatty.web.base import inbox
from sauatty.web.instruments import services as instruments
from sauatty.web.surveys.models import Response
from web.surveys.conftest import submission

pytestmark = pytest.mark.django_db
N, BATCHES = 20, 6
MAX_MS = 4.0


def test_recording_a_response_of_the_shipped_instrument_costs_at_most_four_milliseconds(
    aigerim, programme, make_campaign, regions
):
    taken = instruments.take_over_shipped(actor=aigerim, slug="mil-needs", programme=programme)
    campaign = make_campaign(version=instruments.publish(instrument=taken, actor=aigerim))
    given = yaml.safe_load(Path(CONTENT, "demo", "survey.yaml").read_text("utf-8"))["responses"][0]["answers"]
    answers = {name: text for name, text in given.items() if text} | {"region": "KZ-75"}
    assert len(answers) >= 30
    raw = json.dumps(submission(campaign, answers)).encode()
    times = []
    for _ in range(BATCHES):
        ids = [uuid4() for _ in range(N)]
        start = time.process_time()
        for one in ids:
            inbox.receive(one, raw)
        times.append((time.process_time() - start) / N * 1000)
    print(f"{min(times):.2f} ms of CPU for {len(answers)} answers")
    assert Response.objects.filter(state="accepted").count() == N * BATCHES
    assert min(times) <= MAX_MS
