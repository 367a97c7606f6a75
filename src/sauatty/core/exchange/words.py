"""Words that the line breaks of a cell cut in two, and letters that the portal lost.

The portal breaks lines inside words ('содержа⏎ния'). Joining with a space breaks words, joining without one
glues them, so the document itself is asked: a vocabulary of its unbroken words says which it knows.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sauatty.core.exchange.codes import PICTURE
from sauatty.core.languages import clean_text

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)(?P<hyphen>-?)$")
_FIRST = re.compile(r"[^\W\d_]+")
# Endings that are no words of their own in Kazakh or Russian: such a line goes on with a word.
_FRAGMENTS = frozenset(
    str.split("""
    ғы гі дағы дегі тағы тегі ның нің дың дің тың тің лық лік дық дік тық тік лығы лігі лығын лігін
    лыққа лықтың лар лер дар дер лары лері дары дері тары тері ларды лерді ларын лерін ларының лерінің
    ларға лерге ды ді ғын гін ғына гіне ғының гінің сын сін сына сіне сының сінің сында сінде сындағы
    сіндегі ына іне лау леу дау деу ландыру лендіру лаған леген ша ше ния ние нию нием ний ниям ниями
    ниях ный ная ное ные ных ного ному ным ными ской ский ские ских скую ция ции цию цией ций циям циями
    циях тся ться ость ости остью остей ческий ческая ческой ческих ческого тельный тельная тельной
    тельно ющий ющая ющие ющих ющего ность ности ностью ностей ванный ванных вание вания ванию рование
    рования лений лениях лению ление ления
    """)
)
_REACH = 80
_INSTRUMENTAL = frozenset(("мен", "бен", "пен"))
_BROKEN_YO_INSIDE = re.compile(r"(?<=[а-яё])Ұ")
_BROKEN_YO_FIRST = re.compile(r"\bҰ(?=лк|мк|жи|рш|лоч|рзк)")
_LOST_LETTER = re.compile(r"[а-яёӣӯҳҷқғ]\?|\?[а-яёӣӯҳҷқғ]")


@dataclass(slots=True)
class Vocabulary:
    """The unbroken words of a document and how often each stands in it."""

    counts: Counter[str] = field(default_factory=Counter)
    _sorted: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Vocabulary":
        """Count the words of `texts`, leaving out those that touch a line break (they may be halves)."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(_whole_words(text.lower()))
        return cls(counts, sorted(counts))

    def knows(self, word: str) -> bool:
        """Tell whether the word stands unbroken somewhere in the document."""
        return self.counts[word.lower()] > 0

    def knows_start(self, start: str) -> bool:
        """Tell whether some word of the document begins with `start`."""
        start = start.lower()
        index = bisect_left(self._sorted, start)
        return index < len(self._sorted) and self._sorted[index].startswith(start)

    def join(self, text: str) -> tuple[str, bool]:
        """Make one line of a text with line breaks; also tell whether a broken word was put together."""
        lines = [line for line in text.replace(PICTURE, " ").split("\n") if line.strip()]
        if len(lines) < 2:
            return clean_text(lines[0] if lines else ""), False
        parts, mended = [lines[0].rstrip()], False
        left = parts[0][-_REACH:]  # only the end of what stands so far is looked at
        for line in lines[1:]:
            head, glue = self._seam(left, line.lstrip())
            if len(head) < len(left):
                parts[-1] = parts[-1][:-1]
            mended = mended or not glue
            parts.append(glue + line.strip())
            left = (head + parts[-1])[-_REACH:]
        return clean_text("".join(parts)), mended

    def _seam(self, left: str, right: str) -> tuple[str, str]:
        """Return the left part (a hyphen of the break cut off) and what goes between: '' or a space."""
        last, first = _LAST.search(left), _FIRST.match(right)
        if last is None or first is None or not first[0][0].islower():
            return left, " "
        if last["hyphen"]:
            return self._hyphen_seam(left, last["word"], first[0])
        return left, "" if self._is_one_word(last["word"], first[0]) else " "

    def _hyphen_seam(self, left: str, last: str, first: str) -> tuple[str, str]:
        if self.knows(f"{last}-{first}"):
            return left, ""
        if self.knows(last + first) or not (self.knows(last) and self.knows(first)):
            return left[:-1], ""
        return left, ""

    def _is_one_word(self, last: str, first: str) -> bool:
        if last.isupper() and len(last) > 1:
            return False
        if first in _FRAGMENTS:
            return True
        if self.knows(last + first):
            return first in _INSTRUMENTAL or not (self.knows(last) and self.knows(first))
        is_stub = len(last) >= 4 and len(first) >= 3 and not self.knows(last) and not self.knows(first)
        return is_stub and self.knows_start(last + first[:3])


def _whole_words(text: str) -> Iterable[str]:
    lines = text.split("\n")
    for index, line in enumerate(lines):
        words = _WORD.findall(line)
        start = 1 if index > 0 and line[:1].isalpha() else 0
        end = len(words) - (1 if index < len(lines) - 1 and line.rstrip()[-1:].isalpha() else 0)
        yield from words[start:end]


def restore_yo(text: str, language: str) -> tuple[str, bool]:
    """Put 'ё' back where the portal shows 'Ұ' in Russian or Tajik text; tell whether anything was changed.

    A real Ұ at the start of a Kazakh name inside Russian text (Ұлытау) stays.
    """
    if "Ұ" not in text or language not in ("ru", "tg"):
        return text, False
    if language == "tg":
        return text.replace("Ұ", "ё"), True
    restored = _BROKEN_YO_FIRST.sub("ё", _BROKEN_YO_INSIDE.sub("ё", text))
    return restored, restored != text


def has_lost_letters(text: str) -> bool:
    """Tell whether letters were lost as question marks inside words (Tajik: 'мундари?аи')."""
    return len(_LOST_LETTER.findall(re.sub(r"\?(?=\s|$)", "", text))) > 0
