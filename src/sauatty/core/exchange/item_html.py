"""The small marks of item texts as HTML and back, in one language or in three beside each other.

Three languages stand in the spans of Moodle's multi-language filter, `<span lang="kk" class="multilang">`. Parts that
have a meaning of their own bear a class that begins with 'sauatty-': an editor of another platform keeps classes, so
that they come back. HTML of others loses its layout and keeps bold, italic, lines and lists; pictures and tables cannot
be held, and are named.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from sauatty.core.languages import LANGUAGES, Translated

OWN = "sauatty-"
MOST_DEEP = 60
LONGEST_HTML = 60_000  # of one text, pictures inside it not counted
_STRONG = re.compile(r"\*\*(?=\S)((?:[^*\n]|\*(?!\*))+)(?<=\S)\*\*")
_EM = re.compile(r"(?<!\w)_([^\s_<>](?:[^_<>]*[^\s_<>])?)_(?!\w)")
# What neither XML nor UTF-8 can hold, and the carriage return, which both turn into another sign.
_UNHELD = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\ud800-\udfff\ufffe\uffff]")
_BREAKS = frozenset(
    ("p", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "pre")
)
_MARKS = {"strong": "**", "b": "**", "em": "_", "i": "_"}
# What begins a tag has its end near; all other '<' are text. Without it the parser looks for ends again and again.
_NO_TAG = re.compile(r"<(?![^<>]{0,2000}>)")
_PICTURE = re.compile(r"(?<==\")data:[^\"]*|(?<==')data:[^']*")
_VOID = frozenset(
    ("br", "img", "hr", "input", "source", "link", "meta", "col", "wbr", "track", "area", "base")
)
_SILENT = frozenset(("script", "style", "template", "noscript"))
_NOT_HELD = {
    "img": "a picture", "audio": "a sound", "video": "a film", "iframe": "a page of another site",
    "object": "an object", "embed": "an object", "table": "a table", "svg": "a drawing", "math": "a formula",
}  # fmt: skip


def is_held(text: str) -> bool:
    """Tell whether XML can hold every sign of a text."""
    return not _UNHELD.search(text)


def held(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return _UNHELD.sub("", text)


def html_of(text: str) -> str:
    """Return a text as one line of HTML."""
    made = _STRONG.sub(r"<strong>\1</strong>", escape(held(text), quote=False))
    return _EM.sub(r"<em>\1</em>", made).replace("\n", "<br>")


def languages_html(text: Translated, languages: Sequence[str]) -> str:
    """Return the languages of a text beside each other; without spans where one is asked for."""
    if len(languages) == 1:
        return html_of(getattr(text, languages[0]))
    told = [(one, getattr(text, one)) for one in languages]
    return "".join(f'<span lang="{one}" class="multilang">{html_of(own)}</span>' for one, own in told if own)


@dataclass(slots=True)
class HtmlParts:
    """What an HTML text says: class (without 'sauatty-', '' outside) → language ('' outside spans) → its texts."""

    texts: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    not_held: set[str] = field(default_factory=set)

    def first(self, name: str, language: str) -> Translated:
        """Return the text of a part; what stands in no span is in `language`."""
        found = self.texts.get(name) or [{}]
        return in_languages(found[0], language)

    def all(self, name: str) -> list[str]:
        """Return the texts of all parts of a class, without their languages."""
        return [" ".join(one.values()) for one in self.texts.get(name, ())]


def in_languages(texts: dict[str, str], language: str) -> Translated:
    """Return texts by language as one text; '' is in `language`, unless that stands in a span too."""
    own = {one: texts[one] for one in LANGUAGES if texts.get(one)}
    if texts.get("") and (not own or language not in own):
        own[language] = texts[""]
    return Translated.from_mapping(own)


def read_html(html: str, *, is_ours: bool = False) -> HtmlParts:
    """Return the parts of an HTML text. Of our own the spaces are kept as they stand."""
    reader = _HtmlReader(is_ours=is_ours)
    reader.feed(_NO_TAG.sub("&lt;", _without_comments(html)))
    reader.close()
    return reader.finished()


def is_long(html: str) -> bool:
    """Tell whether a text is longer than any question: pictures inside it are not counted."""
    return len(html) > LONGEST_HTML and len(_PICTURE.sub("", html)) > LONGEST_HTML


def _without_comments(html: str) -> str:
    first, *others = _PICTURE.sub("", html).split("<!--")
    kept = [first, *(rest for one in others for _, end, rest in [one.partition("-->")] if end)]
    return "".join(kept).replace("<!", "&lt;!").replace("<?", "&lt;?")


class _HtmlReader(HTMLParser):
    """Goes through HTML without building a tree: nothing can be too deep."""

    def __init__(self, *, is_ours: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._is_ours = is_ours
        self._parts = HtmlParts()
        self._open: list[tuple[str, str, str]] = []  # tag, part, language
        self._now: dict[str, list[dict[str, list[str]]]] = {"": [defaultdict(list)]}
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a part, a language or a mark."""
        given = {key: value or "" for key, value in attrs}
        if tag in _NOT_HELD:
            self._parts.not_held.add(_NOT_HELD[tag])
        if tag == "br":
            self._add("\n")
        if tag in _VOID or len(self._open) >= MOST_DEEP:
            return
        part, language = self._place()
        name = next(
            (one.removeprefix(OWN) for one in given.get("class", "").split() if one.startswith(OWN)), None
        )
        if name is not None:
            part = name
            self._now.setdefault(name, []).append(defaultdict(list))
        is_language = tag == "span" and given.get("lang", "")[:2].lower() in LANGUAGES
        language = given["lang"][:2].lower() if is_language else language
        self._open.append((tag, part, language))
        self._silent += tag in _SILENT
        if name is None:
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of the name; one that nothing opened is passed over."""
        at = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), None)
        if at is None:
            return
        if tag in _MARKS:
            self._add(_MARKS[tag])
        for closed, _, _ in self._open[at:]:
            self._silent -= closed in _SILENT
        del self._open[at:]
        if tag in _BREAKS:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        """Take a text into the part and language that are open."""
        if not self._silent:
            pattern = r"[ \t]*\n\s*" if self._is_ours else r"[ \t\r\n\f]+"
            self._add(re.sub(pattern, " ", data))

    def finished(self) -> HtmlParts:
        """Return what was read."""
        for name, found in self._now.items():
            for texts in found:
                told = {language: self._tidy("".join(pieces)) for language, pieces in texts.items()}
                told = {language: text for language, text in told.items() if text}
                if told:
                    self._parts.texts[name].append(told)
        return self._parts

    def _tidy(self, text: str) -> str:
        """Return a text without empty marks; of others without empty lines too."""
        plain = re.sub(r"\*\*(\s*)\*\*(?!\w)", r"\1", text) if "****" in text else text
        return plain.strip() if self._is_ours else re.sub(r" *\n\s*", "\n", plain).strip()

    def _place(self) -> tuple[str, str]:
        return self._open[-1][1:] if self._open else ("", "")

    def _begin(self, tag: str) -> None:
        if tag in _MARKS:
            self._add(_MARKS[tag])
        elif tag == "li":
            self._add("\n- ")
        elif tag in _BREAKS:
            self._add("\n")

    def _add(self, text: str) -> None:
        part, language = self._place()
        self._now[part][-1][language].append(text)
