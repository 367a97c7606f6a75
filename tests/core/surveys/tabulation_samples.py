"""A small invented instrument with responses, and the file of responses that R was run on."""

import csv
from pathlib import Path

from sauatty.core.catalogue.instruments import Choice, Instrument, Question, Row, Section
from sauatty.core.languages import Translated
from sauatty.core.records import ResponseTable

REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "surveys"


def texts(text: str) -> Translated:
    return Translated(f"{text} (kk)", f"{text} (ru)", text)


def choices(*codes: str, **more) -> tuple[Choice, ...]:
    return tuple(Choice(code, texts(code), **more) for code in codes)


def question(id: str, kind: str, *codes: str, **more) -> Question:
    return Question(id, kind, texts(id), choices=more.pop("choices", choices(*codes)), **more)


def instrument_of(*questions: Question, when: str = "") -> Instrument:
    return Instrument("sample", "1", texts("Sample"), (Section("one", texts("One"), questions, when=when),))


def table_of(**columns) -> ResponseTable:
    n = len(next(iter(columns.values())))
    own = {name: tuple(values) for name, values in columns.items()}
    return ResponseTable(tuple(f"r{place}" for place in range(n)), own)


REFERENCE_INSTRUMENT = instrument_of(
    question("region", "single", "north", "south", "west"),
    question("kind", "single", "school", "library"),
    question("answer", "single", "no", "some", "yes"),
    question("age", "number"),
    question("scale", "scale", "1", "2", "3", "4", "5"),
)


def reference_table() -> ResponseTable:
    with (REFERENCE / "responses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {name: tuple(row[name] for row in rows) for name in rows[0] if name != "id"}
    return ResponseTable(tuple(row["id"] for row in rows), columns)


MATRIX_ROWS = (Row("a", texts("row a")), Row("b", texts("row b")))
