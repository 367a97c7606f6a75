"""The bucket of an S3-compatible store that holds the files, where several machines share them."""

from importlib.util import find_spec
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from sauatty.web.config import environment as env

_NEEDED = ("ENDPOINT", "KEY", "SECRET")


def bucket() -> dict[str, str]:
    """Return name, endpoint, region, key and secret; nothing where files lie in the data folder."""
    name = env.text("BUCKET")
    if not name:
        return {}
    told = {one.lower(): env.text(f"BUCKET_{one}") for one in (*_NEEDED, "REGION")}
    for one in _NEEDED:
        if not told[one.lower()]:
            raise ImproperlyConfigured(f"SAUATTY_BUCKET is set, and SAUATTY_BUCKET_{one} is not.")
    parts = urlsplit(told["endpoint"])
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured(
            f"SAUATTY_BUCKET_ENDPOINT is {told['endpoint']!r}; use for example https://s3.example.kz"
        )
    if find_spec("boto3") is None:
        raise ImproperlyConfigured("SAUATTY_BUCKET needs boto3: pip install 'sauatty[bucket]'")
    return {"name": name, **told}
