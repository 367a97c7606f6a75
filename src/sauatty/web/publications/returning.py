"""From the paragraphs of a returned file to changes of a guide's blocks that a person can decide about."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sauatty.core.documents.guide_document import LABEL_FIELD
from sauatty.core.documents.guide_snapshot import document_from_json
from sauatty.core.documents.guide_tokens import tokens_of
from sauatty.web.guides.models import Block, TextRevision
from sauatty.web.publications.models import ReturnedChange, ReturnedFile

_LABEL = re.compile(r"\s*\{\{" + re.escape(LABEL_FIELD) + r"\}\}")
Kind = ReturnedChange.Kind


def changes_of(file: ReturnedFile, returned: Any) -> list[ReturnedChange]:
    """Return what a file changes, in its order: texts, deletions, additions, comments."""
    blocks = {block.anchor: block for block in file.guide.blocks.prefetch_related("texts")}
    found = list(_Reading(file, blocks).changes(returned))
    for position, change in enumerate(found):
        change.position = position
    return found


def owner_of(part: str) -> str:
    """Return the id of the block that a paragraph of a document belongs to."""
    return part.partition(":")[0]


class _Reading:
    """One returned file against the blocks of its guide."""

    def __init__(self, file: ReturnedFile, blocks: dict[str, Block]) -> None:
        self._file, self._blocks = file, blocks
        self._sent = _sent_texts(file, blocks)
        document = document_from_json(file.sent.document)
        self._order = [block.id for block in document.blocks if block.id]

    def changes(self, returned: Any) -> Iterator[ReturnedChange]:
        groups: dict[str, list[Any]] = defaultdict(list)
        added: dict[str, list[Any]] = defaultdict(list)
        for one in returned.paragraphs:
            if one.is_new and not self._is_list_entry(one, returned.paragraphs):
                added[owner_of(one.after)].append(one)
            else:
                groups[owner_of(one.id or one.after)].append(one)
        yield from self._around(groups, added, "")
        for anchor in self._order:
            yield from self._around(groups, added, anchor)

    def _around(
        self, groups: dict[str, list[Any]], added: dict[str, list[Any]], anchor: str
    ) -> Iterator[ReturnedChange]:
        """Yield what concerns one block (or the title, for '') and the paragraphs put in behind it."""
        paragraphs = groups.get(anchor, [])
        yield from self._of_block(anchor, paragraphs)
        for one in (*paragraphs, *added.get(anchor, [])):
            yield from self._comments(anchor, one)
        for one in added.get(anchor, []):
            if one.template.strip():
                yield self._change(anchor, Kind.ADDED, "", one.template.strip(), [one])

    def _is_list_entry(self, one: Any, paragraphs: Sequence[Any]) -> bool:
        """Tell whether a new paragraph stands between two entries of one list."""
        owner = owner_of(one.after)
        block = self._blocks.get(owner)
        if block is None or block.kind not in {"bullets", "steps"}:
            return False
        later = paragraphs[next(place for place, row in enumerate(paragraphs) if row is one) :]
        following = next((row.id for row in later if row.id), "")
        return owner_of(following) == owner

    def _of_block(self, anchor: str, paragraphs: list[Any]) -> Iterator[ReturnedChange]:
        block = self._blocks.get(anchor)
        if block is None or block.table or anchor not in self._sent:
            touched = [one for one in paragraphs if one.changes or one.altered_fields or one.is_untracked]
            if touched:
                before, after = (_joined(touched, name) for name in ("before", "text"))
                yield self._change(anchor, Kind.TEXT, before, after, touched, is_computed=True)
            return
        before, locked = self._sent[anchor], _locked(paragraphs)
        after = "\n".join(_plain(one.template) for one in paragraphs if _plain(one.template))
        if not after:
            yield self._change(anchor, Kind.DELETED, before, "", paragraphs)
        elif after != _normal(before) or locked:
            text = after if not locked else _joined(paragraphs, "text")
            yield self._change(anchor, Kind.TEXT, before, text, paragraphs, locked=locked)

    def _comments(self, anchor: str, one: Any) -> Iterator[ReturnedChange]:
        for comment in one.comments:
            if comment.text.strip():
                row = self._change(anchor, Kind.COMMENT, comment.anchor, comment.text, [])
                row.authors = [{"author": comment.author, "date": comment.date}]
                yield row

    def _change(
        self,
        anchor: str,
        kind: str,
        before: str,
        after: str,
        paragraphs: Iterable[Any],
        *,
        locked: Sequence[str] = (),
        is_computed: bool = False,
    ) -> ReturnedChange:
        block = self._blocks.get(anchor)
        return ReturnedChange(
            file=self._file, position=0, block=block, kind=kind, before=before, after=after,
            authors=_authors(paragraphs), locked=list(locked), is_computed=is_computed or block is None,
        )  # fmt: skip


def _sent_texts(file: ReturnedFile, blocks: dict[str, Block]) -> dict[str, str]:
    """Return each block's text as it was when the file went out, with its tokens."""
    language, revisions = file.sent.language, file.sent.revisions
    rows = {
        anchor: row
        for anchor, block in blocks.items()
        for row in block.texts.all()
        if row.language == language
    }
    texts = {anchor: row.text for anchor, row in rows.items() if row.revision == revisions.get(anchor)}
    past = {row.pk: anchor for anchor, row in rows.items() if revisions.get(anchor) and anchor not in texts}
    standing = TextRevision.objects.filter(text_row__in=past).exclude(how=TextRevision.How.REFUSED)
    for revision in standing:
        if revision.number == revisions[past[revision.text_row_id]]:
            texts[past[revision.text_row_id]] = revision.text
    return texts


def _plain(template: str) -> str:
    return " ".join(_LABEL.sub("", template).split())


def _normal(text: str) -> str:
    """Return a text with the spaces that a word processor leaves of it."""
    return "\n".join(line for row in text.split("\n") if (line := " ".join(row.split())))


def _joined(paragraphs: Iterable[Any], name: str) -> str:
    return "\n".join(text for one in paragraphs if (text := " ".join(getattr(one, name).split())))


def _locked(paragraphs: Iterable[Any]) -> list[str]:
    """Return the figures that were altered; the label of a draft is no figure."""
    return sorted({name for one in paragraphs for name in one.altered_fields if name != LABEL_FIELD})


def _authors(paragraphs: Iterable[Any]) -> list[dict[str, str]]:
    """Return who changed it and when, each once; nobody where it was changed without tracking."""
    found = {
        (change.author, change.date[:10]): {"author": change.author, "date": change.date[:10]}
        for one in paragraphs
        for change in one.changes
    }
    return list(found.values())


def lost_figures(change: ReturnedChange) -> list[str]:
    """Return the figures that a change would take out of the text."""
    kept = set(tokens_of(change.after))
    return [name for name in tokens_of(change.before) if name not in kept]
