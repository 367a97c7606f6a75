"""Small documents of every format, whole and malicious, made for the tests. All texts are invented."""

import io
import struct
import zipfile
import zlib

HTML = """<html><head><meta charset="utf-8"></head><body>
<h3>Типовая учебная программа по учебному предмету "Информатика" для 5-9 классов</h3>
<h3>Глава 2. Организация содержания учебного предмета</h3>
<h3>Параграф 2. Система целей обучения</h3>
<p>1) информационные процессы:</p>
<table border="1"><tbody>
<tr><td>Подраздел</td><td>7 класс</td><td>8 класс</td></tr>
<tr><td>1. Измерение сведений</td><td>7.2.1.1 сравнивать источники сведений по их надёжности</td>
<td>8.2.1.1 проверять новость по двум независимым источникам</td></tr>
</tbody></table></body></html>"""

KAZAKH = (
    "Оқу мақсаттарының жүйесі: білім алушы ақпарат көздерінің сенімділігін салыстырады және түсіндіреді. "
)
RUSSIAN = "Обучающийся сравнивает источники сведений и объясняет, почему одному из них можно верить. "

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def make_zip(parts: dict[str, str | bytes], *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def make_docx(body: str, *, extra: dict[str, str | bytes] | None = None, prologue: str = "") -> bytes:
    document = f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<w:document {WORD}><w:body>{body}</w:body></w:document>'
    return make_zip({"[Content_Types].xml": TYPES, "word/document.xml": document, **(extra or {})})


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


CURRICULUM_DOCX_BODY = (
    paragraph("Типовая учебная программа по учебному предмету «Информатика» для 5-9 классов")
    + paragraph("Глава 2. Организация содержания учебного предмета")
    + paragraph("Параграф 2. Система целей обучения")
    + paragraph("1) информационные процессы:")
    + table(
        cell("Подраздел") + cell("7 класс") + cell("8 класс"),
        cell("1. Измерение сведений")
        + cell("7.2.1.1 сравнивать источники сведений по их надёжности")
        + cell("8.2.1.1 проверять новость по двум независимым источникам"),
    )
)


def make_xlsx(sheet_data: str, *, extra: dict[str, str | bytes] | None = None) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return make_zip(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Мақсаттар" '
            'sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet_data}</sheetData></worksheet>',
            **(extra or {}),
        }
    )


def sheet_rows(*rows: tuple[str, ...]) -> str:
    def written(row: int, values: tuple[str, ...]) -> str:
        cells = (
            f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{value}</t></is></c>'
            for column, value in enumerate(values)
        )
        return f'<row r="{row}">{"".join(cells)}</row>'

    return "".join(written(number, values) for number, values in enumerate(rows, start=1))


def make_pdf(*contents: bytes, objects: bytes = b"") -> bytes:
    """A PDF with one page for each content stream, in Helvetica."""
    n_pages = len(contents)
    kids = " ".join(f"{3 + 2 * index} 0 R" for index in range(n_pages))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {n_pages} >>".encode(),
    ]
    for index, content in enumerate(contents):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 600] /Contents {4 + 2 * index} 0 R "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>".encode()
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)


def pdf_text(x: float, y: float, text: str) -> bytes:
    return f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n".encode("latin-1")


def pdf_line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    return f"{x0} {y0} m {x1} {y1} l S\n".encode()


def lying_zip() -> bytes:
    """A DOCX whose directory says 10 bytes for a part that inflates to 5 MB."""
    content = bytearray(make_docx(paragraph("A" * 5_000_000)))
    at = content.rfind(
        b"PK\x01\x02", 0, content.find(b"word/document.xml", content.rfind(b"PK\x01\x02") - 200)
    )
    at = content.rfind(b"PK\x01\x02") if at < 0 else content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, 10)
    return bytes(content)


def deflated_zeros(n_bytes: int) -> bytes:
    packer = zlib.compressobj(9)
    chunk = b"0" * 2**20
    out = b"".join(packer.compress(chunk) for _ in range(n_bytes // 2**20))
    return out + packer.flush()
