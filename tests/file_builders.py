"""Files that tell too much, for tests of what is taken and what is made of it."""

from io import BytesIO

import pikepdf
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

from whitebeam.files.kinds import JPEG, PDF, PNG, TEXT

# Split, so that no scanner of the checkout mistakes this file for the test file itself.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PLACE = (51.27, 0.52)


def jpeg(size=(40, 30)):
    exif = Image.Exif()
    exif[Base.Artist], exif[Base.Model] = "Secret Author", "Secret Camera"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = PLACE[0]
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, "JPEG", exif=exif, comment=b"Secret comment")
    return file.getvalue()


def png(size=(40, 30)):
    told, file = PngInfo(), BytesIO()
    told.add_text("Author", "Secret Author")
    Image.new("RGB", size, "teal").save(file, "PNG", pnginfo=told)
    return file.getvalue()


def pdf(**options):
    file = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Author"] = "Secret Author"
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('secret')")
        made.Root.OpenAction = script
        made.attachments["secret.txt"] = b"Secret file"
        with made.open_metadata() as told:
            told["dc:creator"] = ["Secret Author"]
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://secret.example"),
        )
        made.pages[0].Annots = pikepdf.Array([link])
        picture = pikepdf.Stream(made, jpeg())
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 40, 30, 8
        picture.ColorSpace, picture.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
        made.save(file, **options)
    return file.getvalue()


FILES = {
    "photo.jpg": (jpeg, JPEG),
    "photo.JPEG": (jpeg, JPEG),
    "scan.png": (png, PNG),
    "notes.txt": (lambda: b"A note\r\nof two lines", TEXT),
    "list.pdf": (pdf, PDF),
}
