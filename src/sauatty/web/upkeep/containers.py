"""The file of a backup: a gzipped tar, encrypted where a passphrase is given, its list of contents at the end."""

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from sauatty.core.errors import BackupBroken, BackupForeign, BackupLocked
from sauatty.web.upkeep import sealed_files

MANIFEST = "manifest.json"
FORMAT = 1
_LEVEL = 3  # a third of the time of the usual level, files a tenth larger
_PACKED = b"\x1f\x8b"


class Packer:
    """Adds members to a backup and notes the size and SHA-256 of each."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar, self.members = tar, dict[str, dict[str, Any]]()

    def add(self, name: str, file: IO[bytes]) -> None:
        """Add what a file holds from its beginning on."""
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        source = _Summed(file, size)
        self._tar.addfile(entry, source)  # type: ignore[arg-type]
        self.members[name] = {"bytes": size, "sha256": source.sha256}

    def add_bytes(self, name: str, content: bytes) -> None:
        self.add(name, io.BytesIO(content))

    def finish(self, told: dict[str, Any]) -> None:
        """Add the list of contents."""
        content = json.dumps(
            {"format": FORMAT, **told, "members": self.members}, ensure_ascii=False, indent=1
        )
        self.add_bytes(MANIFEST, content.encode())


class _Summed:
    """A file of a size said before: what is written to it meanwhile is left out, what was cut off is made up."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._left, self._digest = file, size, hashlib.sha256()

    def read(self, n: int) -> bytes:
        n = min(n, self._left)
        content = self._file.read(n).ljust(n, b"\0")
        self._left -= n
        self._digest.update(content)
        return content

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


@contextmanager
def packing(path: Path, passphrase: str) -> Iterator[Packer]:
    """Write a backup beside its name and give it the name once it is whole; only its owner may read it."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("xb") as file:
            part.chmod(0o600)
            outer: Any = sealed_files.SealedWriter(file, passphrase) if passphrase else file
            with (
                gzip.GzipFile("", "wb", _LEVEL, outer, mtime=0) as packed,
                tarfile.open(fileobj=packed, mode="w|") as tar,
            ):
                yield Packer(tar)
            if passphrase:
                outer.close()
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path, passphrase: str) -> Iterator[tarfile.TarFile]:
    if sealed_files.is_sealed(path) and not passphrase:
        raise BackupLocked(name=path.name)
    with path.open("rb") as file:
        outer: Any = file
        if sealed_files.is_sealed(path):
            outer = io.BufferedReader(sealed_files.SealedReader(file, passphrase))
        with (
            gzip.GzipFile(fileobj=outer, mode="rb") as packed,
            tarfile.open(fileobj=packed, mode="r|") as tar,
        ):
            yield tar
            while packed.read(1 << 20):  # to the sum at the end of the packing
                pass


def _is_container(path: Path) -> bool:
    """Tell whether a file begins as a backup does; what is wrong further on is damage."""
    with path.open("rb") as file:
        return sealed_files.is_sealed(path) or file.read(2) == _PACKED


Take = Callable[[str, IO[bytes]], None]


def walk(path: Path, passphrase: str, take: Take) -> dict[str, Any]:
    """Give each member to `take` as a stream; return the list of contents after all stood as it says.

    Raises
    ------
    BackupForeign, BackupLocked, BackupBroken
        It is no backup; the passphrase is missing; a member is missing, changed, added or unsafe.
    """
    try:
        return _walked(path, passphrase, take)
    except sealed_files.SealBroken as error:
        problem = "the passphrase is another one, or the file was changed"
        raise BackupBroken(name=path.name, problem=problem) from error
    except (tarfile.TarError, EOFError, OSError, ValueError, zlib.error) as error:
        if not _is_container(path):
            raise BackupForeign(name=path.name) from error
        raise BackupBroken(name=path.name, problem=str(error) or type(error).__name__) from error


def _walked(path: Path, passphrase: str, take: Take) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    told: dict[str, Any] | None = None
    with _opened(path, passphrase) as tar:
        for member in tar:
            source = tar.extractfile(member) if member.isreg() else None
            if source is None or not is_safe(member.name):
                raise BackupBroken(name=path.name, problem=f"it holds {member.name!r}")
            if member.name == MANIFEST:
                told = json.loads(source.read())
                continue
            summed = _Reading(source)
            take(member.name, summed)  # type: ignore[arg-type]
            found[member.name] = summed.told()
    if told is None or told.get("format") != FORMAT:
        raise BackupBroken(name=path.name, problem="its list of contents is missing")
    for name in sorted(found.keys() ^ told["members"].keys()):
        raise BackupBroken(name=path.name, problem=f"{name} is {'new' if name in found else 'missing'}")
    for name, one in told["members"].items():
        if found[name] != one:
            raise BackupBroken(name=path.name, problem=f"{name} was changed")
    return told


class _Reading(io.RawIOBase):
    """A member as it is read, summed up; what was not asked for is read at the end."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._digest, self._n = source, hashlib.sha256(), 0

    def readable(self) -> bool:
        return True

    def read(self, n: int = -1) -> bytes:
        content = self._source.read(n)
        self._digest.update(content)
        self._n += len(content)
        return content

    def readline(self, limit: int | None = -1) -> bytes:
        content = self._source.readline()
        self._digest.update(content)
        self._n += len(content)
        return content

    def told(self) -> dict[str, Any]:
        while self.read(1 << 20):
            pass
        return {"bytes": self._n, "sha256": self._digest.hexdigest()}


def is_safe(name: str) -> bool:
    """Tell whether a member's name stays inside the folder it is unpacked to."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\0" not in name and "\\" not in name
