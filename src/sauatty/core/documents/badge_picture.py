"""The picture of a badge: drawn by the typesetter, letters as outlines, so that every program shows it alike."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Literal

from sauatty.core.documents.pdf import draw_template
from sauatty.core.documents.wording import printable
from sauatty.core.languages import clean_text

_TEMPLATE = Path(__file__).with_name("badge.typ")


@lru_cache(maxsize=256)
def badge_picture(
    name: str, kind: str, language: str, form: Literal["png", "svg"], *, demo: str = "", side: int = 600
) -> bytes:
    """Draw a badge.

    Parameters
    ----------
    name : str
        What was reached.
    kind : str
        What it is, such as 'Certificate of attendance'.
    language : {'kk', 'ru', 'en'}
        Of the texts.
    form : {'png', 'svg'}
        Pixels or lines.
    demo : str
        The mark of invented data, or nothing.
    side : int
        Pixels of a side of the PNG.
    """
    told = {"name": name, "kind": kind, "demo": demo}
    plain = {key: printable(clean_text(text)) for key, text in told.items()}
    content = json.dumps(plain | {"language": language}, ensure_ascii=False)
    return draw_template(_TEMPLATE.read_bytes(), {"badge": content}, form, ppi=side / 400 * 72)
