"""Reading and writing files for the commands: '-' is a standard stream, an output is replaced as a whole."""

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from sauatty.core.errors import InputNotReadable, JsonInvalid, NothingFound, OutputNotWritten

STANDARD = "-"
IN_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True)
# "\\ud800" in JSON is half of a letter, which UTF-8 cannot hold.
_HALF_LETTER = re.compile("[\ud800-\udfff]")
Check = Callable[[dict[str, Any], str, int], None]


class OutFile(click.Path):
    """A file to write: its folder is asked for before the work begins, not after minutes of it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        converted = super().convert(value, param, ctx)
        folder = Path(os.path.realpath(str(converted))).parent
        if converted != STANDARD and not folder.is_dir():
            raise OutputNotWritten(name=converted, problem=f"there is no folder '{folder}'")
        return converted


OUT_FILE = OutFile(dir_okay=False, allow_dash=True)


def read_bytes(name: str) -> bytes:
    """Return the content of a file or of standard input."""
    if name == STANDARD:
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InputNotReadable(name=name, problem=error.strerror or str(error)) from error


def read_rows(name: str, check: Check | None = None) -> list[dict[str, Any]]:
    """Return the JSON objects of a JSON-lines file; JsonInvalid names the first line that is none.

    `check` is called with each object, the name of the file and the line; it refuses what it must. A file
    without any object is refused too, or a pipe whose first command failed would end as if all were well.
    """
    shown = shown_name(name)
    rows = []
    for number, row in _numbered_rows(read_bytes(name), shown):
        if check:
            check(row, shown, number)
        rows.append(row)
    if not rows:
        raise NothingFound(name=shown, detail="JSON lines, no row")
    return rows


def shown_name(name: str) -> str:
    """Return what messages call a file."""
    return "standard input" if name == STANDARD else name


def _numbered_rows(content: bytes, shown: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each object with the number of its line; empty lines are passed over."""
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield number, _parse_line(line, number, shown)


def _parse_line(line: bytes, number: int, shown: str) -> dict[str, Any]:
    def refuse(problem: str) -> NoReturn:
        raise JsonInvalid(name=shown, line=number, problem=problem)

    try:
        row = json.loads(
            line.decode("utf-8"), parse_constant=lambda name: refuse(f"{name} is no number of JSON")
        )
    except UnicodeDecodeError:
        refuse("the text is not UTF-8; save it as UTF-8")
    except (ValueError, RecursionError) as error:
        refuse(_json_problem(error, number))
    if not isinstance(row, dict):
        refuse("this is not an object")
    return row


def _json_problem(error: Exception, number: int) -> str:
    said = f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
    # Nobody's first line is broken by chance: it is another kind of file, or a JSON file of several lines.
    hint = "; 'sauatty objectives read' makes JSON lines of a curriculum" if number == 1 else ""
    return f"this is no JSON ({said}){hint}"


def json_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Write one JSON object per line, letters as they are; halves of letters stay as they were escaped."""
    return "".join(f"{_json_line(row)}\n" for row in rows)


def _json_line(row: Mapping[str, Any]) -> str:
    line = json.dumps(row, ensure_ascii=False)
    return line if line.isascii() or not _HALF_LETTER.search(line) else json.dumps(row)


def write_output(content: str | bytes, out: str | None) -> None:
    """Write to standard output, or replace a file as a whole: nobody ever sees half of it."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if out in (None, STANDARD):
            click.echo(raw, nl=False)
        else:
            _replace(Path(os.path.realpath(str(out))), raw)
    except BrokenPipeError:
        raise  # who read has gone (`| head`), which is no failure to tell
    except OSError as error:
        shown = "standard output" if out in (None, STANDARD) else out
        raise OutputNotWritten(name=shown, problem=error.strerror or str(error)) from error


def _replace(target: Path, raw: bytes) -> None:
    if target.exists() and not target.is_file():  # a device such as /dev/null
        target.write_bytes(raw)
        return
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give a callback (done, total) that draws a bar on standard error; silent where that is no terminal."""
    bar: Any = None

    def advance(done: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            bar = click.progressbar(
                length=total, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
            )
        bar.update(done - bar.pos)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.render_finish()
