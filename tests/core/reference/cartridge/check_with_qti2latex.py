"""Reads the quizzes of Common Cartridges with qti2latex and prints, as JSON, the questions and options that it finds.

No package on PyPI or npm reads a whole Common Cartridge; qti2latex reads its quizzes (QTI 1.2). Of right answers it
tells nothing here: it takes every condition for one of a right answer, that of feedback too.

    python3 -m venv /tmp/qti-env && /tmp/qti-env/bin/pip install qti2latex==0.1.6
    SAUATTY_QTI2LATEX=/tmp/qti-env/bin/python python -m pytest tests/core/exchange/test_cartridge.py

By hand: /tmp/qti-env/bin/python tests/core/reference/cartridge/check_with_qti2latex.py COURSE.imscc ...
"""

import json
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import qti2latex


def questions(path: str) -> list[dict[str, object]]:
    """Return what qti2latex finds in the quizzes of a cartridge, file by file."""
    folder = qti2latex.extract_zip_to_tmp(Path(path))
    try:
        found = []
        for file in sorted(qti2latex.read_qti_dir(folder)):
            for item in qti2latex.findall_anyns(ET.parse(file).getroot(), "item"):
                found.append(
                    {
                        "file": file.name,
                        "stem": qti2latex.get_item_stem(item),
                        "choices": qti2latex.get_choices(item),
                        "profile": qti2latex.get_qti_metadata(item).get("cc_profile"),
                        "chosen": sorted(qti2latex.get_correct_idents(item)),
                    }
                )
        return found
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    print(json.dumps([questions(path) for path in sys.argv[1:]], ensure_ascii=False))
