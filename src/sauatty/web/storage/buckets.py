"""A bucket of an S3-compatible store, spoken to by boto3 (installed with `pip install 'sauatty[bucket]'`)."""

import errno
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

SECONDS, TRIES = 10, 4
_MISSING = {"404", "NoSuchKey", "NotFound"}


class BucketAway(OSError):
    """The bucket does not answer, or refuses; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Files as objects of a bucket."""

    client: Any
    name: str

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Say in the words of files what the bucket says: it is not there, or the bucket is away."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in _MISSING:
                raise FileNotFoundError(str(error)) from error
            raise BucketAway(errno.EIO, str(error), self.name) from error
        except BotoCoreError as error:
            raise BucketAway(errno.EHOSTUNREACH, str(error), self.name) from error

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Send a file in one request, which the store takes whole or not at all."""
        with tempfile.TemporaryFile() as file:
            file.writelines(chunks)
            file.seek(0)
            with self._asking():
                self.client.put_object(Bucket=self.name, Key=name, Body=file)

    def open(self, name: str) -> IO[bytes]:
        """Fetch a file; it is gone from this machine when it is closed."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 whoever asked closes it
        try:
            with self._asking():
                self.client.download_fileobj(self.name, name, file)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file

    def has(self, name: str) -> bool:
        """Tell whether there is a file."""
        try:
            with self._asking():
                self.client.head_object(Bucket=self.name, Key=name)
        except FileNotFoundError:
            return False
        return True

    @contextmanager
    def local(self, name: str) -> Iterator[Path]:
        """Lend a copy, which is gone from this machine afterwards."""
        with tempfile.NamedTemporaryFile() as file:
            with self._asking():
                self.client.download_fileobj(self.name, name, file)
            file.flush()
            yield Path(file.name)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with self._asking():
            self.client.delete_object(Bucket=self.name, Key=name)

    def names(self, under: str = "") -> Iterator[tuple[str, float]]:
        """Yield names with the time of writing, page by page as the store gives them."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=under)
        with self._asking():
            for page in pages:
                for one in page.get("Contents", ()):
                    yield one["Key"], one["LastModified"].timestamp()


def bucket_of(told: Mapping[str, str]) -> Bucket:
    """Return the bucket of these settings: name, endpoint, region, key, secret."""
    return _opened(tuple(sorted(told.items())))


@lru_cache(maxsize=4)
def _opened(told: tuple[tuple[str, str], ...]) -> Bucket:
    import boto3
    from botocore.config import Config

    asked = dict(told)
    # Stores other than Amazon's do not know its newer check sums; a client is safe to share between threads
    config = Config(
        connect_timeout=SECONDS, read_timeout=SECONDS, retries={"total_max_attempts": TRIES, "mode": "standard"},
        request_checksum_calculation="when_required", response_checksum_validation="when_required",
        s3={"addressing_style": "path"},
    )  # fmt: skip
    client = boto3.session.Session().client(
        "s3", endpoint_url=asked["endpoint"], region_name=asked["region"] or "us-east-1", config=config,
        aws_access_key_id=asked["key"], aws_secret_access_key=asked["secret"],
    )  # fmt: skip
    return Bucket(client, asked["name"])
