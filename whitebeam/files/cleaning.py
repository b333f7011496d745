"""Makes the copy that others open: pictures and text anew, PDFs without what acts or tells.

The sealed original stays for evidence; nothing serves it.
"""

from io import BytesIO

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.Image import DecompressionBombError

from whitebeam.files.jpeg_segments import without_metadata
from whitebeam.files.kinds import JPEG, PDF, PNG, Kind, NotTaken, plain_text

MOST_PIXELS = 40_000_000
MOST_PAGES = 500
DEEPEST = 60
JPEG_QUALITY = 90
# What acts (scripts, launches, forms that send) and what tells (metadata, private data, files).
ACTING_OR_TELLING = frozenset(
    {
        *("/JS", "/JavaScript", "/AA", "/OpenAction", "/XFA", "/EmbeddedFiles", "/EF", "/AF"),
        *("/Metadata", "/PieceInfo", "/RichMediaContent", "/Collection", "/URI", "/Thumb"),
    }
)
ACTIONS = frozenset(
    {
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/URI"),
        *("/RichMediaExecute", "/Rendition", "/Movie", "/Sound"),
    }
)
DAMAGED = "The file cannot be read. Save it again and choose it once more"


def cleaned(data: bytes, *, kind: Kind) -> bytes:
    """Return the clean copy of a file of this kind.

    :raises NotTaken: if it cannot be read, is locked, or would grow beyond measure
    """
    if kind in {JPEG, PNG}:
        return _picture(data, kind)
    return _pdf(data) if kind is PDF else plain_text(data).encode()


def _picture(data: bytes, kind: Kind) -> bytes:
    try:
        with Image.open(BytesIO(data), formats=[kind.code]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotTaken("The picture is too large. Make it smaller and choose it again")
            upright = ImageOps.exif_transpose(picture)
            plain = upright.convert("RGBA" if kind is PNG else "RGB")
    except (UnidentifiedImageError, DecompressionBombError, OSError, SyntaxError, ValueError) as e:
        if isinstance(e, NotTaken):
            raise
        raise NotTaken(DAMAGED) from None
    plain.info.clear()
    written = BytesIO()
    plain.save(written, format=kind.code, quality=JPEG_QUALITY)
    return written.getvalue()


def _pdf(data: bytes) -> bytes:
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise NotTaken("The PDF is locked. Save it without a password and choose it again")
            if len(pdf.pages) > MOST_PAGES:
                raise NotTaken(f"The PDF must have {MOST_PAGES} pages or fewer")
            _disarm(pdf)
            written = BytesIO()
            pdf.save(written, fix_metadata_version=False)
    except pikepdf.PasswordError:
        raise NotTaken(
            "The PDF is locked. Save it without a password and choose it again"
        ) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        if isinstance(error, NotTaken):
            raise
        raise NotTaken(DAMAGED) from None
    return written.getvalue()


def _disarm(pdf: pikepdf.Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for thing in pdf.objects:
        _strip(thing, depth=0)
        if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == "/DCTDecode":
            thing.write(without_metadata(thing.read_raw_bytes()), filter=pikepdf.Name("/DCTDecode"))


def _strip(thing: pikepdf.Object, *, depth: int) -> None:
    if depth > DEEPEST:
        raise NotTaken(DAMAGED)
    if isinstance(thing, pikepdf.Array):
        for each in thing:
            _strip_inside(each, depth)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in list(thing.keys()):
            if key in ACTING_OR_TELLING or (key == "/A" and _acts(thing[key])):
                del thing[key]
            else:
                _strip_inside(thing[key], depth)


def _strip_inside(thing: object, depth: int) -> None:
    # What is reached by reference comes in its own turn; only what lies within is entered.
    if isinstance(thing, pikepdf.Object) and not thing.is_indirect:
        _strip(thing, depth=depth + 1)


def _acts(action: object) -> bool:
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in ACTIONS
