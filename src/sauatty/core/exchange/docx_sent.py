"""What came back, laid beside what went out: changes nobody tracked, lost ids, altered figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sauatty.core.exchange.docx_ids import paragraph_number
from sauatty.core.exchange.docx_review import ReturnedDocument, ReturnedParagraph, in_places
from sauatty.core.languages import clean_text


@dataclass(frozen=True, slots=True)
class SentParagraph:
    """A paragraph as it went out: its text and its locked values by name."""

    text: str
    fields: Mapping[str, str] = field(default_factory=dict)


def compare_with_sent(returned: ReturnedDocument, sent: Mapping[str, SentParagraph]) -> ReturnedDocument:
    """Lay what went out beside what came back.

    Finds lost ids again (by Word's own number of the paragraph, else by the place between two known ones), names
    what was changed without tracking, what is missing, and the locked values that differ.

    Parameters
    ----------
    returned : ReturnedDocument
        The file that came back.
    sent : mapping of str to SentParagraph
        Every paragraph that went out by its id, in their order.
    """
    paragraphs = _found_again(list(returned.paragraphs), sent)
    known = {one.id for one in paragraphs}
    compared = tuple(_compared(one, sent.get(one.id)) for one in in_places(paragraphs))
    return replace(returned, paragraphs=compared, missing=tuple(id for id in sent if id not in known))


def _compared(one: ReturnedParagraph, sent: SentParagraph | None) -> ReturnedParagraph:
    if sent is None:
        return one
    kept = {name: value for name, value in sent.fields.items() if _holds(one.fields.get(name, ""), value)}
    altered = set() if one.is_deleted else {*one.altered_fields, *(sent.fields.keys() - kept.keys())}
    return replace(
        one,
        fields={**one.fields, **kept},
        altered_fields=tuple(sorted(altered)),
        is_untracked=clean_text(one.before) != clean_text(sent.text),
    )


def _holds(found: str, value: str) -> bool:
    """Tell whether a value stands unchanged, once or more often in one paragraph."""
    n_times, rest = divmod(len(found), len(value)) if value else (1, len(found))
    return rest == 0 and n_times > 0 and found == value * n_times


def _found_again(
    paragraphs: list[ReturnedParagraph], sent: Mapping[str, SentParagraph]
) -> list[ReturnedParagraph]:
    known = {one.id for one in paragraphs}
    lost = {paragraph_number(id): id for id in sent if id not in known}
    for place, one in enumerate(paragraphs):
        if not one.id and one.before and one.number in lost:
            paragraphs[place] = replace(one, id=lost.pop(one.number))
    return _found_by_place(paragraphs, list(sent))


def _found_by_place(paragraphs: list[ReturnedParagraph], ids: list[str]) -> list[ReturnedParagraph]:
    """Pair the unknown paragraphs between two known ones with the lost ids between them, where they are as many."""
    known = {one.id for one in paragraphs if one.id}
    place_of = {id: place for place, id in enumerate(ids)}
    made: list[ReturnedParagraph] = []
    unknown: list[ReturnedParagraph] = []
    last = -1
    for one in [*paragraphs, None]:
        if one is not None and not one.id:
            unknown.append(one)
            continue
        end = len(ids) if one is None else place_of.get(one.id, last)
        lost = [id for id in ids[last + 1 : end] if id not in known]
        made.extend(_paired(unknown, lost))
        unknown = []
        last = max(last, end)
        if one is not None:
            made.append(one)
    return made


def _paired(unknown: list[ReturnedParagraph], lost: list[str]) -> Iterator[ReturnedParagraph]:
    untracked = [one for one in unknown if one.before]
    names = dict(zip(map(id, untracked), lost, strict=True)) if len(untracked) == len(lost) else {}
    for one in unknown:
        found = names.get(id(one))
        yield replace(one, id=found, is_guessed=True) if found else one
