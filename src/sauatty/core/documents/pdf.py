"""A document as PDF: tagged for screen readers (PDF/UA-1), with the fonts inside, the same bytes each time."""

import datetime as dt
import json
import re
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from sauatty.core.catalogue.content import CONTENT
from sauatty.core.documents.blocks import Document
from sauatty.core.documents.checks import validate
from sauatty.core.documents.setting import described
from sauatty.core.documents.wording import printable
from sauatty.core.errors import DocumentNotRendered

_TEMPLATE = Path(__file__).with_name("document.typ")
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # only asked for where a document has no date
_BATCH = 64
_MOST_TRIED = 500
_LARGE, _REMEMBERED = 100_000, 12
# What Golos Text certainly draws; all else is tried out before it is given up.
_KNOWN = re.compile(r"[\n\t -~\u00a0-\u00ff\u0400-\u045f\u0490-\u04ff\u2010-\u2026\u20b8\u2116]")
_one_at_a_time = threading.Lock()


def render_pdf(document: Document) -> bytes:
    """Set a document as PDF/UA-1.

    Characters that none of the fonts has become the replacement sign.

    Raises
    ------
    DocumentInvalid
        See `validate`.
    DocumentNotRendered
        The typesetter refused it.
    """
    validate(document)
    content = json.dumps(described(document), ensure_ascii=False)
    return set_template(_TEMPLATE.read_bytes(), {"document": content}, document.title)


def set_template(source: bytes, inputs: Mapping[str, str], title: str, *, is_tagged: bool = True) -> bytes:
    """Set a template of ours with its inputs as PDF/UA-1; `title` names it in the message of an error.

    A file that is only printed may be set without tags, in half the time.

    Raises
    ------
    DocumentNotRendered
        The typesetter refused it.
    """
    how = {"pdf_standards": ["ua-1"]} if is_tagged else {"pdf_tags": False}
    try:
        return _compile(source, inputs, how)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise DocumentNotRendered(document=title, detail=error.message[:300]) from error
    try:
        return _compile(source, _without_unknown(inputs), how)
    except typst.TypstError as error:
        raise DocumentNotRendered(document=title, detail=error.message[:300]) from error


def _without_unknown(inputs: Mapping[str, str]) -> dict[str, str]:
    unknown = "".join(sorted(set(_KNOWN.sub("", "".join(inputs.values())))))
    # A text in a script that the fonts do not have is not tried letter by letter.
    undrawable = _undrawable(unknown) if len(unknown) <= _MOST_TRIED else unknown
    table = str.maketrans(dict.fromkeys(undrawable, "\ufffd"))
    return {name: content.translate(table) for name, content in inputs.items()}


def _compile(source: bytes, inputs: Mapping[str, str], how: Mapping[str, Any]) -> bytes:
    made = _typeset(source, dict(inputs), **how)
    if sum(map(len, inputs.values())) > _LARGE:
        _forget()
    return made


def _forget() -> None:
    """Let the typesetter drop what it remembers of a large document.

    It keeps what one of the last ten settings used: a worker would grow by hundreds of megabytes.
    """
    for number in range(_REMEMBERED):
        _typeset(b"#sys.inputs.number", {"number": str(number)})


def _typeset(source: bytes, inputs: dict[str, str], **how: Any) -> bytes:
    with _one_at_a_time:
        made = _compiler().compile(
            input=source, sys_inputs=inputs, timestamp=_EPOCH, **{"format": "pdf"} | how
        )
    first = made[0] if isinstance(made, list) else made  # a list: pictures of several pages
    return first or b""


def draw_template(source: bytes, inputs: Mapping[str, str], form: str, *, ppi: float) -> bytes:
    """Draw a template of ours of one page as a picture: 'png' with so many pixels per inch, or 'svg'."""
    return _typeset(source, dict(inputs), format=form, ppi=ppi)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Return the one compiler of the process: it has read the fonts, and never those of the machine."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(CONTENT / "fonts")]
    )
    return typst.Compiler(font_paths=fonts, root=str(CONTENT / "fonts"))


def _undrawable(characters: str) -> str:
    """Return the characters that no font has, by setting them in ever smaller groups."""
    if not characters or (len(characters) <= _BATCH and _is_drawn(characters)):
        return ""
    if len(characters) == 1:
        return characters
    middle = len(characters) // 2
    return _undrawable(characters[:middle]) + _undrawable(characters[middle:])


@lru_cache(maxsize=4096)
def _is_drawn(characters: str) -> bool:
    source = (
        '#set text(lang: "kk", font: ("Golos Text", "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern"))'
        '\n#set document(title: "t")\n#for sign in sys.inputs.signs.codepoints() [#par(text(sign))]'
    )
    try:
        _typeset(source.encode(), {"signs": characters}, pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True


@lru_cache(maxsize=64)
def svg_to_png(svg: str, width: int = 1600) -> bytes:
    """Draw an SVG as pixels, with our fonts, `width` pixels wide."""
    source = (
        "#set page(width: 400pt, height: auto, margin: 0pt, fill: white)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    return _typeset(source.encode(), {"svg": printable(svg)}, format="png", ppi=width / 400 * 72)
