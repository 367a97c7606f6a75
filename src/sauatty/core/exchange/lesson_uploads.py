"""What an author uploads: a lesson as YAML, and a picture that is drawn anew. Files to hand out: `handouts`."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from sauatty.core.catalogue.lesson_reading import SCHEMA, lesson_from_mapping
from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.errors import ContentInvalid, LessonFileRefused, PictureRefused
from sauatty.core.exchange.plain_yaml import read_plain_yaml

MAX_MILLION_POINTS = 40
LONGEST_SIDE = 1200  # as wide as a page of text on a good screen; a phone gets no more than it can show
QUALITY = 80
FORMATS = ("PNG", "JPEG", "WEBP")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A picture drawn anew from its points: nothing else of the upload is in it. Sizes in points."""

    content: bytes
    media_type: str
    width: int
    height: int


def read_lesson_upload(content: bytes, name: str) -> Lesson:
    """Return the lesson that a YAML file describes; LessonFileRefused if it is none."""
    mapping, problem = read_plain_yaml(content)
    if not problem and mapping.get("schema") != SCHEMA:
        problem = f"has schema {mapping.get('schema')!r} instead of {SCHEMA!r}"
    if problem:
        raise LessonFileRefused(name=name, problem=problem)
    try:
        lesson = lesson_from_mapping(mapping, name)
    except ContentInvalid as error:
        raise LessonFileRefused(name=name, problem=str(error.params["problem"])) from error
    for place, id in _ids(lesson):
        if not _ID.fullmatch(id):
            problem = f"{place} is {id!r}; names are small Latin letters, digits and hyphens, 60 at most"
            raise LessonFileRefused(name=name, problem=problem)
    for source in lesson.sources:
        if source.url and not source.link:
            problem = f"the source {source.id!r} has the address {source.url[:80]!r}, which is not of the web"
            raise LessonFileRefused(name=name, problem=problem)
    return lesson


def _ids(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Yield every name of a lesson that becomes a part of an address or of a page, with its place."""
    yield from (("id", lesson.id), ("module", lesson.module))
    yield from (("sections.id", one.id) for one in lesson.sections)
    yield from (("task.notebook.id", one.id) for one in lesson.task.notebook)
    yield from (("sources.id", one.id) for one in lesson.sources)
    for question in lesson.self_check:
        yield "self_check.id", question.id
        yield from (("options.id", one.id) for one in question.options)


def redraw_picture(content: bytes, name: str, longest: int = LONGEST_SIDE) -> Redrawn:
    """Return a picture without what is hidden in its file: place, camera, names, comments, other pictures.

    It is turned upright, made no larger than `longest` points, and written as JPEG, or as PNG where it is see-through.

    Raises
    ------
    PictureRefused
        No picture, of a kind that is not taken, damaged, or with too many points.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_MILLION_POINTS * 1_000_000:
                    raise _refused(name, f"{opened.width} x {opened.height} points")
                upright = ImageOps.exif_transpose(opened)
                return _written(upright if upright is not None else opened, longest)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused(name, "no picture of a known kind, or far too large") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _refused(name, "damaged") from error


def _refused(name: str, detail: str) -> PictureRefused:
    return PictureRefused(name=name, detail=detail, limit=MAX_MILLION_POINTS)


def _written(picture: Image.Image, longest: int) -> Redrawn:
    if picture.mode.startswith("I"):  # 16 bits a point, as scanners write: cut off at 255 all would be white
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    points = picture.convert("RGBA" if has_alpha else "RGB")
    points.thumbnail((longest, longest))
    bare = Image.new(points.mode, points.size)
    bare.paste(points)
    out = BytesIO()
    if has_alpha:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Redrawn(out.getvalue(), "image/png" if has_alpha else "image/jpeg", *bare.size)
