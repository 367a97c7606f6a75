"""Services and texts that lessons send their readers to."""

from functools import lru_cache
from pathlib import Path

from sauatty.core.catalogue.content import CONTENT, content_files, read_yaml, relative_name, require_list
from sauatty.core.catalogue.lessons import Resource
from sauatty.core.catalogue.record_mapping import record_from

SCHEMA = "resources/1"


def read_resources(path: Path, root: Path = CONTENT) -> tuple[Resource, ...]:
    """Return the resources of one content file; ContentInvalid if a key is missing, unknown or of the wrong kind."""
    content, name = read_yaml(path, SCHEMA, root), relative_name(path, root)
    rows = require_list(content, "resources", name)
    return tuple(record_from(Resource, row, name, f"resources[{n}]") for n, row in enumerate(rows, start=1))


@lru_cache(maxsize=1)
def load_resources() -> dict[str, Resource]:
    """Return the resources that Sauatty comes with by their id, in the order of the files (read once)."""
    return {one.id: one for path in content_files("resources") for one in read_resources(path)}
