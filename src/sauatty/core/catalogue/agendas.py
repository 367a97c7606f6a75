"""Agendas of trainings of several days."""

from functools import lru_cache
from pathlib import Path

from sauatty.core.catalogue.content import CONTENT, content_files, read_yaml, relative_name
from sauatty.core.catalogue.lessons import Agenda
from sauatty.core.catalogue.record_mapping import record_from

SCHEMA = "agenda/1"


def read_agenda(path: Path, root: Path = CONTENT) -> Agenda:
    """Return the agenda of one content file; ContentInvalid if a key is missing, unknown or of the wrong kind."""
    content = read_yaml(path, SCHEMA, root)
    return record_from(
        Agenda, {key: value for key, value in content.items() if key != "schema"}, relative_name(path, root)
    )


@lru_cache(maxsize=1)
def load_agendas() -> dict[str, Agenda]:
    """Return the agendas that Sauatty comes with by their id (read once)."""
    return {one.id: one for one in map(read_agenda, content_files("agendas"))}
