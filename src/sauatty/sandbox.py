"""The one door for files from outside: each is read in a fresh process with hard limits.

The child has an empty environment, no network, no file it could write, and a budget of memory and time. What it
understood comes back as JSON over a pipe, what it refused as the code of an error. A crash takes nothing with it.
"""

import base64
import contextlib
import importlib
import json
import os
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

try:
    import resource
except (
    ModuleNotFoundError
):  # Windows bounds processes in another way, which we have not tried: nothing is read there
    resource = None  # type: ignore[assignment]

from sauatty.core import errors
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.core.catalogue.instrument_writing import instrument_as_mapping
from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.errors import (
    FileEmpty,
    FileTooLarge,
    FileTypeUnknown,
    ImportRefused,
    ReaderFailed,
    ReaderOutOfMemory,
    ReaderTimedOut,
    ReaderUnbounded,
    SauattyError,
)
from sauatty.core.exchange.docx_review import ReturnedDocument, returned_from_json
from sauatty.core.exchange.instrument_files import instrument_from_json
from sauatty.core.exchange.item_files import items_from_json
from sauatty.core.exchange.item_reports import ItemsRead
from sauatty.core.exchange.jsonl import document_from_json
from sauatty.core.exchange.participants import ParticipantList, list_from_json
from sauatty.core.exchange.refi import Code
from sauatty.core.exchange.video_minutes import MinutesReport, report_from_json
from sauatty.core.languages import LANGUAGES
from sauatty.core.records import CodedAnswer, CurriculumDocument, Decision, Oddity, ResponseTable

MEGABYTE = 2**20
PAGE_SIDE = 2400  # of a photographed sheet of paper, whose signatures must stay legible
Reader = Callable[[bytes, str], str]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Sizes in MB (2^20 bytes), times in seconds.

    `memory` is address space (RLIMIT_AS): what is resident is less. `result` is the JSON that comes back.
    """

    file: int = 64
    memory: int = 512
    result: int = 32
    processor: int = 20
    wall: int = 30
    open_files: int = 64


# A table of many responses is long, not clever: it may take more of everything.
TABLE_LIMITS = Limits(memory=2048, result=256, processor=120, wall=180)


def read_in_sandbox(
    path: Path, *, name: str | None = None, limits: Limits | None = None
) -> CurriculumDocument:
    """Read a file in a process of its own.

    Parameters
    ----------
    path : Path
        The file; it is opened here and handed over, the child opens no path.
    name : str, optional
        What the person calls the file; the name of the path by default.
    limits : Limits, optional
        Other limits than the usual ones.

    Raises
    ------
    ImportRefused
        One of its subclasses: the reader's own refusal, or a limit that was reached.
    OSError
        The file is not there or may not be opened.
    """
    return document_from_json(_read("document", path, name, limits))


def read_decisions_in_sandbox(
    path: Path, *, name: str | None = None, limits: Limits | None = None
) -> tuple[Decision, ...]:
    """Read a table of decisions (CSV, XLSX) in a process of its own; refuses as `read_in_sandbox` does."""
    rows = json.loads(_read("decisions", path, name, limits))
    return tuple(Decision(**{**row, "competences": tuple(row["competences"])}) for row in rows)


def read_coded_answers_in_sandbox(
    path: Path, *, name: str | None = None, limits: Limits | None = None
) -> tuple[CodedAnswer, ...]:
    """Read a table of coded answers (CSV, XLSX) in a process of its own; refuses as `read_in_sandbox` does."""
    rows = json.loads(_read("coded-answers", path, name, limits))
    return tuple(CodedAnswer(**{**row, "parts": tuple(row["parts"])}) for row in rows)


def read_participants_in_sandbox(
    path: Path, *, name: str | None = None, limits: Limits | None = None
) -> ParticipantList:
    """Read a list of people (CSV, XLSX) in a process of its own; refuses as `read_in_sandbox` does."""
    return list_from_json(_read("participants", path, name, limits or TABLE_LIMITS))


def read_codebook_in_sandbox(
    path: Path, *, name: str | None = None, limits: Limits | None = None
) -> tuple[Code, ...]:
    """Read a REFI-QDA codebook in a process of its own; refuses as `read_in_sandbox` does."""
    return tuple(_code_from(row) for row in json.loads(_read("codebook", path, name, limits)))


def _code_from(row: dict[str, Any]) -> Code:
    return Code(**{**row, "codes": tuple(_code_from(one) for one in row["codes"])})


def read_returned_in_sandbox(
    path: Path, *, name: str | None = None, limits: Limits | None = None
) -> ReturnedDocument:
    """Read a DOCX file of ours that came back, in a process of its own; refuses as `read_in_sandbox` does."""
    return returned_from_json(_read("returned", path, name, limits))


def read_instrument_in_sandbox(
    path: Path, *, name: str | None = None, limits: Limits | None = None
) -> tuple[Instrument, tuple[Oddity, ...]]:
    """Read an XLSForm or a YAML instrument in a process of its own; refuses as `read_in_sandbox` does.

    The oddities say what of the file was left out because it changes neither question nor answer.
    """
    return instrument_from_json(_read("instrument", path, name, limits), name or path.name)


def read_responses_in_sandbox(
    path: Path, instrument: Instrument, *, name: str | None = None, limits: Limits | None = None
) -> tuple[ResponseTable, tuple[Oddity, ...]]:
    """Read a table of responses to an instrument in a process of its own; refuses as `read_in_sandbox` does.

    The instrument goes into the process on the first line, before the file.
    """
    with tempfile.NamedTemporaryFile() as both:
        both.write(json.dumps(instrument_as_mapping(instrument), ensure_ascii=True).encode() + b"\n")
        size = both.tell()
        _copy_into(both, path, name, limits)
        allowed = replace(limits or TABLE_LIMITS, file=(limits or TABLE_LIMITS).file + -(-size // MEGABYTE))
        found = json.loads(_read("responses", Path(both.name), name or path.name, allowed))
    columns = {key: tuple(texts) for key, texts in found["columns"].items()}
    table = ResponseTable(
        tuple(found["ids"]), columns, tuple(found["languages"]), tuple(found["days"]), source=found["source"]
    )
    return table, tuple(Oddity(**one) for one in found["oddities"])


def read_lesson_in_sandbox(
    path: Path, *, name: str | None = None, limits: Limits | None = None
) -> dict[str, Any]:
    """Read a lesson (YAML) in a process of its own, as its mapping; refuses as `read_in_sandbox` does."""
    found: dict[str, Any] = json.loads(_read("lesson", path, name, limits))
    return found


def redraw_in_sandbox(
    path: Path, *, name: str | None = None, limits: Limits | None = None, is_page: bool = False
) -> tuple[bytes, str, int, int]:
    """Draw a picture (`is_page`: of a written page) anew in a process of its own: content, media type, width, height."""
    found = json.loads(_read("page" if is_page else "picture", path, name, limits))
    return base64.b64decode(found["content"]), found["media_type"], found["width"], found["height"]


def read_told_in_sandbox(what: str, path: Path, *, name: str, limits: Limits | None = None) -> str:
    """Return what the reader `what` says of a file, as JSON; refuses as `read_in_sandbox` does."""
    return _read(what, path, name, limits)


def read_badge_in_sandbox(path: Path, *, name: str | None = None, limits: Limits | None = None) -> str:
    """Take the signed text out of the file of a badge (PNG, SVG, JWT) in a process of its own; nothing is checked yet."""
    return str(json.loads(_read("badge", path, name, limits)))


def check_handout_in_sandbox(path: Path, *, name: str | None = None, limits: Limits | None = None) -> str:
    """Look through a file to hand out in a process of its own; returns its media type."""
    return str(json.loads(_read("handout", path, name, limits)))


def read_items_in_sandbox(
    path: Path, *, name: str | None = None, language: str = "", limits: Limits | None = None
) -> ItemsRead:
    """Read a file of test items (Moodle XML, GIFT, QTI, CSV, YAML) in a process of its own; refuses as `read_in_sandbox`.

    `language` is that of texts that say none; the reader takes it from the kind of file: 'items', 'items-kk' …
    """
    what = f"items-{language}" if language in LANGUAGES else "items"
    return items_from_json(_read(what, path, name, limits), name or path.name)


def read_minutes_in_sandbox(
    path: Path, *, zone: str, near: date | None, name: str | None = None, limits: Limits | None = None
) -> MinutesReport:
    """Read the report of a video service in a process of its own; refuses as `read_in_sandbox` does.

    `zone` and `near`, see `read_minutes`, go into the process on the first line, before the file.
    """
    told = {"zone": zone, "near": near.isoformat() if near else ""}
    with tempfile.NamedTemporaryFile() as both:
        both.write(json.dumps(told).encode() + b"\n")
        _copy_into(both, path, name, limits)
        return report_from_json(_read("minutes", Path(both.name), name or path.name, limits))


def _read(what: str, path: Path, name: str | None, limits: Limits | None) -> str:
    """Return, as JSON, what the reader of a kind of file understood."""
    limits = limits or Limits()
    shown = _printable(name or path.name)
    with open(path, "rb", opener=_open_plain) as file:
        _check_size(file, shown, limits)
        answer = _run_child(file, what, shown, limits)
    return _understand(answer, shown, limits)


def _copy_into(both: Any, path: Path, name: str | None, limits: Limits | None) -> None:
    with open(path, "rb", opener=_open_plain) as file:
        _check_size(file, _printable(name or path.name), limits or Limits())
        shutil.copyfileobj(file, both)
    both.flush()


def _open_plain(path: str, flags: int) -> int:
    # A named pipe would block for ever; with this flag opening it returns at once and is refused below.
    return os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC)


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name)[:200] or "?"


def _check_size(file: BinaryIO, name: str, limits: Limits) -> None:
    found = os.fstat(file.fileno())
    if not stat.S_ISREG(found.st_mode):
        raise FileTypeUnknown(name=name, found="not a regular file")
    if found.st_size == 0:
        raise FileEmpty(name=name)
    if found.st_size > limits.file * MEGABYTE:
        raise FileTooLarge(name=name, size=-(-found.st_size // MEGABYTE), limit=limits.file)


@dataclass(frozen=True, slots=True)
class _Answer:
    output: bytes
    returncode: int
    is_late: bool
    is_too_long: bool


def _run_child(file: BinaryIO, what: str, name: str, limits: Limits) -> _Answer:
    if resource is None:
        raise ReaderUnbounded(name=name)
    task = json.dumps({"what": what, "name": name, "limits": asdict(limits)})
    child = subprocess.Popen(
        [
            sys.executable,
            "-I",
            "-B",
            "-S",
            "-c",
            _START,
            str(Path(__file__).parents[1]),
            json.dumps([part for part in sys.path if part]),
            task,
        ],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )
    try:
        output, is_late, is_too_long = _collect(child, limits)
    finally:
        if child.poll() is None:  # a number that was waited for may belong to another process by now
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
        if child.stdout is not None:
            child.stdout.close()
        returncode = child.wait()
    return _Answer(output, returncode, is_late, is_too_long)


# The child knows nothing of our environment: it is told where the packages lie and what to read.
_START = (
    "import sys, json\n"
    "sys.path[:] = [sys.argv[1], *json.loads(sys.argv[2])]\n"
    "from sauatty.sandbox import answer\n"
    "answer(sys.argv[3])\n"
)


def _collect(child: subprocess.Popen[bytes], limits: Limits) -> tuple[bytes, bool, bool]:
    assert child.stdout is not None  # it was asked for
    chunks: list[bytes] = []
    size = 0
    deadline = time.monotonic() + limits.wall
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([child.stdout], [], [], left)[0]:
            break
        chunk = os.read(child.stdout.fileno(), MEGABYTE)
        size += len(chunk)
        if size > limits.result * MEGABYTE:
            return b"", False, True
        if not chunk:
            _wait_for_end(child, deadline)
            return b"".join(chunks), False, False
        chunks.append(chunk)
    return b"", True, False


def _wait_for_end(child: subprocess.Popen[bytes], deadline: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(timeout=max(0.1, deadline - time.monotonic()))


def _understand(answer: _Answer, name: str, limits: Limits) -> str:
    if answer.is_late or answer.returncode == -signal.SIGXCPU:
        raise ReaderTimedOut(name=name, seconds=limits.wall if answer.is_late else limits.processor)
    if answer.is_too_long:
        raise ReaderFailed(name=name, detail=f"its result has more than {limits.result} MB")
    status, _, body = answer.output.partition(b"\n")
    if status == b"read" and answer.returncode == 0:
        return body.decode("utf-8")
    if status == b"error":
        raise _error_from(body, name, limits)
    if answer.returncode < 0:
        raise ReaderFailed(name=name, detail=f"stopped by {signal.Signals(-answer.returncode).name}")
    raise ReaderFailed(name=name, detail=f"ended with {answer.returncode}")


def _error_from(body: bytes, name: str, limits: Limits) -> SauattyError:
    """Make the same error here; only our own refusals are believed."""
    try:
        told: dict[str, Any] = json.loads(body)
        if told["code"] == ReaderOutOfMemory.code:
            return ReaderOutOfMemory(name=name, limit=limits.memory)
        return _known_errors()[told["code"]](**told["params"])
    except (ValueError, KeyError, TypeError):
        return ReaderFailed(name=name, detail="it gave no reason")


def _known_errors() -> dict[str, type[ImportRefused]]:
    kinds = (kind for kind in vars(errors).values() if isinstance(kind, type))
    return {kind.code: kind for kind in kinds if issubclass(kind, ImportRefused)}


# --- inside the child --------------------------------------------------------------------------------


def answer(task: str) -> NoReturn:
    """Read the file on standard input and write what was understood; the child's whole life."""
    told = json.loads(task)
    limits = Limits(**told["limits"])
    _limit_resources(limits)
    output = _read_and_answer(told["what"], told["name"])
    left = memoryview(output)
    while left:
        left = left[os.write(1, left) :]
    os._exit(0)


def _limit_resources(limits: Limits) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory * MEGABYTE),
        (resource.RLIMIT_CPU, limits.processor),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        # The soft limit of time ends the child with a signal of its own, so that the parent can tell why.
        try:
            resource.setrlimit(kind, (most, most + (kind == resource.RLIMIT_CPU)))
        except ValueError:
            if not (
                sys.platform == "darwin" and kind == resource.RLIMIT_AS
            ):  # macOS knows no limit of that kind
                raise


def _document_reader() -> Reader:
    from sauatty.core.exchange.jsonl import document_to_json
    from sauatty.core.exchange.reading import read_document

    return lambda content, name: document_to_json(read_document(content, name=name))


def _decisions_reader() -> Reader:
    from sauatty.core.exchange.decisions import read_decisions

    return lambda content, name: json.dumps([asdict(one) for one in read_decisions(content, name=name)])


def _returned_reader() -> Reader:
    from sauatty.core.exchange.docx_review import read_returned, returned_to_json

    return lambda content, name: returned_to_json(read_returned(content, name=name))


def _instrument_reader() -> Reader:
    from sauatty.core.exchange.instrument_files import instrument_to_json, read_with_oddities

    return lambda content, name: instrument_to_json(*read_with_oddities(content, name))


def _responses_reader() -> Reader:
    from sauatty.core.catalogue.regions import load_regions
    from sauatty.core.exchange.responses import read_responses

    load_regions()

    def read(content: bytes, name: str) -> str:
        head, _, rest = content.partition(b"\n")
        table, oddities = read_responses(rest, instrument_from_mapping(json.loads(head), name), name)
        found = {
            "ids": table.ids,
            "columns": dict(table.columns),
            "languages": table.languages,
            "days": table.days,
            "source": table.source,
            "oddities": [asdict(one) for one in oddities],
        }
        return json.dumps(found, ensure_ascii=False)

    return read


# Each is loaded before the door is shut, and only for the kind of file that is asked for.
def _coded_answers_reader() -> Reader:
    from sauatty.core.exchange.coded_answers import read_coded_answers

    return lambda content, name: json.dumps(
        [asdict(one) for one in read_coded_answers(content, name=name, question="-")]
    )


def _codebook_reader() -> Reader:
    from sauatty.core.exchange.refi import read_codebook

    return lambda content, name: json.dumps([one.as_json() for one in read_codebook(content, name=name)])


def _lesson_reader() -> Reader:
    from sauatty.core.catalogue.lesson_reading import lesson_as_mapping
    from sauatty.core.exchange.lesson_uploads import read_lesson_upload

    return lambda content, name: json.dumps(
        lesson_as_mapping(read_lesson_upload(content, name)), ensure_ascii=False
    )


def _picture_reader(longest: int = 0) -> Reader:
    from PIL import Image

    from sauatty.core.exchange.lesson_uploads import LONGEST_SIDE, redraw_picture

    Image.init()  # loads the readers of all kinds before the door is shut

    def read(content: bytes, name: str) -> str:
        found = redraw_picture(content, name, longest or LONGEST_SIDE)
        return json.dumps(asdict(found) | {"content": base64.b64encode(found.content).decode()})

    return read


def _certificate_picture_reader() -> Reader:
    from sauatty.core.documents.certificate_pictures import picture_to_json, read_picture

    return lambda content, name: picture_to_json(read_picture(content, name))


def _badge_reader() -> Reader:
    from sauatty.core.exchange.badges_baking import token_of

    return lambda content, name: json.dumps(token_of(content, name))


def _register_list_reader(which: str) -> Reader:
    from sauatty.core.exchange.register_lists import list_to_json, read_list

    return lambda content, name: list_to_json(read_list(content, name, which))


def _participants_reader() -> Reader:
    from sauatty.core.exchange.participants import list_to_json, read_participants

    return lambda content, name: list_to_json(read_participants(content, name))


def _handout_reader() -> Reader:
    from sauatty.core.exchange.handouts import check_handout

    return lambda content, name: json.dumps(check_handout(content, name))


def _items_reader(language: str = "") -> Reader:
    from sauatty.core.exchange.item_files import items_to_json, read_items

    return lambda content, name: items_to_json(read_items(content, name, language))


def _told_reader(module: str, function: str) -> Reader:
    return getattr(importlib.import_module(f"sauatty.core.exchange.{module}"), function)  # type: ignore[no-any-return]


_READERS: dict[str, Callable[[], Reader]] = {
    "badge": _badge_reader,
    "minutes": partial(_told_reader, "video_minutes", "read_told_minutes"),
    "photo": partial(_told_reader, "photos", "remake_photo"),
    "evidence": partial(_told_reader, "handouts", "check_evidence"),
    "participants": _participants_reader,
    "items": _items_reader,
    **{f"items-{language}": partial(_items_reader, language) for language in LANGUAGES},
    "lesson": _lesson_reader,
    "picture": _picture_reader,
    "page": partial(_picture_reader, PAGE_SIDE),
    "certificate-picture": _certificate_picture_reader,
    **{f"list-{one}": partial(_register_list_reader, one) for one in ("register", "signatures")},
    "handout": _handout_reader,
    "coded-answers": _coded_answers_reader,
    "codebook": _codebook_reader,
    "document": _document_reader,
    "decisions": _decisions_reader,
    "returned": _returned_reader,
    "instrument": _instrument_reader,
    "responses": _responses_reader,
}


def _read_and_answer(what: str, name: str) -> bytes:
    try:
        read = _READERS[what]()
        with os.fdopen(0, "rb", closefd=False) as file:
            content = file.read()
        # pdfium is loaded before the door is shut, because loading a library is refused afterwards.
        if b"%PDF-" in content[:1024]:
            importlib.import_module("sauatty.core.exchange.pdf")
        sys.addaudithook(_refuse_reaching_out)
        return b"read\n" + read(content, name).encode("utf-8", "replace")
    except SauattyError as error:
        return _error_bytes(error.code, error.params)
    except MemoryError:
        return _error_bytes(ReaderOutOfMemory.code, {})
    except Exception as error:
        # Whatever a library raises on a crafted file becomes one refusal; the text could hold anything.
        return _error_bytes(ReaderFailed.code, {"name": name, "detail": type(error).__name__})


def _error_bytes(code: str, params: dict[str, object]) -> bytes:
    plain = {key: value if isinstance(value, str | int) else str(value) for key, value in params.items()}
    return b"error\n" + json.dumps({"code": code, "params": plain}).encode()


_REFUSED = (
    "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system", "ctypes.dlopen", "shutil.",
)  # fmt: skip
_REFUSED_ON_FILES = (
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "os.kill",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def _refuse_reaching_out(event: str, args: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED + _REFUSED_ON_FILES):
        raise PermissionError(event)
    if event == "open" and isinstance(args[2], int) and args[2] & _WRITING:
        raise PermissionError(event)
