"""Print for which systems every locked library has a ready-made wheel: python tools/check_wheels.py (needs uv)

Nothing is installed. What has none must be built there, or its marker in requirements/base.in leaves it out.
"""

import re
import subprocess
import tempfile
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements" / "base.txt"
SYSTEMS = {
    "Windows, 64 bits": "x86_64-pc-windows-msvc",
    "macOS, Apple": "aarch64-apple-darwin",
    "macOS, Intel": "x86_64-apple-darwin",
    "Linux, 64 bits": "x86_64-manylinux_2_28",
    "Linux, ARM": "aarch64-manylinux_2_28",
}
PYTHONS = ("3.11", "3.12", "3.13")


def locked() -> list[str]:
    """Return the locked libraries with their markers, without their hashes."""
    lines = (line.removesuffix("\\").strip() for line in LOCK.read_text().splitlines())
    return [line for line in lines if re.match(r"[A-Za-z0-9_.\[\]-]+==", line)]


def lacking(platform: str, python: str, pins: list[str]) -> list[str]:
    """Return the libraries without a wheel for a system."""
    missing: list[str] = []
    while True:
        with tempfile.TemporaryDirectory() as folder:
            (listed := Path(folder) / "wanted.txt").write_text("\n".join(pins))
            command = [
                "uv",
                "pip",
                "install",
                "--dry-run",
                "--no-deps",
                "--only-binary",
                ":all:",
                "--target",
                folder,
            ]
            command += ["--python-platform", platform, "--python-version", python, "-r", str(listed)]
            told = subprocess.run(command, capture_output=True, text=True)
        if told.returncode == 0:
            return missing
        found = re.search(r"Wheels are required for `([^`]+)`", told.stderr)
        if not found or found[1] in missing:
            raise SystemExit(told.stderr)
        missing.append(found[1])
        pins = [pin for pin in pins if not pin.startswith(f"{found[1]}==")]


def main() -> None:
    """Print one line for each system and version of Python."""
    for name, platform in SYSTEMS.items():
        for python in PYTHONS:
            without = lacking(platform, python, locked())
            print(
                f"{name:16}  Python {python}  {'lacks ' + ', '.join(without) if without else 'every library'}",
                flush=True,
            )


if __name__ == "__main__":
    main()
