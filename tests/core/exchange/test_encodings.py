import pytest

from made_files import KAZAKH, RUSSIAN
from sauatty.core.errors import EncodingAmbiguous, EncodingUnknown, FileTruncated
from sauatty.core.exchange.encodings import decode_text, guess_code_page

ENGLISH = "The learner compares two sources and explains which of them can be trusted. "
UNICODE = ["utf-8", "utf-8-sig", "utf-16"]
NAMES = {
    "cp1251": "Windows-1251",
    "kz1048": "KZ-1048",
    "ptcp154": "PT154",
    "koi8-r": "KOI8-R",
    "cp866": "CP866",
    "utf-16-le": "UTF-16 without its byte order mark",
    "utf-16-be": "UTF-16 without its byte order mark",
}


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("text", [KAZAKH, RUSSIAN, ENGLISH])
def test_unicode_is_read_exactly(text: str, encoding: str) -> None:
    decoded = decode_text(text.encode(encoding), name="a.html")
    assert decoded.text == text
    assert decoded.oddities == ()


@pytest.mark.parametrize("encoding", NAMES)
def test_russian_in_an_old_code_page_is_refused_and_shown(encoding: str) -> None:
    with pytest.raises(EncodingAmbiguous) as refusal:
        decode_text(RUSSIAN.encode(encoding), name="a.html")
    same_letters = {"Windows-1251"} if encoding in ("kz1048", "ptcp154") else set()
    assert refusal.value.params["encoding"] in {NAMES[encoding], *same_letters}
    assert "Обучающийся сравнивает" in str(refusal.value.params["sample"])


@pytest.mark.parametrize("encoding", ["kz1048", "ptcp154", "utf-16-le", "utf-16-be"])
def test_kazakh_in_an_old_code_page_is_refused_by_its_own_name(encoding: str) -> None:
    with pytest.raises(EncodingAmbiguous) as refusal:
        decode_text(KAZAKH.encode(encoding), name="a.html")
    assert refusal.value.params["encoding"] == NAMES[encoding]
    assert "Оқу мақсаттарының" in str(refusal.value.params["sample"])
    assert "Save the file as UTF-8" in str(refusal.value)


def spoil(text: str, written: str, read: str) -> str:
    """What a program makes that reads `written` bytes as `read` and saves them as UTF-8."""
    return "".join(
        chr(byte) if bytes([byte]).decode(read, "replace") == "\ufffd" else bytes([byte]).decode(read)
        for byte in text.encode(written, "replace")
    )


@pytest.mark.parametrize("text", [KAZAKH, RUSSIAN])
@pytest.mark.parametrize("read", ["cp1251", "cp1252", "latin-1"])
def test_utf8_that_was_encoded_twice_is_refused(text: str, read: str) -> None:
    with pytest.raises(EncodingAmbiguous) as refusal:
        decode_text(spoil(text, "utf-8", read).encode(), name="a.html")
    assert refusal.value.params["encoding"] == "UTF-8 that was encoded twice"


@pytest.mark.parametrize("written", ["kz1048", "ptcp154"])
def test_kazakh_letters_that_became_serbian_ones_are_noticed(written: str) -> None:
    spoilt = spoil(KAZAKH, written, "cp1251")
    assert "маќсат" in spoilt
    with pytest.raises(EncodingAmbiguous) as refusal:
        decode_text(spoilt.encode(), name="a.html")
    assert refusal.value.params["encoding"] == "KZ-1048 that was read as Windows-1251"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("cp1251", "cp1252"),
        ("cp1251", "latin-1"),
        ("koi8-r", "cp1251"),
        ("cp1251", "cp866"),
        ("cp866", "cp1251"),
    ],
)
def test_russian_that_was_read_in_the_wrong_code_page_is_refused(written: str, read: str) -> None:
    with pytest.raises(EncodingAmbiguous):
        decode_text(spoil(RUSSIAN, written, read).encode(), name="a.html")


def test_a_page_with_a_few_broken_bytes_is_refused_not_mended() -> None:
    content = (RUSSIAN * 20).encode().replace(b"\xd0\xb8 ", b"\xff ", 1)
    with pytest.raises(EncodingAmbiguous) as refusal:
        decode_text(content, name="a.html")
    assert refusal.value.params["encoding"] == "damaged UTF-8"


def test_text_that_ends_inside_a_letter_is_truncated() -> None:
    with pytest.raises(FileTruncated):
        decode_text("источник".encode()[:-1], name="a.html")


def test_bytes_of_no_language_are_unknown() -> None:
    with pytest.raises(EncodingUnknown):
        decode_text(bytes(range(128, 256)) * 10, name="a.html")


def test_lost_letters_are_told() -> None:
    oddity = decode_text("бірінші\nмақса\ufffd\n".encode(), name="a.html").oddities[0]
    assert (oddity.kind, oddity.place, oddity.severity) == ("letters-lost", "line 2", "doubt")


@pytest.mark.parametrize(
    "text",
    [
        "Қазақ тілі және ағылшын тілі: Ќ деген әріп те кездеседі, ј мен ѕ те. ",
        "АҚПАРАТТЫ ІЗДЕУ ЖӘНЕ САҚТАУ ТУРАЛЫ ТАРАУ ",
        "СИСТЕМА ЦЕЛЕЙ ОБУЧЕНИЯ И СОДЕРЖАНИЕ ПРОГРАММЫ ",
        "Die Schülerinnen können für Übungen über größere Städte erzählen. ",
        "Хонанда матнро мефаҳмад ва ҷавоб медиҳад. ",
        "Навчальна програма: учень порівнює джерела її відомостей. ",
        "Figure 5… – “quoted” ‘text’ • 20 °C × 3 ½ €",
    ],
)
def test_sound_texts_of_other_kinds_are_not_suspected(text: str) -> None:
    assert decode_text((text * 5).encode(), name="a.html").text == text * 5


def test_plain_ascii_has_no_code_page() -> None:
    assert guess_code_page(ENGLISH.encode()) is None
