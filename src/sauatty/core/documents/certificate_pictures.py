"""Logos and pictures of signatures: checked before they go onto certificates."""

import base64
import io
import json
import struct

from PIL import Image, UnidentifiedImageError

from sauatty.core.documents.certificate_facts import Picture
from sauatty.core.documents.pictures import svg_problem, svg_size
from sauatty.core.errors import CertificatePictureRefused
from sauatty.core.languages import Translated

MOST_BYTES, MOST_PIXELS, LEAST_SIDE = 2_000_000, 12_000_000, 8
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_SIDE = 2400  # what a printer needs of a logo of a hand's breadth
_LONGEST_RATIO = 20


def read_picture(content: bytes, name: str, alt: Translated | None = None) -> Picture:
    """Check a PNG or SVG picture and return it as it goes onto certificates.

    A PNG is drawn anew, without notes of the camera and not larger than a printer needs. An SVG may hold shapes and
    text only (see `pictures.svg_problem`).

    Parameters
    ----------
    content : bytes
    name : str
        What the file is called, for the message.
    alt : Translated, optional
        What is read to those who cannot see it.

    Raises
    ------
    CertificatePictureRefused
    """
    if len(content) > MOST_BYTES:
        raise CertificatePictureRefused(name=name, problem="it is larger than 2 MB")
    if content.startswith(_PNG):
        return Picture(_redrawn(content, name), "png", alt or Translated())
    return _checked(Picture(_drawn(content, name), "svg", alt or Translated()), name)


def picture_size(picture: Picture) -> tuple[float, float]:
    """Return width and height of a checked picture in its own units."""
    if picture.kind == "svg":
        return svg_size(picture.content.decode()) or (1.0, 1.0)
    width, height = struct.unpack(">II", picture.content[16:24])
    return float(width), float(height)


def picture_to_json(picture: Picture) -> str:
    """Return a checked picture as JSON, for the process that asked; its words stay behind."""
    return json.dumps({"content": base64.b64encode(picture.content).decode(), "kind": picture.kind})


def picture_from_json(text: str) -> Picture:
    """Return what `picture_to_json` wrote."""
    told = json.loads(text)
    return Picture(base64.b64decode(told["content"]), told["kind"])


def _redrawn(content: bytes, name: str) -> bytes:
    if len(content) < 33:
        raise CertificatePictureRefused(name=name, problem="the file is cut off")
    width, height = struct.unpack(">II", content[16:24])
    if not min(width, height) >= LEAST_SIDE or width * height > MOST_PIXELS:
        raise CertificatePictureRefused(
            name=name, problem=f"{width} × {height} pixels are too few or too many"
        )
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as read:
            read.load()
            drawn = read.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise CertificatePictureRefused(name=name, problem="the file is damaged") from error
    drawn.thumbnail((_MOST_SIDE, _MOST_SIDE))
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=False)
    return _checked(Picture(out.getvalue(), "png"), name).content


def _drawn(content: bytes, name: str) -> bytes:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CertificatePictureRefused(name=name, problem="it is neither PNG nor SVG") from error
    problem = svg_problem(text) if "<" in text[:1000] else "is neither PNG nor SVG"
    if problem:
        raise CertificatePictureRefused(name=name, problem=f"it {problem}")
    return text.encode()


def _checked(picture: Picture, name: str) -> Picture:
    width, height = picture_size(picture)
    if max(width / height, height / width) > _LONGEST_RATIO:
        raise CertificatePictureRefused(name=name, problem="it is a thin line; cut it to its shape")
    return picture
