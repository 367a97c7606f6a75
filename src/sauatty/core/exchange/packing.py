"""Zip containers with the same bytes for the same parts: fixed times, fixed order."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "imsmanifest.xml")


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file of the parts; what lists the others (content types, manifest) stands first, the rest by name."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, parts[name])
    return out.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the parts of a zip file that we made ourselves, or that was checked before."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
