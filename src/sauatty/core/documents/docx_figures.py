"""A drawing in a DOCX file: vector for new word processors, pixels for old ones, words for screen readers."""

from sauatty.core.documents.wording import printable
from sauatty.core.documents.wordml import Element, el

_EMU_PER_CM = 360_000
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture(png: str, svg: str, size: tuple[float, float], alt: str, number: int) -> Element:
    """Make an inline picture from two relationships; `size` is in cm."""
    width, height = (round(side * _EMU_PER_CM) for side in size)
    name, described = f"Figure {number}", printable(alt)
    extension = el("a:ext", el("asvg:svgBlip", r_embed=svg), uri=_SVG_EXTENSION)
    drawn = el(
        "pic:pic",
        el("pic:nvPicPr", el("pic:cNvPr", id=number, name=name, descr=described), el("pic:cNvPicPr")),
        el(
            "pic:blipFill",
            el("a:blip", el("a:extLst", extension), r_embed=png),
            el("a:stretch", el("a:fillRect")),
        ),
        el(
            "pic:spPr",
            el("a:xfrm", el("a:off", x=0, y=0), el("a:ext", cx=width, cy=height)),
            el("a:prstGeom", el("a:avLst"), prst="rect"),
        ),
    )
    inline = el(
        "wp:inline",
        el("wp:extent", cx=width, cy=height),
        el("wp:docPr", id=number, name=name, descr=described),
        el("wp:cNvGraphicFramePr", el("a:graphicFrameLocks", noChangeAspect=1)),
        el("a:graphic", el("a:graphicData", drawn, uri=_PICTURE)),
        distT=0, distB=0, distL=0, distR=0,
    )  # fmt: skip
    return el("w:drawing", inline)
