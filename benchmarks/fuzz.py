"""Fuzz the readers of files, guided by coverage: `python benchmarks/fuzz.py [--seconds 30] [READER …]`.

Needs atheris (`pip install atheris`), which is no part of the test tools. Each reader runs in a process of its own, as the
sandbox would call it, from a few small files. A reader may refuse by name and nothing else: any other exception is kept by
its kind and the last line of ours, with the shortest input, and so is whatever takes longer than ten seconds. The control
is a reader with a planted fault behind a rare word; the fuzzer must find it.
"""

import argparse
import base64
import json
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

TOO_LONG = 10.0
GIFT = "// question: 1 name: a\n::a::Қай дереккөз сенімді? {=Ресми сайт ~Өсек#жоқ ~%50%Блог}\n\n::b::2+2? {#4:0.1}\n"
MOODLE = (
    '<?xml version="1.0" encoding="UTF-8"?><quiz><question type="multichoice"><name><text>a</text></name><questiontext '
    'format="html"><text><![CDATA[<p>Сұрақ</p>]]></text></questiontext><single>true</single><answer fraction="100"><text>'
    'иә</text></answer><answer fraction="0"><text>жоқ</text></answer></question></quiz>'
)
PEOPLE = "аты-жөні;email;өңір;тілі\nӘлия Серік;a@example.kz;KZ-75;kk\nИван Петров;b@example.kz;KZ-71;ru\n"
ZOOM = (
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),"
    "Guest\nRedmi 9,,11/20/2026 10:00:00 AM,11/20/2026 10:59:00 AM,59,Yes\n"
)
CODES = "response,grade,parts\n3f468840-a5f8-4438-8e46-74a376ccf2b8,2,access;evaluate\n"
CODEBOOK = "code;label_kk;label_ru;label_en;definition_kk;definition_ru;definition_en\na;Бір;Один;One;б;о;o\n"
DECISIONS = (
    '{"unit":"1","relevance":2,"competences":["gmilaf.2.3"],"coder":"A","at":"2026-11-20T10:00:00Z"}\n'
)
HTML = "<html><body><table><tr><td>8.1.5.1</td><td>ақпаратты бағалайды</td></tr></table></body></html>"
LESSON = '{"schema":"lesson/1","id":"own","module":"our","title":{"kk":"а","ru":"б","en":"c"},"sections":[]}'
XLSFORM = "type,name,label\nselect_one yn,reads,Оқисыз ба?\n"
BADGE = "eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2ln"
SEEDS: dict[str, tuple[tuple[str, str], ...]] = {
    "items": (("a.gift", GIFT), ("a.xml", MOODLE), ("a.csv", "key;stem_kk;option1\na;б;в\n")),
    "participants": (("a.csv", PEOPLE),),
    "minutes": (("a.csv", ZOOM),),
    "coded-answers": (("a.csv", CODES),),
    "codebook": (
        ("a.csv", CODEBOOK),
        ("a.qdc", "<CodeBook><Codes><Code guid='1' name='a'/></Codes></CodeBook>"),
    ),
    "decisions": (("a.jsonl", DECISIONS), ("a.csv", "unit,relevance\n1,2\n")),
    "document": (
        ("a.html", HTML),
        ("a.csv", "code;text\n8.1.5.1;бағалайды\n"),
        ("a.json", '{"CFDocument":{}}'),
    ),
    "lesson": (("a.json", LESSON), ("a.yaml", "schema: lesson/1\nid: own\n")),
    "instrument": (("a.json", '{"name":"x","version":"1","sections":[]}'), ("a.csv", XLSFORM)),
    "badge": (("a.json", '{"@context":[]}'), ("a.jwt", BADGE)),
    "list-register": (("a.csv", "number;name\n1;Әлия\n"),),
}
CONTROL, CONTROL_SEEDS = "control", (("a.csv", "unit,kind,no\n"),)
HEADS = {"minutes": b'{"zone":"Asia/Almaty","near":"2026-11-20"}\n'}


def _control(content: bytes, name: str) -> str:
    text = content.decode("utf-8", "ignore")
    rows = [line.split(",") for line in text.splitlines()]
    if rows and rows[0][:2] == ["unit", "kind"]:
        return {"yes": "1", "no": "0"}.get(rows[0][2], "") if len(rows[0]) < 4 else {}[rows[0][3]]
    return ""


def _target(reader: str) -> Callable[[bytes, str], str]:
    if reader == CONTROL:
        return _control
    from sauatty import sandbox

    return sandbox._READERS[reader]()


class Finds:
    """What escaped, by its kind and place, with the shortest input; written down as it comes."""

    def __init__(self, place: Path) -> None:
        self.place, self.n, self.found = place, 0, dict[str, str]()

    def write(self) -> None:
        (self.place / "found.json").write_text(json.dumps({"n": self.n, "found": self.found}), "utf-8")

    def keep(self, what: str, data: bytes) -> None:
        if what not in self.found or len(data) < len(base64.b64decode(self.found[what])):
            self.found[what] = base64.b64encode(data).decode()
            self.write()


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if "sauatty" in one.filename or one.filename == __file__]
    return f"{type(error).__name__} at {Path(ours[-1].filename).name}:{ours[-1].lineno}"


def child(reader: str, seconds: int, place: Path) -> None:
    """Fuzz one reader; what escaped is written to `place`."""
    import atheris

    with atheris.instrument_imports(include=["sauatty.core.exchange", "sauatty.core.catalogue"]):
        from sauatty.core.errors import SauattyError

        read = _target(reader)
    read = atheris.instrument_func(_control) if reader == CONTROL else read
    seeds, finds = SEEDS.get(reader, CONTROL_SEEDS), Finds(place)

    def once(data: bytes) -> None:
        finds.n += 1
        start = time.monotonic()
        try:
            # Some readers are told something in a line before the file, which is ours and not to be changed
            head = HEADS.get(reader, b"")
            read(head + data[1:], seeds[data[0] % len(seeds)][0] if data else "a.csv")
        except (SauattyError, MemoryError):
            pass
        except Exception as error:
            finds.keep(_where(error), data)
        if time.monotonic() - start > TOO_LONG:
            finds.keep("takes too long", data)
        if finds.n % 500 == 0:
            finds.write()

    corpus = place / "corpus"
    corpus.mkdir()
    for at, (_name, text) in enumerate(seeds):
        (corpus / str(at)).write_bytes(bytes([at]) + text.encode())
    flags = [
        f"-max_total_time={seconds}",
        "-rss_limit_mb=3000",
        "-timeout=120",
        "-verbosity=0",
        "-max_len=4096",
    ]
    atheris.Setup([sys.argv[0], *flags, str(corpus)], once)
    atheris.Fuzz()


def main() -> int:
    """Print what escaped from each reader; 1 where something did, or where the control was not found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("readers", nargs="*")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.readers[0], given.seconds, given.child)
        return 0
    bad = False
    for reader in given.readers or [CONTROL, *SEEDS]:
        with tempfile.TemporaryDirectory(prefix="sauatty-fuzz-") as name:
            command = [sys.executable, __file__, reader, "--seconds", str(given.seconds), "--child", name]
            ended = subprocess.run(command, capture_output=True, check=False, timeout=given.seconds + 300)
            told = Path(name, "found.json")
            result = json.loads(told.read_text("utf-8")) if told.exists() else {"n": 0, "found": {}}
        print(f"{reader}: {result['n']} inputs, {len(result['found'])} escaped")
        if not result["n"]:
            print(ended.stderr.decode("utf-8", "replace")[-500:])
        for what, data in sorted(result["found"].items()):
            print(f"  {what}: {base64.b64decode(data)[:200]!r}")
        bad |= bool(result["found"]) != (reader == CONTROL) or not result["n"]
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
