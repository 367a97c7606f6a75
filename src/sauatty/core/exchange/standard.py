from collections.abc import Sequence
from sauatty.core.exchange.blocks import Block
from sauatty.core.records import CurriculumDocument
def is_state_standard(blocks: Sequence[Block]) -> bool:
    return False
def read_standard(blocks: Sequence[Block], *, source: str, format: str, sha256: str = "", url: str | None = None) -> CurriculumDocument:
    raise NotImplementedError
