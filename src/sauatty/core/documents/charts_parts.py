"""What charts are drawn with: ink, text, wrapped lines, the opening of an SVG document.

Presentation attributes only: a strict content policy forbids inline style.
"""

from collections.abc import Iterator, Mapping
from html import escape

from sauatty.core.catalogue.frameworks import competence
from sauatty.core.errors import UnknownCompetence

INK, MUTED, LINE, PAPER = "#17262e", "#55666f", "#dfe3df", "#ffffff"
ACCENT = "#0b5566"
FONT = "Golos Text, Noto Sans, system-ui, sans-serif"


def opening(name: str, size: tuple[int, int], language: str, title: str, described: str) -> Iterator[str]:
    """Yield the start of an SVG document; `name` keeps its ids apart from those of other charts of a page."""
    width, height = size
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" lang="{escape(language)}" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="{FONT}">'
    )
    yield f'<title id="{name}-title">{escape(title)}</title>'
    yield f'<desc id="{name}-desc">{escape(described)}</desc>'
    yield f'<rect class="paper" width="{width}" height="{height}" fill="{PAPER}"/>'
    yield text(16, 32, title, size=17, weight=650)


def column_label(competence_id: str, language: str, names: Mapping[str, str] | None) -> tuple[str, str]:
    """Return code and name of a competence; `names` has those of frameworks that the content does not hold."""
    if names and competence_id in names:
        return competence_id.partition(".")[2] or competence_id, names[competence_id]
    try:
        node = competence(competence_id)
    except UnknownCompetence:
        return competence_id.partition(".")[2] or competence_id, ""
    return node.code, node.name.text(language)


def line(
    start: tuple[float, float],
    end: tuple[float, float],
    stroke: str = INK,
    width: float = 1,
    dashes: str = "",
) -> str:
    """Return a straight line."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{start[0]:g}" y1="{start[1]:g}" x2="{end[0]:g}" y2="{end[1]:g}" '
        f'stroke="{stroke}" stroke-width="{width:g}"{dashed}/>'
    )


def wrapped(text: str, width: int, n_lines: int) -> list[str]:
    """Break a text into at most `n_lines` lines of `width` characters; what does not fit ends in '…'."""
    lines = [""]
    for part in text.split(" "):
        if len(lines[-1]) + len(part) + 1 <= width or not lines[-1]:
            lines[-1] = f"{lines[-1]} {part}" if lines[-1] else part
        else:
            lines.append(part)
    kept = lines[:n_lines]
    if len(lines) > n_lines or len(kept[-1]) > width:
        kept[-1] = kept[-1][: width - 1].rstrip() + "…"
    return [line if len(line) <= width else line[: width - 1] + "…" for line in kept]


def text(
    x: float,
    y: float,
    written: str,
    *,
    size: int,
    fill: str = INK,
    anchor: str = "start",
    **more: str | int,
) -> str:
    """Return a text element; `weight` and `hint` (a tooltip) are the further options."""
    weight = f' font-weight="{more["weight"]}"' if "weight" in more else ""
    hint = f"<title>{escape(str(more['hint']))}</title>" if more.get("hint") else ""
    start = f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"{weight}>'
    return f"{start}{escape(written)}{hint}</text>"
