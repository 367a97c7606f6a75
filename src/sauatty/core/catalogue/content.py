"""The content files beside the code: where they are and how one is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sauatty.core.errors import ContentInvalid

CONTENT = Path(__file__).parents[2] / "content"
# libyaml reads the exemplars ten times faster; the slow loader gives the same values.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who wrote a content file, who translated it, who looked it over, and under which licence it stands."""

    author: str = ""
    written: str = ""
    translated: Mapping[str, str] = field(default_factory=dict)
    reviewed_by: tuple[str, ...] = ()
    licence: str = ""

    @property
    def is_reviewed(self) -> bool:
        """Tell whether a person has looked the file over."""
        return bool(self.reviewed_by)


def parse_yaml(text: str) -> Any:
    """Return what a text of our own says as YAML; yaml.YAMLError if it is none. Texts of others: exchange.plain_yaml."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - both loaders are the safe ones


def read_yaml(path: Path, schema: str, root: Path = CONTENT) -> dict[str, Any]:
    """Return the mapping that a content file holds; ContentInvalid if it is not one of `schema`."""
    name = relative_name(path, root)
    try:
        content = parse_yaml(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentInvalid(path=name, problem=f"cannot be read as YAML ({_first_line(error)})") from error
    if not isinstance(content, dict):
        raise ContentInvalid(path=name, problem="is not a mapping of keys")
    if content.get("schema") != schema:
        raise ContentInvalid(path=name, problem=f"has schema {content.get('schema')!r} instead of {schema!r}")
    return content


def content_files(folder: str, root: Path = CONTENT) -> Iterator[Path]:
    """Yield the YAML files of one folder of the content, by name."""
    yield from sorted((root / folder).glob("*.yaml"))


def relative_name(path: Path, root: Path = CONTENT) -> str:
    """Return the path inside the content folder, as errors name it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def require(mapping: Mapping[str, Any], key: str, path: str) -> Any:
    """Return the value of a key that must be there; ContentInvalid otherwise."""
    value = mapping.get(key) if isinstance(mapping, Mapping) else None
    if value is None or value == "":
        raise ContentInvalid(path=path, problem=f"has no '{key}' in {_shorten(mapping)}")
    return value


def require_list(mapping: Mapping[str, Any], key: str, path: str) -> list[dict[str, Any]]:
    """Return a list of mappings that must be there; ContentInvalid otherwise."""
    value = require(mapping, key, path)
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise ContentInvalid(path=path, problem=f"'{key}' is not a list of mappings")
    return value


def provenance_from(mapping: Mapping[str, Any] | None) -> Provenance:
    """Return the provenance of a file; the empty one where the file says nothing."""
    mapping = mapping or {}
    translated = mapping.get("translated") or {}
    if not isinstance(translated, Mapping):
        translated = dict.fromkeys(("kk", "ru", "en"), str(translated))
    return Provenance(
        author=str(mapping.get("author") or ""),
        written=str(mapping.get("written") or ""),
        translated={str(language): str(by) for language, by in translated.items()},
        reviewed_by=tuple(str(name) for name in mapping.get("reviewed_by") or ()),
        licence=str(mapping.get("licence") or ""),
    )


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:160]


def _shorten(mapping: object) -> str:
    text = str(mapping)
    return text if len(text) <= 80 else text[:77] + "..."
