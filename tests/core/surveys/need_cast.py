"""An invented instrument on four competences, responses drawn from known values, and modules."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.exchange.coded_answers import read_coded_answers
from sauatty.core.languages import Translated
from sauatty.core.records import CodedAnswer, ResponseTable

REFERENCE = Path(__file__).parents[1] / "reference" / "surveys"
FOUR = ("gmilaf.1.2", "gmilaf.2.3", "gmilaf.3.2", "gmilaf.3.4")
SHOWS = {"access": ("gmilaf.1.2",), "evaluate": ("gmilaf.2.3",), "ethics": ("gmilaf.3.2",)}
LEVELS = ("never", "heard", "could")
STEPS = ("s0", "s1", "s2", "s3")


def _named(code: str, **more: object) -> dict[str, object]:
    return {"code": code, "label": {"kk": code, "ru": code, "en": code}, **more}


def cast_instrument(n_real: int = 9, n_foils: int = 3, claim: str = "mil") -> Instrument:
    """Return an instrument with every role that the analysis reads."""
    text = {"kk": "?", "ru": "?", "en": "?"}
    scale = [_named(step, score=place / 3) for place, step in enumerate(STEPS)]
    rows = [_named(one.replace(".", "_"), competences=[one]) for one in FOUR]
    terms = [_named(claim), *(_named(f"real{at}") for at in range(1, n_real))]
    foils = [_named(f"foil{at}", foil=True) for at in range(n_foils)]
    claims = [_named("never", score=0), _named("heard", score=0.5), _named("could", score=1)]
    questions = [
        {
            "id": "kind",
            "kind": "single",
            "role": "attribute",
            "text": text,
            "choices": [_named("library"), _named("school")],
        },
        {
            "id": "familiarity",
            "kind": "matrix",
            "role": "familiarity",
            "text": text,
            "choices": claims,
            "rows": terms + foils,
        },
        {"id": "mil_definition", "kind": "long", "role": "definition", "text": text},
        {
            "id": "practice",
            "kind": "matrix",
            "role": "practice",
            "text": text,
            "choices": [*scale, _named("not_mine")],
            "rows": rows,
        },
        {
            "id": "self_rating",
            "kind": "matrix",
            "role": "self-rating",
            "text": text,
            "choices": scale,
            "rows": rows,
        },
        {
            "id": "need_ranked",
            "kind": "ranking",
            "role": "need",
            "maximum": 3,
            "text": text,
            "choices": [_named(one.replace(".", "_")) for one in FOUR],
        },
    ]
    content = {
        "schema": "instrument/1",
        "id": "cast",
        "version": "1",
        "title": text,
        "sections": [{"id": "all", "title": text, "questions": questions}],
    }
    return instrument_from_mapping(content, "cast")


def cast_table(columns: Mapping[str, Sequence[str]], **more: object) -> ResponseTable:
    """Return responses r0, r1, … with these columns."""
    n = len(next(iter(columns.values())))
    return ResponseTable(
        tuple(f"r{at}" for at in range(n)), {key: tuple(own) for key, own in columns.items()}, **more
    )


def sample() -> tuple[ResponseTable, tuple[CodedAnswer, ...]]:
    """Return the responses and codes that the reference figures were made from."""
    rows = list(csv.DictReader((REFERENCE / "c2_responses.csv").open(encoding="utf-8")))
    columns = {name: [row[name] for row in rows] for name in rows[0] if name != "id"}
    codes = read_coded_answers((REFERENCE / "c2_codes.csv").read_bytes(), name="c2_codes.csv")
    return cast_table(columns), codes


def draw_responses(n: int, needs: Sequence[float], seed: int = 5) -> tuple[ResponseTable, list[CodedAnswer]]:
    """Draw responses in which each of the four parts of competence c has the mean `needs[c]` (stated: its order)."""
    generator = np.random.default_rng(seed)
    columns: dict[str, list[str]] = {}
    for place, competence in enumerate(FOUR):
        code = competence.replace(".", "_")
        for question in ("practice", "self_rating"):
            steps = 3 - generator.binomial(3, needs[place], n)
            columns[f"{question}_{code}"] = [STEPS[step] for step in steps]
    columns["need_ranked"] = [_ranking(needs, generator) for _ in range(n)]
    columns["mil_definition"] = ["words"] * n
    codes = [
        CodedAnswer(
            f"r{at}",
            "mil_definition",
            2,
            tuple(part for part, shown in zip(SHOWS, needs, strict=False) if generator.random() > shown),
        )
        for at in range(n)
    ]
    return cast_table(columns), codes


def _ranking(needs: Sequence[float], generator: np.random.Generator) -> str:
    worth = np.log(np.asarray(needs)) + generator.gumbel(size=len(needs))
    return " ".join(FOUR[at].replace(".", "_") for at in np.argsort(-worth)[:3])


def outline(id: str, hours: float, competences: Mapping[str, float], **more: object) -> ModuleOutline:
    """Return a module without lessons."""
    return ModuleOutline(
        id=id, title=Translated(id, id, id), summary=Translated(), competences=competences, hours=hours,
        lessons=(), **{"sessions": 1, **more},
    )  # fmt: skip
