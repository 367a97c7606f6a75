"""The fixed parts of our DOCX files: styles, lists, settings."""

from sauatty.core.documents.wordml import NAMESPACES, locale_of

# On every machine with an office program, and it has the Kazakh letters.
FONT = "Arial"
_ACCENT, _MUTED, _WARNING = "0B5566", "55666F", "8A4B08"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = f'xmlns:w="{NAMESPACES["w"]}"'
_INDENT = 360


def _spacing(before: int, after: int, line: int = 276) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _border(side: str, colour: str, space: int = 8) -> str:
    return f'<w:{side} w:val="single" w:sz="16" w:space="{space}" w:color="{colour}"/>'


def _size(half_points: int, colour: str = "", bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    return f'{weight}{ink}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(level: int, size: int, before: int) -> tuple[str, str, str, str]:
    layout = f'<w:keepNext/><w:keepLines/>{_spacing(before, 120)}<w:outlineLvl w:val="{level - 1}"/>'
    return (f"Heading{level}", f"heading {level}", layout, _size(size, _ACCENT, bold=True))


def _contents(level: int) -> tuple[str, str, str, str]:
    indent = f'<w:ind w:left="{(level - 1) * 240}"/>'
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9468"/></w:tabs>'
    return (f"TOC{level}", f"toc {level}", f"{tabs}{_spacing(0, 60)}{indent}", "")


_CELL = _spacing(30, 30, 240)
_PARAGRAPHS = (
    ("Title", "Title", f"<w:keepNext/>{_spacing(240, 120, 240)}", _size(48, _ACCENT, bold=True)),
    ("Subtitle", "Subtitle", _spacing(0, 240), _size(26, _MUTED)),
    _heading(1, 34, 360),
    _heading(2, 27, 300),
    _heading(3, 23, 240),
    _heading(4, 21, 200),
    ("TOCHeading", "TOC Heading", f"<w:keepNext/>{_spacing(240, 160)}", _size(34, _ACCENT, bold=True)),
    _contents(1),
    _contents(2),
    _contents(3),
    ("ListParagraph", "List Paragraph", _spacing(0, 80), ""),
    ("Caption", "caption", f"<w:keepLines/>{_spacing(120, 100, 240)}", _size(18)),
    (
        "Quote",
        "Quote",
        f'<w:pBdr>{_border("left", _ACCENT)}</w:pBdr>{_spacing(80, 40)}<w:ind w:left="{_INDENT}"/>',
        "",
    ),
    (
        "SauattySource",
        "Sauatty Source",
        f'<w:pBdr>{_border("left", _ACCENT)}</w:pBdr>{_spacing(0, 160)}<w:ind w:left="{_INDENT}"/>',
        _size(18, _MUTED),
    ),
    (
        "SauattyLabelled",
        "Sauatty Labelled",
        f'<w:pBdr>{_border("left", _WARNING)}</w:pBdr>{_spacing(60, 140)}<w:ind w:left="200"/>',
        "",
    ),
    (
        "SauattyNote",
        "Sauatty Note",
        f'<w:keepLines/><w:pBdr>{_border("left", _ACCENT)}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F0F5F4"/>'
        f'{_spacing(120, 160)}<w:ind w:left="200" w:right="120"/>',
        "",
    ),
    ("SauattyFact", "Sauatty Fact", _spacing(0, 60), _size(19)),
    ("SauattySmall", "Sauatty Small", _spacing(60, 200, 240), _size(16, _MUTED)),
    ("SauattyGap", "Sauatty Gap", _spacing(0, 120, 240), _size(8)),
    ("SauattyPicture", "Sauatty Picture", f"<w:keepNext/>{_spacing(160, 60, 240)}", ""),
    ("SauattyCell", "Sauatty Cell", _CELL, _size(18)),
    ("SauattyDenseCell", "Sauatty Dense Cell", _CELL, _size(16)),
    ("Header", "header", _spacing(0, 0, 240), _size(16, _MUTED)),
    ("Footer", "footer", _spacing(0, 0, 240), _size(16, _MUTED)),
)
_CHARACTERS = (
    ("Hyperlink", "Hyperlink", f'<w:color w:val="{_ACCENT}"/><w:u w:val="single"/>'),
    ("SauattyMark", "Sauatty Mark", _size(16, _WARNING, bold=True)),
)


def styles_xml(language: str) -> bytes:
    """Return the part of styles, with the language of the document."""
    locale = locale_of(language)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" '
        f'w:cs="{FONT}"/>{_size(21)}<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/></w:rPr>'
        f"</w:rPrDefault><w:pPrDefault><w:pPr>{_spacing(0, 140)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    paragraphs = "".join(_paragraph_style(*style) for style in _PARAGRAPHS)
    characters = "".join(
        f'<w:style w:type="character" w:styleId="{id}"><w:name w:val="{name}"/><w:rPr>{look}</w:rPr></w:style>'
        for id, name, look in _CHARACTERS
    )
    return f"{_HEAD}<w:styles {_W}>{defaults}{normal}{paragraphs}{characters}</w:styles>".encode()


def _paragraph_style(id: str, name: str, layout: str, look: str) -> str:
    follows = '<w:next w:val="Normal"/>' if id.startswith(("Heading", "Title", "TOCH")) else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"{follows}<w:qFormat/><w:pPr>{layout}</w:pPr>"
        + (f"<w:rPr>{look}</w:rPr>" if look else "")
        + "</w:style>"
    )


def numbering_xml(first: int, n_lists: int) -> bytes:
    """Return the part of lists: one kind of bullets, and a count of its own for each ordered list."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
    )
    kinds = (("bullet", "•"), ("decimal", "%1."))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        + level.format(kind=kind, sign=sign, left=500)
        + "</w:abstractNum>"
        for number, (kind, sign) in enumerate(kinds)
    )
    bullets = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    ordered = "".join(
        f'<w:num w:numId="{first + number}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(n_lists)
    )
    return f"{_HEAD}<w:numbering {_W}>{abstract}{bullets}{ordered}</w:numbering>".encode()


def settings_xml(language: str, *, is_for_review: bool) -> bytes:
    """Return the part of settings; for a review, changes are tracked from the first letter on."""
    locale = locale_of(language)
    tracking = "<w:trackRevisions/>" if is_for_review else ""
    return (
        f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/>{tracking}<w:defaultTabStop w:val="708"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{locale}"/></w:settings>'
    ).encode()
