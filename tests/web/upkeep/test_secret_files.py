"""Settings whose value lies in a file: read whole, and a file that cannot be read is named."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from sauatty.web.config import environment


def test_the_value_is_what_the_file_holds(monkeypatch, tmp_path):
    (tmp_path / "password").write_text("қпс wörd\n", encoding="utf-8")
    monkeypatch.setenv("SAUATTY_MAIL_PASSWORD_FILE", str(tmp_path / "password"))
    monkeypatch.setenv("SAUATTY_MAIL_PASSWORD", "another")
    assert environment.text("MAIL_PASSWORD") == "қпс wörd"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x98"], ids=["missing", "not text"])
def test_a_file_that_cannot_be_read_is_named(monkeypatch, tmp_path, content):
    path = tmp_path / "password"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("SAUATTY_MAIL_PASSWORD_FILE", str(path))
    with pytest.raises(ImproperlyConfigured, match=r"SAUATTY_MAIL_PASSWORD_FILE is .*password"):
        environment.text("MAIL_PASSWORD")
