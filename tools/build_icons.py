"""Draw the icons of the installed app from the numbers of mark.svg: `python tools/build_icons.py`.

The mark stays as it is drawn; a maskable icon fills its square, with the mark inside the circle that is always shown.
"""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parents[1] / "src/sauatty/web/devices/static/devices"
GROUND, PAPER, POINT = "#0b6377", "#fbfaf6", "#d18a10"
FINE = 8  # drawn larger, then made small, so that edges are smooth


def draw(size: int, *, is_maskable: bool) -> Image.Image:
    """Return the mark (32 units wide) as a square of so many pixels."""
    large = size * FINE
    image = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    unit, edge = (large / 32 * 0.75, large * 0.125) if is_maskable else (large / 32, 0)
    pen.rounded_rectangle((0, 0, large - 1, large - 1), 0 if is_maskable else 7 * unit, fill=GROUND)

    def at(value: float) -> float:
        return edge + value * unit

    pen.rectangle((at(6), at(14.75), at(26), at(17.25)), fill=PAPER)
    for middle, colour in ((10, POINT), (22, PAPER)):
        pen.ellipse((at(middle - 3.6), at(12.4), at(middle + 3.6), at(19.6)), fill=colour)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    """Write the icons beside the app's scripts."""
    for size in (192, 512):
        draw(size, is_maskable=False).save(FOLDER / f"icon-{size}.png", optimize=True)
        draw(size, is_maskable=True).convert("RGB").save(FOLDER / f"maskable-{size}.png", optimize=True)
    draw(180, is_maskable=True).convert("RGB").save(FOLDER / "touch-180.png", optimize=True)


if __name__ == "__main__":
    main()
