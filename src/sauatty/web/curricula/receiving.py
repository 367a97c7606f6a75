"""The door for files: says no to what is too large before it is stored anywhere."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

from sauatty.core.errors import FileTooLarge

MEGABYTE = 1_000_000
FORM_ALLOWANCE = 100_000


class UploadLimit(FileUploadHandler):
    """Stops at the declared length, and at the counted one where the declaration was wrong."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Refuse by the length that the browser declares."""
        if content_length > settings.UPLOAD_LIMIT_MB * MEGABYTE + FORM_ALLOWANCE:
            raise _too_large("", content_length)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and pass on to the handlers that keep."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT_MB * MEGABYTE:
            raise _too_large(self.file_name or "", self.received)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the finished file to the handlers that keep."""


def _too_large(name: str, size: int) -> FileTooLarge:
    return FileTooLarge(name=name or "…", size=-(-size // MEGABYTE), limit=settings.UPLOAD_LIMIT_MB)
