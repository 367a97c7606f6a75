"""Encrypted files: AES-256-GCM in blocks, the key from a passphrase by scrypt.

Each block is bound to its place and to whether it is the last one, so none can be changed, left out, moved or cut off.
"""

import io
import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"sauatty-sealed-1\n"
_SALT, _BLOCK, _TAG = 16, 1 << 20, 16


class SealBroken(Exception):
    """The passphrase is another one, or the file was changed."""


def _key(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


class SealedWriter(io.RawIOBase):
    """Writes what it is given, encrypted, into another file; `close` writes the last block."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        salt = os.urandom(_SALT)
        self._target, self._key = target, _key(passphrase, salt)
        self._held, self._number = bytearray(), 0
        target.write(MAGIC + salt)

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._held += data
        while len(self._held) > _BLOCK:
            self._put(bytes(self._held[:_BLOCK]), b"more")
            del self._held[:_BLOCK]
        return len(data)

    def _put(self, block: bytes, state: bytes) -> None:
        self._target.write(self._key.encrypt(_nonce(self._number), block, state))
        self._number += 1

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._held), b"last")
            super().close()


class SealedReader(io.RawIOBase):
    """Reads what a SealedWriter wrote.

    Raises
    ------
    SealBroken
        While reading, at the first block that is not as it was written.
    """

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        head = source.read(len(MAGIC) + _SALT)
        self._source, self._key = source, _key(passphrase, head[len(MAGIC) :])
        self._held, self._number, self._is_over = b"", 0, False
        self._next = source.read(_BLOCK + _TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._held and not self._is_over:
            self._held = self._take()
        n = min(len(buffer), len(self._held))
        buffer[:n], self._held = self._held[:n], self._held[n:]
        return n

    def _take(self) -> bytes:
        block, self._next = self._next, self._source.read(_BLOCK + _TAG)
        self._is_over = not self._next
        try:
            opened = self._key.decrypt(_nonce(self._number), block, b"last" if self._is_over else b"more")
        except InvalidTag as error:
            raise SealBroken from error
        self._number += 1
        return opened


def is_sealed(path: "os.PathLike[str] | str") -> bool:
    """Tell whether a file begins as a SealedWriter begins one."""
    with open(path, "rb") as file:
        return file.read(len(MAGIC)) == MAGIC
