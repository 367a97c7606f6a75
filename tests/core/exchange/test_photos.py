"""A photo made anew: nothing of the sent file but its points, and a reason by name for what is none."""

import base64
import io
import json
import struct
import zlib

import pytest
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

from sauatty.core.errors import AttachmentKindRefused, FileTruncated, PhotoHeic, PictureRefused
from sauatty.core.exchange.photos import remake_photo


def photo(size=(300, 200), kind="JPEG", mode="RGB", colour="teal", **facts):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **facts)
    return out.getvalue()


def remade(content):
    told = json.loads(remake_photo(content, "photo.jpg"))
    return told, *(base64.b64decode(told[key]) for key in ("content", "thumbnail"))


def exif_of(**facts):
    exif = Image.Exif()
    exif[Base.Make] = "SecretCamera"
    exif[Base.Artist] = "Hidden Person"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (52.0, 17.0, 8.5)
    for tag, value in facts.items():
        exif[getattr(Base, tag)] = value
    return exif


def test_it_works():
    told, content, small = remade(photo((3000, 1500)))

    assert (told["width"], told["height"], told["media_type"]) == (2048, 1024, "image/jpeg")
    assert Image.open(io.BytesIO(content)).size == (2048, 1024)
    assert Image.open(io.BytesIO(small)).size == (320, 160)


def test_a_small_photo_is_not_made_larger():
    told, content, small = remade(photo((100, 50)))

    assert Image.open(io.BytesIO(content)).size == Image.open(io.BytesIO(small)).size == (100, 50)
    assert told["width"] == 100


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_camera_profile_and_comment_are_gone(kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"comment": b"written by Hidden Person"} if kind == "JPEG" else {}
    sent = photo(kind=kind, exif=exif_of(), icc_profile=profile, **more)
    assert b"SecretCamera" in sent

    _told, *made = remade(sent)

    for content in made:
        opened = Image.open(io.BytesIO(content))
        assert not opened.getexif() and not opened.getexif().get_ifd(IFD.GPSInfo)
        assert not {"icc_profile", "exif", "comment", "xmp", "XML:com.adobe.xmp"} & set(opened.info)
        for secret in (b"SecretCamera", b"Hidden Person", b"Exif", b"ICC_PROFILE"):
            assert secret not in content


@pytest.mark.parametrize("turned", range(2, 9))
def test_a_photo_taken_sideways_stands_upright(turned):
    upright = Image.new("RGB", (64, 32), "white")
    upright.paste("black", (0, 0, 32, 16))  # the dark corner is at the left above
    held = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turned]  # the way back of what the note asks for
    out = io.BytesIO()
    upright.transpose(Image.Transpose(held)).save(out, "JPEG", quality=95, exif=exif_of(Orientation=turned))

    _told, content, _small = remade(out.getvalue())

    opened = Image.open(io.BytesIO(content)).convert("L")
    assert opened.size == (64, 32)
    assert opened.getpixel((8, 6)) < 60 and opened.getpixel((50, 6)) > 200 and opened.getpixel((8, 26)) > 200


def test_a_broken_note_about_a_photo_does_not_cost_the_photo():
    sent = photo(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + bytes(range(60)))

    assert remade(sent)[0]["width"] == 300


def test_what_hangs_on_a_photo_is_cut_off():
    script = b"<script>alert(document.cookie)</script>PK\x05\x06" + bytes(18)

    _told, content, small = remade(photo() + script)

    assert b"<script>" not in content + small and b"PK\x05\x06" not in content + small


def test_a_photo_one_can_see_through_stays_so():
    told, content, _small = remade(photo(kind="PNG", mode="RGBA", colour=(10, 20, 30, 0)))

    assert told["media_type"] == "image/webp"
    assert Image.open(io.BytesIO(content)).getpixel((5, 5))[3] == 0


def test_a_scan_of_sixteen_bits_is_not_white():
    told, content, _small = remade(photo(kind="PNG", mode="I;16", colour=0x8000))

    assert 120 < Image.open(io.BytesIO(content)).convert("L").getpixel((5, 5)) < 136


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"hevc", b"avif"])
def test_a_heic_picture_is_refused_with_what_to_do(brand):
    with pytest.raises(PhotoHeic, match="Most compatible"):
        remake_photo(b"\0\0\0\x18ftyp" + brand + bytes(200), "IMG_0001.HEIC")


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n",
        b"",
        b"MZ" + bytes(500),
        photo(kind="GIF"),
        photo(kind="TIFF"),
    ],
)
def test_what_is_no_photo_is_refused_whatever_it_is_called(content):
    with pytest.raises(AttachmentKindRefused, match=r"photo\.jpg"):
        remake_photo(content, "photo.jpg")


def _png_saying(width, height):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (8_001, 5_000), (2**31 - 1, 1)])
def test_a_picture_that_says_it_is_huge_is_never_unpacked(size):
    with pytest.raises(PictureRefused, match="40 million"):
        remake_photo(_png_saying(*size), "photo.png")


def test_a_photo_that_breaks_off_is_refused():
    out = io.BytesIO()
    Image.effect_noise((600, 400), 80).convert("RGB").save(out, "JPEG")

    with pytest.raises(FileTruncated):
        remake_photo(out.getvalue()[:-4000], "photo.jpg")


def test_a_damaged_photo_is_refused():
    sent = bytearray(photo(kind="PNG"))
    sent[60:70] = bytes(10)

    with pytest.raises((PictureRefused, FileTruncated)):
        remake_photo(bytes(sent), "photo.png")
