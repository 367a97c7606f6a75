"""A photo that somebody sends, made anew from its points: no place, camera, colour profile or comment remains."""

import base64
import json
import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import Base
from PIL.Image import Transpose

from sauatty.core.errors import AttachmentKindRefused, FileTruncated, PhotoHeic, PictureRefused

MAX_MILLION_POINTS = 40
LONGEST_SIDE = 2048
THUMBNAIL_SIDE = 320
QUALITY, THUMBNAIL_QUALITY = 82, 74
FORMATS = ("JPEG", "PNG", "WEBP")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}

Image.init()  # loads the readers of all kinds before the door of the sandbox is shut


def remake_photo(content: bytes, name: str) -> str:
    """Return, as JSON, a photo and its small picture, upright, written anew; sizes in points.

    Raises
    ------
    PhotoHeic, AttachmentKindRefused, PictureRefused, FileTruncated
    """
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        raise PhotoHeic(name=name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return json.dumps(_remade(content, name))
    except UnidentifiedImageError as error:
        raise AttachmentKindRefused(name=name) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused(name, "far too large") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if "truncated" in str(error):
            raise FileTruncated(name=name) from error
        raise _refused(name, "damaged") from error


def _refused(name: str, detail: str) -> PictureRefused:
    return PictureRefused(name=name, detail=detail, limit=MAX_MILLION_POINTS)


def _remade(content: bytes, name: str) -> dict[str, str | int]:
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_MILLION_POINTS * 1_000_000:
            raise _refused(name, f"{opened.width} x {opened.height} points")
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is not unpacked larger than it is needed
        photo = _bare(opened)
    small = photo.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return {
        "content": _written(photo, QUALITY),
        "thumbnail": _written(small, THUMBNAIL_QUALITY),
        "media_type": "image/webp" if photo.mode == "RGBA" else "image/jpeg",
        "width": photo.width,
        "height": photo.height,
    }


def _bare(opened: Image.Image) -> Image.Image:
    """Return the points alone, upright and no larger than they may be; a new picture knows nothing of the old one."""
    picture: Image.Image = opened
    if picture.mode.startswith("I"):  # 16 bits a point, as scanners write: cut off at 255 all would be white
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    points = picture.convert("RGBA" if has_alpha else "RGB")
    points.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    turn = _UPRIGHT.get(_orientation(opened))
    upright = points if turn is None else points.transpose(turn)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


def _orientation(opened: Image.Image) -> int:
    """Return how the camera was held; a broken note about a photo is no reason to lose the photo."""
    try:
        return int(opened.getexif().get(Base.Orientation, 1))
    except Exception:
        return 1


def _written(picture: Image.Image, quality: int) -> str:
    out = BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "WEBP", quality=quality)
    else:
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return base64.b64encode(out.getvalue()).decode()
