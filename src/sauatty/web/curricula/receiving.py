"""The door for files: stops what is too large as soon as that shows. Named in FILE_UPLOAD_HANDLERS."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from sauatty.core.errors import FileTooLarge

MEGABYTE = 1_000_000
FORM_ALLOWANCE = 100_000
# Up to here the rest is read and thrown away, so that the browser gets the page; beyond, it is cut off.
DRAINED_MB = 1_000


class UploadLimit(FileUploadHandler):
    """Stops at the declared length, or at the counted one where the declaration was wrong."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Note the length that the browser declares."""
        self.declared, self.received = content_length, 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Refuse before the first byte where the declared length says enough."""
        super().new_file(*args, **kwargs)
        if self.declared > settings.UPLOAD_LIMIT_MB * MEGABYTE + FORM_ALLOWANCE:
            self._stop(self.declared)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and pass on to the handlers that keep."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT_MB * MEGABYTE:
            self._stop(self.received)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the finished file to the handlers that keep."""

    def _stop(self, size: int) -> None:
        if self.request is not None:
            self.request.refused_upload = FileTooLarge(
                name=self.file_name or "…", size=-(-size // MEGABYTE), limit=settings.UPLOAD_LIMIT_MB
            )
        raise StopUpload(connection_reset=size > DRAINED_MB * MEGABYTE)


def refused_upload(request: HttpRequest) -> FileTooLarge | None:
    """Return why the file of a request was stopped, or None."""
    return getattr(request, "refused_upload", None)
