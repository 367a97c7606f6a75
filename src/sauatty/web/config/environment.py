"""Typed readers of environment variables that fail loudly. `NAME_FILE` names a file that holds a secret."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return a setting, or the content of the file that `<name>_FILE` names."""
    path = os.environ.get(f"SAUATTY_{name}_FILE")
    if path:
        return _content(name, path)
    return os.environ.get(f"SAUATTY_{name}", default)


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"SAUATTY_{name}_FILE is {path!r}, and that cannot be read by the user of the site: {error}"
        ) from error


def flag(name: str, default: bool) -> bool:
    """Return a yes/no setting."""
    value = text(name, "yes" if default else "no").lower()
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"SAUATTY_{name} is {value!r}; use 'yes' or 'no'.")
    return value == "yes"


def number(name: str, default: int) -> int:
    """Return a whole-number setting."""
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"SAUATTY_{name} is {value!r}; use a whole number.")
    return int(value)
