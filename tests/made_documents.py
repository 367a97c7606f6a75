"""A small document with every kind of block, made for the tests. All texts are invented."""

import datetime as dt
from dataclasses import replace

from sauatty.core.documents.blocks import (
    Bullets,
    Contents,
    Document,
    Figure,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
)

TEXTS = {
    "kk": "Мұғалім дереккөздің сенімділігін оқушымен бірге тексереді; өңір, құндылық, үлгі, һәм іс-әрекет ескерілген.",
    "ru": "Учитель вместе с учеником проверяет надёжность источника; учтены особенности региона.",
    "en": "The teacher checks the reliability of a source together with the pupil.",
}
TITLES = {"kk": "Әдістемелік құрал", "ru": "Методическое руководство", "en": "Methodological guide"}
HOSTILE = (
    '#panic("typst") $x$ @label <lab> = not a heading',
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</w:t></w:r><w:p/> &amp; &#x41; ]]> <!-- --> <![CDATA[",
    'HYPERLINK "http://evil.example" \\o { INCLUDETEXT "/etc/passwd" }',
    "{{ settings.SECRET_KEY }} {% debug %} =cmd|' /C calc'!A0",
    '#read("/etc/passwd") #image("x.png") \\u{41}',
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160" width="320" height="160" '
    'font-family="Golos Text, sans-serif" aria-labelledby="t"><title id="t">Ұ</title><defs><pattern id="hatch" width="6" '
    'height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ffffff"/></pattern></defs>'
    '<rect x="10" y="20" width="60" height="120" fill="url(#hatch)" stroke="#0b5566"/>'
    '<text x="12" y="155" font-size="12">Қазақ</text></svg>'
)


def make_document(language: str = "kk", **changed: object) -> Document:
    text = TEXTS[language]
    locked = Run("62 %", bold=True, field="share.direct")
    table = Table(
        "Оқу мақсаттары",
        ("№", "Мақсат", "n"),
        (("1", text, (Run("14", field="n.1"),)), ("2", "қысқа", "7")),
        "tab-1",
        note="Ескерту мәтіні",
        heat=((None, None, "h4"), (None, None, "h1")),
    )
    blocks = (
        Contents(),
        Heading(1, "Бірінші тарау", "ch-1"),
        Paragraph(
            (
                Run(text + " "),
                locked,
                Run(" бар. "),
                Run("көлбеу", italic=True),
                Run(" кесте", link="#tab-1"),
            ),
            "p-1",
            label="machine draft",
        ),
        Paragraph((Run("Сілтеме: "), Run("бет", link="https://example.kz/?a=1&b=<2>")), "p-2"),
        Heading(2, "Ішкі бөлім", "ch-1.1"),
        Bullets(((Run("бірінші"),), (Run("второй", language="ru"),)), False, "list-1"),
        Bullets(((Run("қадам бір"),), (Run("қадам екі"),)), True, "list-2"),
        table,
        Figure(SVG, "Бір баған", "Бағандар", "fig-1", Table("", ("а", "б"), (("x", "1"),))),
        Quote("Обучающийся сравнивает источники.", "№ 399 бұйрық", "ru", "q-1"),
        Note("caution", (Run("Сандар ойдан алынған."),), "note-1"),
        PageBreak(),
        Heading(1, "Екінші тарау", "ch-2"),
        Paragraph((Run(TEXTS["en"]),), "p-3", language="en"),
    )
    made = Document(
        TITLES[language],
        language,
        blocks,
        subtitle="7-сынып",
        authors=("Айгерім Ә.", "Болат"),
        version="1.2",
        identifier="sauatty:guide/1",
        date=dt.date(2026, 11, 22),
        citation="Sauatty (2026). Құрал 1.2.",
        note="Ойдан алынған деректер",
        licence="CC BY 4.0",
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def hostile_document() -> Document:
    """Every place where a text can stand, filled with something that is code elsewhere."""
    blocks: list[object] = [Contents(), Heading(1, HOSTILE[0], "h")]
    for number, text in enumerate(HOSTILE):
        run = (Run(text, field=f"f.{number}"), Run(text, bold=True, italic=True))
        blocks += [
            Paragraph(run, f"p-{number}", label=text),
            Bullets((run,), False, f"b-x{number}"),
            Quote(text, text, "", f"q-{number}"),
            Note(text, run, f"n-{number}"),
            Table(text, (text, "n"), ((text, run),), f"t-{number}", note=text),
            Figure(SVG, text, text, f"fig-{number}"),
        ]
    text = " ".join(HOSTILE)
    return Document(
        HOSTILE[1], "en", tuple(blocks), text, (HOSTILE[2],), HOSTILE[3], HOSTILE[4], None, HOSTILE[5], HOSTILE[0], HOSTILE[1],  # type: ignore[arg-type]
    )  # fmt: skip
