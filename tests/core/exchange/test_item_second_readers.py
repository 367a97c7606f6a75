"""Our files in the readers of others, where a folder with them is named.

mkdir readers && cd readers && npm install gift-pegjs
python -m venv v && v/bin/pip install citolab-qti-convert moodle-xml-parser
SAUATTY_SECOND_READERS=$PWD pytest tests/core/exchange/test_item_second_readers.py
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from core.catalogue.small_items import small_items
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.exchange.item_files import read_items, write_items

READERS = Path(os.environ.get("SAUATTY_SECOND_READERS", "/nowhere"))
PYTHON = READERS / "v/bin/python"


def told(command, tmp_path, content, script, name):
    """Return what a script says of a file, as JSON."""
    if not READERS.is_dir() or not shutil.which(str(command)):
        pytest.skip("SAUATTY_SECOND_READERS names no folder with the readers of others")
    (tmp_path / name).write_bytes(content)
    done = subprocess.run(
        [str(command), *(["-c"] if command == PYTHON else ["-e"]), script, str(tmp_path / name)],
        capture_output=True, cwd=READERS, timeout=120, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


PEGJS = """
const gift = require('gift-pegjs'), fs = require('fs');
const read = gift.parse(fs.readFileSync(process.argv[1], 'utf8')).filter(one => one.type !== 'Category');
console.log(JSON.stringify(read.map(one => [one.type, one.title, one.type === 'MC'
  ? one.choices.map(c => [c.isCorrect, c.weight, c.text.text, c.feedback ? c.feedback.text : ''])
  : one.matchPairs.map(pair => [pair.subquestion.text, pair.subanswer])])));
"""


def test_another_reader_of_gift_reads_what_we_write(tmp_path):
    items = (*small_items(), *load_items())
    found = told("node", tmp_path, write_items(items, "gift"), PEGJS, "items.gift")
    assert len(found) == len(items)
    for item, (kind, title, answers) in zip(items, found, strict=True):
        assert title.startswith(item.id)
        assert kind == ("Matching" if item.kind in ("order", "match") else "MC")
        if kind == "MC":
            texts = [(option.text.kk.split("**")[0], option.why.ru.split("**")[0]) for option in item.options]
            assert all(
                text in answer[2] and why in answer[3]
                for (text, why), answer in zip(texts, answers, strict=True)
            )
        if item.kind == "single":
            assert [answer[0] for answer in answers] == [option.is_right for option in item.options]


CITO = """
import io, json, sys, tempfile
from qti_convert import downgrade_package, package_to_zip
found = downgrade_package(open(sys.argv[1], 'rb').read())
open(sys.argv[1] + '.21', 'wb').write(package_to_zip(found.files))
print(json.dumps([len(found.files), [str(one) for one in found.warnings]]))
"""


def test_another_program_turns_our_package_into_qti_2_1_which_comes_back_equal(tmp_path):
    items = load_items()
    number, warnings = told(PYTHON, tmp_path, write_items(items, "qti"), CITO, "items.zip")
    assert (number, warnings) == (3 * len(items) + 1, [])
    assert read_items((tmp_path / "items.zip.21").read_bytes(), "older.zip").items == items


PARSER = """
import json, sys
from moodle_xml_parser.parser import parse_bytes
read = parse_bytes(open(sys.argv[1], 'rb').read())['multichoice']
print(json.dumps([[one.name, one.single, len(one.options)] for one in read]))
"""


def test_another_reader_of_moodle_xml_reads_what_we_write(tmp_path):
    items = load_items()
    found = told(PYTHON, tmp_path, write_items(items, "moodle"), PARSER, "items.xml")
    choices = [one for one in items if one.kind not in ("order", "match")]
    assert [name.split()[0] for name, _, _ in found] == [one.id for one in choices]
    assert [(single, number) for _, single, number in found] == [(one.kind in ("single", "judgement"), len(one.options)) for one in choices]  # fmt: skip
