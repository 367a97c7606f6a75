"""The invented model curriculum that a newcomer looks around in, read the way every upload is read."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from sauatty.core.languages import Translated
from sauatty.sandbox import read_in_sandbox
from sauatty.web.curricula import services

FOLDER = Path(str(resources.files("sauatty"))) / "content" / "demo"
NAMES = Translated(
    "Ойдан құрастырылған үлгілік оқу бағдарламалары",
    "Вымышленные типовые учебные программы",
    "Invented model curricula",
)


def _files() -> Iterator[Path]:
    yield from sorted(FOLDER.glob("*.html"))


def make(actor: Any) -> None:
    """Store the invented editions and ask for their matching; what is there already is left alone."""
    for path in _files():
        document = read_in_sandbox(path, name=path.name)
        edition = services.store_edition(document=document, actor=actor, is_demo=True, names=NAMES)
        services.follow_edition(edition=edition, actor=actor)
