"""Words for what readers and pairing report by slug, and small shapes that templates show."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.core.records import Edition as EditionRecord
from sauatty.web.base.sentences import in_words
from sauatty.web.curricula.models import Edition, Oddity, PairFinding, Upload
from sauatty.web.curricula.selectors import FilterChoices
from sauatty.web.curricula.titles import area_name, subject_name

__all__ = ["area_name", "subject_name"]

ODDITIES = {
    "code-became-date": _("a spreadsheet took the code for a date"),
    "code-broken": _("the code breaks over two lines"),
    "code-comma": _("a comma stands in the code"),
    "code-dash": _("a dash stands between code and text"),
    "code-dot": _("the code ends in a dot"),
    "code-dot-missing": _("a dot is missing in the code"),
    "code-glued": _("the text begins right after the code"),
    "code-header": _("a code without its last number heads a column; it is no objective"),
    "code-invisible": _("invisible characters stand in the code"),
    "code-phantom": _("this code probably comes from two numbers that ran together"),
    "code-repeated": _("the same code stands here with another text"),
    "code-spaced": _("spaces stand in the code"),
    "code-star": _("an asterisk stands at the code"),
    "code-three-parts": _("the code has three numbers"),
    "code-three-parts-among-four": _("the code has three numbers where the others have four"),
    "code-zero": _("the code begins with a zero"),
    "columns-guessed": _("the columns were told by their content, not by their names"),
    "date-slip": _("the date of an amendment is printed wrong"),
    "embedded-object": _("an embedded object was left out"),
    "external-link": _("a link to another file was left out"),
    "formula-picture": _("a formula is a picture and could not be read"),
    "grade-differs": _("the code says another grade than its column"),
    "grade-other-than-code": _("the column of grades says another grade than the code"),
    "grade-several": _("several grades are given for one objective"),
    "grade-unclear": _("the grade could not be told"),
    "language-label-differs": _("the text is in another language than its label says"),
    "letters-lost": _("letters of this text were lost in the source"),
    "number-jump": _("the number jumps far beyond the one before it"),
    "plan-only": _("stands only in the long-term plan"),
    "plan-other-code": _("the long-term plan gives this text another code"),
    "plan-other-text": _("the long-term plan words this objective differently"),
    "repeat-exact": _("printed twice, word for word"),
    "row-not-an-object": _("a row that is no objective was left out"),
    "row-without-text": _("a row has no text"),
    "sheet-without-texts": _("a sheet has no column with texts"),
    "standard-without-outcomes": _("no expected outcomes were found in the standard"),
    "text-before-code": _("text stands before the first code of its cell"),
    "text-cut": _("the text breaks off"),
    "text-missing": _("the code has no text"),
    "text-without-code": _("a cell among the objectives has no code"),
    "word-joined": _("a word broken over two lines was joined"),
    "yo-restored": _("the letter ё, printed wrong on the portal, was put right"),
}
WARNINGS = {
    "unverified": _(
        "The reader of this kind of document was built without a real sample. "
        "Compare the counts with the document."
    ),
    "no-act": _("The text does not say which act it belongs to. The edition is known by its content alone."),
    "subject-unknown": _(
        "For at least one programme the subject was not recognised; "
        "its objectives stand under 'subject not recognised'."
    ),
    "grade-unknown": _("Some objectives have no grade; they are missing in counts by grade."),
    "text-noisy": _(
        "The text comes from a PDF or a spreadsheet and may be damaged. "
        "The HTML page of the legal portal is read more surely."
    ),
    "language-unknown": _("The language of the document was not recognised."),
}  # fmt: skip
DOUBTS = {
    "missing-kk": _("missing in the Kazakh text"),
    "missing-ru": _("missing in the Russian text"),
    "length": _("one text is much longer than the other"),
    "numbers": _("the numbers differ"),
    "brackets": _("brackets stand in one text only"),
    "latin-terms": _("the terms in Latin letters differ"),
    "list-items": _("the lists have different lengths"),
    "similarity": _("the texts seem to say different things"),
}
PLACES = {
    "objectives": _("table of objectives"),
    "long_term_plan": _("long-term plan"),
    "standard": _("state standard"),
}
KINDS = {
    "model-curriculum": _("model curriculum"),
    "state-standard": _("state standard"),
    "framework": _("framework"),
    "table": _("table of objectives"),
}


def refusal(upload: Upload) -> str:
    """Return why a file was refused, in the language of the page."""
    return in_words(upload.error_message, upload.error_params)


def preview(stored: dict[str, Any], language: str) -> dict[str, Any]:
    """Return the stored preview with names instead of slugs."""
    programmes = [
        {**programme, "area": area_name(programme["subject_area"], language)}
        for programme in stored["programmes"]
    ]
    return {
        "preview": stored,
        "kind": KINDS.get(stored["kind"], stored["kind"]),
        "programmes": programmes,
        "amendments": grouped_amendments(stored["edition"]["amendments"]),
        "oddities": [(ODDITIES.get(kind, kind), n) for kind, n in stored["oddities"]],
        "warnings": [WARNINGS[name] for name in stored["warnings"] if name in WARNINGS],
    }


def grouped_amendments(amendments: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each amending act once, newest first, with the notes that name it."""
    found: dict[tuple[str, str], list[str]] = {}
    for amendment in amendments:
        notes = found.setdefault((amendment["adopted_on"] or "", amendment["act"]), [])
        if amendment["detail"] not in notes:
            notes.append(amendment["detail"])
    return [
        {"act": act, "adopted_on": adopted_on, "notes": notes}
        for (adopted_on, act), notes in sorted(found.items(), reverse=True)
    ]


def with_areas(programmes: Iterable[Any], language: str) -> list[tuple[Any, str]]:
    """Return each programme with the name of its area."""
    return [(programme, area_name(programme.subject_area, language)) for programme in programmes]


def oddity_rows(counts: Iterable[tuple[str, str, int]]) -> list[dict[str, Any]]:
    """Return kinds of oddities with their words and numbers."""
    return [
        {"kind": kind, "words": ODDITIES.get(kind, kind), "is_doubt": severity == "doubt", "n": n}
        for kind, severity, n in counts
    ]


def named_oddities(page: Any) -> Any:
    """Give each oddity of a page its words."""
    oddity: Oddity
    for oddity in page.object_list:
        oddity.words = ODDITIES.get(oddity.kind, oddity.kind)  # type: ignore[attr-defined]
    return page


def named_findings(findings: Iterable[PairFinding]) -> list[tuple[PairFinding, list[Any]]]:
    """Return disagreements between the two languages with their words."""
    return [(finding, [DOUBTS.get(doubt, doubt) for doubt in finding.doubts]) for finding in findings]


def explained_flags(flags: Iterable[str]) -> list[Any]:
    """Return the words of an objective's flags."""
    return [ODDITIES.get(flag, flag) for flag in flags]


def filter_choices(choices: FilterChoices, language: str) -> dict[str, list[tuple[str, Any]]]:
    """Return the selects of the browser: (value, words), sorted by words."""
    areas = [(slug or "-", area_name(slug, language)) for slug in choices.areas]
    subjects = [(slug or "-", subject_name(slug, language)) for slug in choices.subjects]
    return {
        "areas": sorted(areas, key=lambda pair: pair[1]),
        "subjects": sorted(subjects, key=lambda pair: pair[1]),
        "grades": [(str(grade), str(grade)) for grade in choices.grades],
        "places": [(place, PLACES.get(place, place)) for place in choices.places],
    }


def marked(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """Cut a text into pieces; True marks the words that carried the machine's proposal."""
    wanted = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word]
    if not wanted:
        return [(text, False)]
    pattern = re.compile(rf"(?<!\w)({'|'.join(wanted)})(?!\w)", re.IGNORECASE)
    return [(piece, index % 2 == 1) for index, piece in enumerate(pattern.split(text)) if piece]


def source_address(edition: Edition | EditionRecord, anchor: str) -> str:
    """Return the place in the source on the web, where the edition says where it stands."""
    url = edition.url or ""
    return f"{url}#{anchor}" if anchor and url.startswith("https://") else ""


def numbered_sections(sections: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the document's sections with their paragraphs, each under an id of its own."""
    return [
        {
            "id": f"s{number}",
            "level": section["level"],
            "title": section["title"],
            "paragraphs": [line for line in section["text"].split("\n") if line.strip()],
        }
        for number, section in enumerate(sections, 1)
    ]
