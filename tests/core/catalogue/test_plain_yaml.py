"""People read the content with other loaders than ours: libyaml forgives what plain YAML does not."""

from pathlib import Path

import pytest
import yaml

from sauatty.core.catalogue import CONTENT
from sauatty.core.catalogue.content import read_yaml

FILES = sorted(CONTENT.rglob("*.yaml"))


def test_every_folder_of_content_is_looked_at():
    found = {path.parent.relative_to(CONTENT).as_posix() for path in FILES}
    assert {"activities", "codebooks", "exemplars", "frameworks", "frameworks/crosswalks", "words"} <= found


# The long files are of the same kinds as the short ones.
KINDS = [
    pytest.param(path, marks=pytest.mark.slow) if path.stat().st_size > 40_000 else path for path in FILES
]


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_the_plain_loader_reads_what_sauatty_reads(path: Path):
    plain = yaml.load(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    assert read_yaml(path, plain["schema"]) == plain
