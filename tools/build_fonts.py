"""Build the fonts of documents from the web subsets of Golos Text.

Needs fonttools and brotli (in an environment of its own, not among our dependencies) and the unpacked npm
package @fontsource/golos-text 5.3.0:

    npm pack @fontsource/golos-text@5.3.0 && tar xzf fontsource-golos-text-5.3.0.tgz
    python tools/build_fonts.py package src/sauatty/content/fonts
"""

import hashlib
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
WEIGHTS = {"Regular": 400, "Bold": 700}
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№"
FIXED_TIME = 3_600_000_000  # seconds since 1904: the same bytes each time


def build_font(package: Path, name: str, weight: int) -> TTFont:
    """Merge the four subsets of one weight into one font."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            part = TTFont(package / "files" / f"golos-text-{subset}-{weight}-normal.woff2")
            part.flavor = None
            parts.append(f"{folder}/{subset}.ttf")
            part.save(parts[-1])
        font = Merger().merge(parts)
    _name_font(font, name, weight)
    return font


def _name_font(font: TTFont, name: str, weight: int) -> None:
    texts = {1: "Golos Text", 2: name, 4: f"Golos Text {name}", 6: f"GolosText-{name}"}
    for record in list(font["name"].names):
        if record.nameID in (1, 2, 4, 6, 16, 17, 21, 22, 25):
            font["name"].removeNames(record.nameID)
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x40 if name == "Regular" else 0x20
    font["head"].macStyle = int(name == "Bold")
    font["head"].created = font["head"].modified = FIXED_TIME
    font.recalcTimestamp = False


def main(package: Path, target: Path) -> None:
    """Write one TTF for each weight and the licence, and print their check sums."""
    for name, weight in WEIGHTS.items():
        font = build_font(package, name, weight)
        missing = [char for char in KAZAKH if ord(char) not in font.getBestCmap()]
        if missing:
            raise SystemExit(f"{name} lacks {missing}")
        path = target / f"GolosText-{name}.ttf"
        font.save(path)
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}  {path.stat().st_size} bytes")
    (target / "OFL.txt").write_bytes((package / "LICENSE").read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
