"""A research pack as one ZIP file: tables, surveys, points, papers, and a list of them with their hashes.

`pack.json` names each file with its SHA-256 and its rows. A pack is read whole or refused by name. Files of an
invented programme bear it in their names.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

import numpy as np

from sauatty.core.errors import (
    ColumnsMissing,
    PackFileChanged,
    PackFileMissing,
    PackInvalid,
    PackItemUnknown,
    PackVersionNewer,
)
from sauatty.core.evaluation.pack import (
    STAGES,
    TRAITS,
    Pack,
    PackFacts,
    SurveyData,
    SurveyPurpose,
    TestData,
    TestPurpose,
)
from sauatty.core.evaluation.pack_papers import paper_files
from sauatty.core.evaluation.pack_rows import INVENTED, Table, csv_bytes, marked, number_text, read_table
from sauatty.core.evaluation.pack_tables import (
    COLUMNS,
    PERSON,
    people_columns,
    people_rows,
    plain_rows,
    read_people,
    read_plain,
)
from sauatty.core.evaluation.pack_whole import check_whole
from sauatty.core.exchange.coded_answers import read_coded_answers, write_coded_answers
from sauatty.core.exchange.containers import check_container
from sauatty.core.exchange.instrument_files import read_instrument_file, write_instrument_yaml
from sauatty.core.exchange.packing import pack as packed
from sauatty.core.exchange.packing import unpack
from sauatty.core.exchange.responses import read_responses
from sauatty.core.exchange.test_scores import read_score_table
from sauatty.core.languages import Translated
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.records import ResponseTable
from sauatty.core.surveys.plain import as_plain

FORMAT, VERSION = "sauatty-pack", 1
MANIFEST = "pack.json"
ITEM_COLUMNS = ("item", "max_score", "competence")
BESIDE_COLUMNS = ("id", "language", "day", "weight")
_Files = dict[str, tuple[bytes, int | None]]


def write_pack(pack: Pack, *, licence: str = "", with_spss: bool = False) -> bytes:
    """Return a pack as a ZIP file; `read_pack` gives the same back, and the same pack gives the same bytes.

    Parameters
    ----------
    pack : Pack
        Under pseudonyms already: nothing is hidden here (see pack_privacy.py).
    licence : str
        The line under which the pack is given out, word for word; without it the pack bears none.
    with_spss : bool
        Put the people with their totals beside it as SPSS files.

    Raises
    ------
    PackPersonUnknown, PackItemUnknown
        The pack does not fit together.
    ExtraMissing
        `with_spss`, and the packages that write such files are not installed.
    """
    check_whole(pack, pack.facts.title.text("en") or MANIFEST)
    mark = INVENTED if pack.facts.is_invented else ""
    files = {marked(name, mark): one for name, one in _data_files(pack).items()}
    rows = {name: n for name, (_content, n) in files.items() if n is not None}
    papers = paper_files(pack, rows, licence=licence, with_spss=with_spss)
    files |= {marked(name, mark): (content, None) for name, content in papers.items()}
    parts = {name: content for name, (content, _n) in files.items()}
    return packed({**parts, MANIFEST: _manifest(pack, files)})


def _manifest(pack: Pack, files: _Files) -> bytes:
    told = {
        "format": FORMAT,
        "version": VERSION,
        "facts": as_plain(pack.facts),
        "competences": list(pack.competences),
        "traits": list(pack.people.traits),
        "stages": list(pack.people.stages),
        "surveys": [_about_survey(one) for one in pack.surveys],
        "tests": [{"purpose": one.purpose, "items": list(one.scores.items)} for one in pack.tests],
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "rows": n}
            for name, (content, n) in sorted(files.items())
        },
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _about_survey(one: SurveyData) -> dict[str, Any]:
    table = one.table
    beside = {"languages": table.languages, "days": table.days, "weights": table.weights}
    return {
        "purpose": one.purpose,
        "is_anonymous": one.is_anonymous,
        "day": one.day,
        "source": table.source,
        "columns": list(table.columns),
        "beside": [name for name, column in beside.items() if column],
        "codes": len(one.codes),
    }


def _data_files(pack: Pack) -> _Files:
    files: _Files = {
        "people.csv": (csv_bytes(people_columns(pack.people), people_rows(pack.people)), len(pack.people))
    }
    for name, rows in plain_rows(pack).items():
        listed = list(rows)
        files[f"{name}.csv"] = (csv_bytes(COLUMNS[name], listed), len(listed))
    for at, survey in enumerate(pack.surveys, 1):
        files |= {f"surveys/{at}-{survey.purpose}-{end}": one for end, one in _survey_files(survey).items()}
    for at, test in enumerate(pack.tests, 1):
        files |= {f"tests/{at}-{test.purpose}-{end}": one for end, one in _test_files(test).items()}
    return files


def _survey_files(one: SurveyData) -> _Files:
    table, n = one.table, len(one.table)
    blank = ("",) * n
    weights = [number_text(weight) for weight in table.weights] or blank
    beside = zip(table.ids, table.languages or blank, table.days or blank, weights, strict=True)
    answers = zip(table.ids, *table.columns.values(), strict=True)
    files: _Files = {
        "responses.csv": (csv_bytes(("id", *table.columns), answers), n),
        "beside.csv": (csv_bytes(BESIDE_COLUMNS, beside), n),
        "instrument.yaml": (write_instrument_yaml(one.instrument), None),
    }
    if one.codes:
        files["codes.csv"] = (write_coded_answers(one.codes).encode("utf-8-sig"), len(one.codes))
    return files


def _test_files(one: TestData) -> _Files:
    scores = one.scores
    known = {float(value): number_text(value) for value in np.unique(scores.scores[~np.isnan(scores.scores)])}
    rows = (
        (person, *("" if value != value else known[value] for value in row))
        for person, row in zip(scores.persons, scores.scores.tolist(), strict=True)
    )
    items = [
        (item, str(most), one.competences.get(item, ""))
        for item, most in zip(scores.items, scores.max_scores, strict=True)
    ]
    return {
        "scores.csv": (csv_bytes((PERSON, *scores.items), rows), scores.n_persons),
        "items.csv": (csv_bytes(ITEM_COLUMNS, items), len(items)),
    }


# --- reading ---


def read_pack(content: bytes, name: str, *, allow_changed: bool = False) -> Pack:
    """Read a pack whole.

    Parameters
    ----------
    content : bytes
        The ZIP file.
    name : str
        What messages call it.
    allow_changed : bool
        Take files whose hash is another than `pack.json` says, such as tables that a spreadsheet saved again
        (semicolons, decimal commas); what they hold is checked as before.

    Raises
    ------
    PackInvalid, PackVersionNewer, PackFileMissing, PackFileChanged
        The pack as a whole.
    PackPersonUnknown, PackItemUnknown, PackCellInvalid
        A table that does not fit the others, or a cell; file and line are named.
    ArchiveSuspicious, FileTruncated, PartDamaged, EncodingAmbiguous
        A file that cannot be opened safely. Errors of responses, points and instruments keep their own names.
    """
    opened = open_pack(content, name, allow_changed=allow_changed)
    told = opened.told
    tables = {one: opened.table(f"{one}.csv", columns) for one, columns in COLUMNS.items()}
    columns = (PERSON, *told["traits"], *told["stages"])
    pack = Pack(
        _facts(told["facts"]),
        tuple(told["competences"]),
        read_people(opened.table("people.csv", columns), told["traits"], told["stages"]),
        surveys=tuple(opened.survey(at, one) for at, one in enumerate(told["surveys"], 1)),
        tests=tuple(opened.test(at, one) for at, one in enumerate(told["tests"], 1)),
        **read_plain(tables),
    )
    check_whole(pack, name)
    return pack


def open_pack(content: bytes, name: str, *, allow_changed: bool = False) -> "OpenedPack":
    """Open a pack and check its list of files: format, version, names and hashes."""
    check_container(content, name=name)
    parts = unpack(content)
    told = _told(parts, name)
    listed = told["files"]
    for file, about in listed.items():
        if file not in parts:
            raise PackFileMissing(name=name, file=file)
        if not allow_changed and hashlib.sha256(parts[file]).hexdigest() != about["sha256"]:
            raise PackFileChanged(name=name, file=file)
    beyond = sorted(set(parts) - set(listed) - {MANIFEST})
    if beyond:
        raise PackInvalid(name=name, problem=f"{MANIFEST} does not name the file {beyond[0][:60]}")
    return OpenedPack(name, parts, told, INVENTED if told["facts"]["is_invented"] else "")


def _told(parts: Mapping[str, bytes], name: str) -> dict[str, Any]:
    if MANIFEST not in parts:
        raise PackFileMissing(name=name, file=MANIFEST)
    try:
        told = json.loads(parts[MANIFEST].decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PackInvalid(name=name, problem=f"{MANIFEST} is no JSON ({error})") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT or not _is_whole(told.get("version")):
        raise PackInvalid(name=name, problem=f"{MANIFEST} is not that of a research pack")
    if told["version"] > VERSION:
        raise PackVersionNewer(name=name, version=told["version"], known=VERSION)
    problem = next(_problems(told), "")
    if problem:
        raise PackInvalid(name=name, problem=f"{MANIFEST}: {problem}")
    return told


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _problems(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield what of a list of files is not as it must be."""
    for key, among in (("competences", None), ("traits", TRAITS), ("stages", STAGES)):
        found = told.get(key)
        if not _are_texts(found) or (among and not set(cast(list[str], found)) <= set(among)):
            yield f"'{key}' is not a list of what is known"
    facts = told.get("facts")
    if not isinstance(facts, dict) or not isinstance(facts.get("is_invented"), bool):
        yield "'facts' does not say what the pack is of"
    files = told.get("files")
    if not isinstance(files, dict) or not all(
        isinstance(one, dict) and isinstance(one.get("sha256"), str) for one in files.values()
    ):
        yield "'files' does not give the hash of each file"
    for key, purposes in (("surveys", get_args(SurveyPurpose)), ("tests", get_args(TestPurpose))):
        found = told.get(key)
        if not isinstance(found, list) or not all(
            isinstance(one, dict) and one.get("purpose") in purposes for one in found
        ):
            yield f"'{key}' is not a list of what is known"
        elif not all(_are_texts(one.get("items" if key == "tests" else "columns")) for one in found):
            yield f"'{key}' does not name its columns"


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _facts(told: Mapping[str, Any]) -> PackFacts:
    plain = {one: str(told.get(one, "")) for one in ("made", "software", "framework")}
    texts = {one: _translated(told.get(one)) for one in ("title", "consent")}
    return PackFacts(**plain, **texts, is_invented=told["is_invented"])  # type: ignore[arg-type]


def _translated(value: object) -> Translated:
    texts = value if isinstance(value, dict) else {}
    return Translated(*(str(texts.get(language) or "") for language in ("kk", "ru", "en")))


@dataclass(frozen=True, slots=True)
class OpenedPack:
    """A pack whose list of files holds: `parts` are the files, `told` is pack.json."""

    name: str
    parts: Mapping[str, bytes]
    told: dict[str, Any]
    mark: str

    def table(self, file: str, columns: Sequence[str]) -> Table:
        """Read a table of the pack, with as many rows as pack.json says."""
        found = read_table(self._part(file), self.name, marked(file, self.mark), columns)
        wanted = self._rows(file)
        if wanted != len(found.rows):
            problem = f"{found.file} has {len(found.rows)} rows, {MANIFEST} says {wanted}"
            raise PackInvalid(name=self.name, problem=problem)
        return found

    def survey(self, at: int, told: Mapping[str, Any]) -> SurveyData:
        """Read a survey: its instrument, responses, what stands beside them, and codes."""
        start = f"surveys/{at}-{told['purpose']}-"
        instrument = read_instrument_file(self._part(f"{start}instrument.yaml"), f"{self.name}: {start}.yaml")
        beside = self.table(f"{start}beside.csv", BESIDE_COLUMNS)
        ids = beside.labels("id")
        table = ResponseTable((), {one: () for one in told["columns"]})
        if ids and told["columns"]:
            shown = f"{self.name}: {start}responses.csv"
            table, _odd = read_responses(self._part(f"{start}responses.csv"), instrument, shown)
            if sorted(table.columns) != sorted(told["columns"]):
                raise ColumnsMissing(
                    name=shown, missing=", ".join(told["columns"]), found=", ".join(table.columns)
                )
            if table.ids != ids:
                raise PackInvalid(name=self.name, problem=f"{shown} holds others than {beside.file}")
        has = told.get("beside") or ()
        table = replace(
            table, ids=ids, source=str(told.get("source", "")),
            columns={one: table.columns[one] for one in told["columns"]},
            languages=beside.column("language") if "languages" in has else (),
            days=beside.column("day") if "days" in has else (),
            weights=beside.numbers("weight") if "weights" in has else (),
        )  # fmt: skip
        codes_name = f"{start}codes.csv"
        codes = (
            read_coded_answers(self._part(codes_name), name=f"{self.name}: {codes_name}")
            if told.get("codes")
            else ()
        )
        is_anonymous, day = bool(told.get("is_anonymous", True)), str(told.get("day", ""))
        return SurveyData(told["purpose"], instrument, table, codes, is_anonymous, day)

    def test(self, at: int, told: Mapping[str, Any]) -> TestData:
        """Read the points of a test and what its items belong to."""
        start = f"tests/{at}-{told['purpose']}-"
        table = self.table(f"{start}items.csv", ITEM_COLUMNS)
        items, most = table.labels("item"), table.wholes("max_score")
        strange = next((one for one in items if one not in set(told["items"])), None)
        if strange is not None or len(items) < len(told["items"]):
            raise PackItemUnknown(name=self.name, file=table.file, item=strange or "?")
        persons: tuple[str, ...] = ()
        points = np.empty((0, len(items)))
        if self._rows(f"{start}scores.csv") and items:
            found = read_score_table(self._part(f"{start}scores.csv"), f"{self.name}: {start}scores.csv")
            persons, points = found.persons, found.scores
            strange = next((one for one in found.items if one not in set(items)), None)
            if strange is not None:
                raise PackItemUnknown(name=self.name, file=f"{start}scores.csv", item=strange)
            if found.items != items:
                points = points[:, [found.items.index(one) for one in items]]
        over = np.argwhere(points > np.asarray(most, float))
        if len(over):
            row, column = (int(one) for one in over[0])
            scores = Table(self.name, f"{start}scores.csv", (), ())
            scores.refuse(row, items[column], number_text(points[row, column]), f"at most {most[column]}")
        about = {item: one for item, one in zip(items, table.column("competence"), strict=True) if one}
        return TestData(told["purpose"], ScoreMatrix(points, persons, items, most), about)

    def _part(self, file: str) -> bytes:
        shown = marked(file, self.mark)
        if shown not in self.parts:
            raise PackFileMissing(name=self.name, file=shown)
        return self.parts[shown]

    def _rows(self, file: str) -> int:
        rows = self.told["files"].get(marked(file, self.mark), {}).get("rows")
        return rows if isinstance(rows, int) else -1
