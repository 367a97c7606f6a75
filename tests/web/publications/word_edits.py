"""What Word does to a file that is edited with tracked changes: on the XML of our own DOCX."""

import copy
import io
import zipfile

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DATE = "2026-10-05T09:30:00Z"


def w(name):
    return f"{{{W}}}{name}"


def edited(content, edit, extra=None):
    """Return the file after `edit(body)`; `extra` are parts to add."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: archive.read(name) for name in archive.namelist()} | (extra or {})
    root = etree.fromstring(parts["word/document.xml"])
    edit(root)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def paragraph_with(root, text):
    return next(one for one in root.iter(w("p")) if text in "".join(one.itertext()))


def run_with(paragraph, text):
    return next(
        one for one in paragraph.iter(w("r")) if text in "".join(t.text or "" for t in one.iter(w("t")))
    )


def replace_tracked(root, old, new, author="Гүлнар", where=None):
    """Strike `old` out and put `new` in behind it, as Word does when it tracks."""
    run = run_with(paragraph_with(root, where or old), old)
    before, after = run.find(w("t")).text.split(old, 1)
    pieces = [_run(run, before)]
    if old:
        deleted = _mark("del", author)
        gone = _run(run, old)
        gone.find(w("t")).tag = w("delText")
        deleted.append(gone)
        pieces.append(deleted)
    if new:
        inserted = _mark("ins", author)
        inserted.append(_run(run, new))
        pieces.append(inserted)
    pieces.append(_run(run, after))
    parent = run.getparent()
    place = parent.index(run)
    parent.remove(run)
    for offset, piece in enumerate(pieces):
        parent.insert(place + offset, piece)


def retype(root, old, new):
    """Change words without tracking."""
    text = run_with(paragraph_with(root, old), old).find(w("t"))
    text.text = text.text.replace(old, new)


def retype_field(root, name, new):
    """Type over a locked value, as a program does that does not know content controls."""
    for control in root.iter(w("sdt")):
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        if tag is not None and tag.get(w("val")) == f"field:{name}":
            next(control.iter(w("t"))).text = new
            return
    raise AssertionError(f"no field {name}")


def add_paragraph(root, after, text, author="Гүлнар"):
    """Type a new paragraph behind another one."""
    paragraph = paragraph_with(root, after)
    new = etree.Element(w("p"))
    properties = etree.SubElement(etree.SubElement(new, w("pPr")), w("rPr"))
    properties.append(_mark("ins", author))
    inserted = _mark("ins", author)
    run = etree.SubElement(inserted, w("r"))
    etree.SubElement(run, w("t")).text = text
    new.append(inserted)
    paragraph.addnext(new)


def delete_paragraph(root, text, author="Гүлнар"):
    """Strike a whole paragraph out."""
    paragraph = paragraph_with(root, text)
    for run in list(paragraph.iter(w("r"))):
        for one in run.iter(w("t")):
            one.tag = w("delText")
        mark = _mark("del", author)
        run.getparent().replace(run, mark)
        mark.append(run)
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    marks = properties.find(w("rPr"))
    marks = marks if marks is not None else etree.SubElement(properties, w("rPr"))
    marks.append(_mark("del", author))


def comment_on(root, text):
    """Anchor comment 0 at a paragraph."""
    paragraph = paragraph_with(root, text)
    start, end = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
    for one in (start, end):
        one.set(w("id"), "0")
    run = run_with(paragraph, text)
    run.addprevious(start)
    run.addnext(end)


def comments_part(text, author="Ерлан"):
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="{W}">'
        f'<w:comment w:id="0" w:author="{author}" w:date="{DATE}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    ).encode()


def _run(source, text):
    run = copy.deepcopy(source)
    found = run.find(w("t"))
    found.text = text
    found.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _mark(kind, author):
    mark = etree.Element(w(kind))
    mark.set(w("id"), "900")
    mark.set(w("author"), author)
    mark.set(w("date"), DATE)
    return mark
