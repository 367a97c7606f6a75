"""QR codes of certificates as drawings."""

from collections.abc import Sequence

import segno

_QUIET = 4  # light modules around the code, as the norm asks


def qr_drawing(address: str) -> str:
    """Return the QR code of an address as SVG of one path."""
    return _drawing(segno.make_qr(address, error="m", boost_error=False).matrix)


def qr_drawings(addresses: Sequence[str]) -> list[str]:
    """Return the QR codes of many addresses."""
    return [qr_drawing(one) for one in addresses]


def _drawing(matrix: Sequence[Sequence[int]]) -> str:
    """Return the dark modules as one path, a stroke for each run in a row."""
    side = len(matrix) + 2 * _QUIET
    strokes = []
    for row, modules in enumerate(matrix):
        line = bytes(module & 1 for module in modules)
        strokes.append(_runs(line, row))
    path = "".join(strokes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<path d="{path}" fill="#000"/></svg>'
    )


def _runs(line: bytes, row: int) -> str:
    drawn, at = [], line.find(1)
    while at >= 0:
        end = line.find(0, at)
        end = len(line) if end < 0 else end
        drawn.append(f"M{at + _QUIET} {row + _QUIET}h{end - at}v1h{at - end}z")
        at = line.find(1, end)
    return "".join(drawn)
