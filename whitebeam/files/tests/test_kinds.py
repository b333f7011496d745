"""Which files are taken, and what is made of them. No database."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from tests.file_builders import FILES, jpeg, pdf, png
from whitebeam.files.cleaning import cleaned
from whitebeam.files.kinds import JPEG, PDF, PNG, NotTaken, kind_of


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_what_both_its_name_and_its_content_say(name):
    make, kind = FILES[name]

    assert kind_of(name=name, data=make()) is kind


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.svg", b"<svg onload='x()'/>", "Choose a PDF"),
        ("a.html", b"<script>x()</script>", "Choose a PDF"),
        ("a.docx", b"PK\x03\x04", "Choose a PDF"),
        ("a.pdf.exe", b"MZ", "Choose a PDF"),
        ("a.jpg", b"<script>x()</script>", "not what its name says"),
        ("a.jpg", b"%PDF-1.7 %%EOF", "not what its name says"),
        ("a.png", b"\xff\xd8\xff\xe0", "not what its name says"),
        ("a.pdf", b"MZ%PDF-1.7\n%%EOF", "not what its name says"),
        ("a.pdf", b"%PDF-1.7" + b" " * 4000, "not what its name says"),
        ("a.txt", b"MZ\x00\x01", "not what its name says"),
        ("a.txt", b"\xff\xfe\x00", "not what its name says"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"x" * (10 * 1024 * 1024 + 1), "smaller than 10 MB"),
    ],
)
def test_refuses_what_is_not_on_the_list_or_not_what_it_says(name, data, sentence):
    with pytest.raises(NotTaken, match=sentence):
        kind_of(name=name, data=data)


@pytest.mark.parametrize("name", FILES)
def test_the_clean_copy_tells_nothing_of_who_where_or_when(name):
    make, kind = FILES[name]

    copy = cleaned(make(), kind=kind)

    assert b"ecret" not in copy
    assert kind_of(name=name, data=copy) is kind


def test_a_clean_picture_keeps_no_metadata_and_looks_the_same():
    for make, kind in ((jpeg, JPEG), (png, PNG)):
        with Image.open(BytesIO(cleaned(make(), kind=kind))) as picture:
            assert not picture.getexif()
            assert picture.size == (40, 30)
            assert "comment" not in picture.info


def test_a_clean_pdf_acts_on_nothing_and_carries_nothing():
    with pikepdf.open(BytesIO(cleaned(pdf(), kind=PDF))) as copy:
        assert len(copy.pages) == 1
        assert "/OpenAction" not in copy.Root
        assert "/Metadata" not in copy.Root
        assert not copy.attachments
        assert "/A" not in copy.pages[0].Annots[0]
        picture = copy.pages[0].Resources.XObject.Im.read_raw_bytes()
        assert picture.startswith(b"\xff\xd8")


def test_a_polyglot_is_written_anew_without_its_second_half():
    polyglot = jpeg() + b"<script>secret()</script>PK\x03\x04"

    assert b"script" not in cleaned(polyglot, kind=JPEG)


def locked_pdf():
    return pdf(encryption=pikepdf.Encryption(owner="a", user="b"))


def bomb():
    """A picture of many pixels in few bytes."""
    file = BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "kind", "sentence"),
    [
        (bomb, PNG, "too large"),
        (lambda: jpeg()[:60], JPEG, "cannot be read"),
        (lambda: png()[:60], PNG, "cannot be read"),
        (lambda: b"%PDF-1.7\nbroken\n%%EOF", PDF, "cannot be read"),
        (locked_pdf, PDF, "locked"),
    ],
)
def test_refuses_bombs_and_what_is_damaged_or_locked(make, kind, sentence):
    with pytest.raises(NotTaken, match=sentence):
        cleaned(make(), kind=kind)
