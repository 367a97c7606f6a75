"""A bucket of moto's server, empty for each test."""

from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer


@pytest.fixture(scope="session")
def server():
    held = ThreadedMotoServer("127.0.0.1", 0)
    held.start()
    host, port = held.get_host_and_port()
    yield f"http://{host}:{port}"
    held.stop()


def told(endpoint, name):
    return {"name": name, "endpoint": endpoint, "region": "", "key": "k", "secret": "s"}


@pytest.fixture
def bucket(server, settings):
    name = f"b{uuid4().hex}"
    settings.BUCKET = told(server, name)
    boto3.client(
        "s3", endpoint_url=server, region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
    ).create_bucket(Bucket=name)
    return name
