import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalogue.small_items import KINDS, small_item, small_items, small_mapping, three
from sauatty.cli.item import SUFFIXES
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.errors import ItemFormatUnknown, ItemUnfinished
from sauatty.core.exchange.item_files import (
    FORMATS,
    format_of,
    items_from_json,
    items_to_json,
    losses,
    losses_text,
    read_items,
    write_items,
)
from sauatty.core.exchange.item_reports import LOSS_REASONS
from sauatty.core.languages import Translated
from sauatty.sandbox import read_items_in_sandbox

ALL = tuple(FORMATS)


@pytest.mark.parametrize("form", ALL)
def test_a_round_trip_of_each_format_loses_nothing(form):
    found = read_items(write_items(small_items(), form), "ours")
    assert (found.items, found.not_read, found.oddities, found.format) == (small_items(), (), (), form)


@pytest.mark.parametrize("form", ALL)
def test_the_whole_bank_comes_back_equal(form):
    found = read_items(write_items(load_items(), form), "bank")
    assert found.items == load_items()


def test_twenty_four_moodle_questions_come_back_equal():
    chosen = load_items()[:24]
    content = write_items(chosen, "moodle")
    assert content.count(b"<question type=") - content.count(b'type="category"') == 24
    assert read_items(content, "quiz.xml").items == chosen


@pytest.mark.parametrize("form", ALL)
def test_the_same_items_give_the_same_bytes(form):
    assert write_items(small_items(), form) == write_items(small_items(), form)


@pytest.mark.parametrize("form", ALL)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_file_of_one_language_has_its_texts_and_says_what_is_left_out(form, language):
    (found,) = read_items(write_items([small_item()], form, [language]), "ours").items
    assert getattr(found.stem, language) == getattr(small_item().stem, language)
    assert len(found.stem.missing) == len(found.options[0].why.missing) == 2
    told = losses([small_item()], form, [language])
    assert LOSS_REASONS["languages"] in {one.reason for one in told}


TRICKY = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u200b\ufffe\uffff") | st.sampled_from("{}=~#:\\<>&*_;\"'|%@+-[]\n/"),
    min_size=1, max_size=60,
).map(str.strip).filter(bool)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(TRICKY, min_size=6, max_size=6, unique=True), st.sampled_from(KINDS), st.sampled_from(ALL))
def test_signs_that_mean_something_to_a_format_come_back(texts, kind, form):
    """Whatever is typed into an item: braces, equals signs, tags, quotation marks, several lines."""
    item = small_item(kind)
    texts = [" ".join(text.split(" ")) for text in texts]
    options = tuple(
        replace(one, text=Translated(f"{n}{text}", f"{n}{text}", f"{n}{text}"), why=Translated(ru=text))
        for n, (one, text) in enumerate(zip(item.options, texts, strict=False))
    )
    item = replace(item, options=options, stem=Translated(texts[5], texts[4], texts[3]), keyed_by=(texts[0],))
    assert read_items(write_items([item], form), "ours").items == (item,)


@pytest.mark.parametrize("form", ALL)
def test_bold_words_and_lines_come_back(form):
    stem = three("Не істеуге **болмайды**?\nТаңдаңыз.", "Чего **не** делать?\n\n- раз", "What must you **not** do _now_ & <here>?")  # fmt: skip
    item = small_item(stem=stem, is_negative=True)
    assert read_items(write_items([item], form), "ours").items == (item,)
    if form == "moodle":
        assert "<strong>не</strong>" in write_items([item], form).decode()


def test_what_a_format_cannot_hold_is_named_by_item_and_part():
    told = losses(small_items(), "moodle")
    assert ("mil-1-3-e", "kind") in {(one.item, one.part) for one in told}  # the highlight
    assert {one.reason for one in told} <= set(LOSS_REASONS.values())
    assert losses(small_items(), "csv") == losses(small_items(), "yaml") == ()
    text = losses_text(told)
    assert "mil-1-3-e" in text and LOSS_REASONS["moodle-highlight"] in text


def test_signs_that_no_xml_holds_are_left_out_and_named():
    item = small_item(stem={**small_mapping()["stem"], "en": "What\x07 now?"})
    (found,) = read_items(write_items([item], "moodle"), "ours").items
    assert found.stem.en == "What now?"
    assert ("stem", LOSS_REASONS["signs"]) in {(one.part, one.reason) for one in losses([item], "moodle")}


def test_an_item_without_a_key_is_not_exported_to_what_gives_points_but_as_a_table():
    draft = small_item(options=[one | {"is_right": False} for one in small_mapping()["options"]])
    for form in ("moodle", "gift", "qti"):
        with pytest.raises(ItemUnfinished, match="mil-1-3-a"):
            write_items([draft], form)
    assert read_items(write_items([draft], "csv"), "x").items == (draft,)


def test_an_unknown_format_is_refused_by_name():
    with pytest.raises(ItemFormatUnknown, match="hot-potatoes"):
        write_items(small_items(), "hot-potatoes")


def test_the_formats_of_the_command_line_are_those_of_core():
    assert {name: form.suffix for name, form in FORMATS.items()} == SUFFIXES


def test_moodle_gives_the_points_of_the_key():
    content = write_items(small_items(), "moodle").decode()
    judged = content[content.index("mil-1-3-f ") :]
    assert [line.split('"')[1] for line in judged.splitlines() if "<answer fraction" in line] == ["0", "100", "50", "0"]  # fmt: skip
    several = content[content.index("mil-1-3-b ") : content.index("mil-1-3-c ")]
    shares = [line.split('"')[1] for line in several.splitlines() if "<answer fraction" in line]
    assert shares == ["50", "-50", "-50", "-50", "50"]
    assert 'type="ordering"' in content and "ALL_OR_NOTHING" in content and 'type="matching"' in content


def test_an_invented_text_is_marked_on_other_platforms():
    assert "Вымышленный" in write_items([small_item()], "moodle").decode()
    assert "Вымышленный" not in write_items([small_item("order")], "moodle").decode()


def test_a_question_changed_in_moodle_comes_back_changed():
    content = write_items([small_item()], "moodle").decode()
    changed = content.replace("Ищет исходный вид картинки", "Находит исходный вид картинки")
    (found,) = read_items(changed.encode(), "x").items
    assert found.options[0].text.ru == "Находит исходный вид картинки"
    assert found.competence == "gmilaf.1.3"


def test_a_copied_option_gets_a_letter_of_its_own():
    content = write_items([small_item()], "moodle").decode()
    begin, end = content.index("    <answer "), content.index("    </answer>") + len("    </answer>\n")
    twice = content[:end] + content[begin:end].replace('fraction="100"', 'fraction="0"') + content[end:]
    (found,) = read_items(twice.encode(), "x").items
    assert len({one.id for one in found.options}) == len(found.options) == 5


def test_a_table_opens_in_a_spreadsheet_and_nothing_in_it_runs():
    item = small_item(stem=three("=1+1 болғаны ма?", "+7 это код?", "@home or not?"))
    content = write_items([item], "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 4 and rows[0]["stem-kk"] == "'=1+1 болғаны ма?"
    assert rows[0]["difficulty"] == "-0.5"
    assert read_items(content, "x").items == (item,)


@pytest.mark.parametrize("between", [",", "\t"])
def test_a_table_that_a_spreadsheet_sorted_and_saved_otherwise_is_read(between):
    rows = list(csv.reader(io.StringIO(write_items(small_items(), "csv").decode("utf-8-sig")), delimiter=";"))
    out = io.StringIO()
    csv.writer(out, delimiter=between).writerows([rows[0], *sorted(rows[1:], key=lambda row: row[0])])
    found = sorted(read_items(out.getvalue().encode(), "x.csv").items, key=lambda one: one.id)
    assert found == sorted(small_items(), key=lambda one: one.id)


def test_a_content_file_names_its_broken_items_and_gives_the_others():
    content = {
        "schema": "items/1",
        "items": [small_mapping(), {**small_mapping("order"), "kind": "essay"}, 7],
    }
    found = read_items(yaml.safe_dump(content, allow_unicode=True).encode(), "x.yaml")
    assert [one.id for one in found.items] == ["mil-1-3-a"]
    assert [one.question for one in found.not_read] == ["mil-1-3-c", "item 3"]


@pytest.mark.parametrize("form", ALL)
def test_files_are_read_in_the_sandbox(tmp_path, form):
    path = tmp_path / f"items{FORMATS[form].suffix}"
    path.write_bytes(write_items(small_items(), form))
    assert read_items_in_sandbox(path, language="kk").items == small_items()


def test_what_was_read_goes_through_json():
    found = read_items(b"Who? {=a ~b}\n\nTell. {}\n", "x.txt")
    assert found.items and found.not_read and found.oddities
    assert items_from_json(items_to_json(found), "x") == found
    assert json.loads(items_to_json(found))["format"] == "gift"


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"PK\x03\x04", "qti"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><quiz/>", "moodle"),
        (b"<qti-assessment-item/>", "qti"),
        (b"item;kind\r\n", "csv"),
        (b"schema: items/1\n", "yaml"),
        (b"// anything\n::a:: b {T}", "gift"),
    ],
)
def test_a_file_is_known_by_what_it_begins_with(content, form):
    assert format_of(content, "file") == form


def test_a_package_has_an_item_for_each_language():
    with zipfile.ZipFile(io.BytesIO(write_items([small_item()], "qti"))) as archive:
        assert archive.namelist() == ["imsmanifest.xml", *(f"items/{one}/mil-1-3-a.xml" for one in ("en", "kk", "ru"))]  # fmt: skip
