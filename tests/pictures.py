"""Small pictures and PDF files for tests, clean ones and others."""

import io

import pypdf
from PIL import Image
from PIL.Image import Exif
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def jpeg(*, size: tuple[int, int] = (40, 30), note: str = "", turned: int = 1) -> bytes:
    """A picture; `note` goes into its hidden data, `turned` is what the camera says (6: lies on its side)."""
    exif = Exif()
    exif[0x0112] = turned
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, format="JPEG", exif=exif, comment=note.encode())
    return out.getvalue()


def png(*, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("1", size).save(out, format="PNG")
    return out.getvalue()


def moving_png() -> bytes:
    """A picture of two frames."""
    out = io.BytesIO()
    first, second = Image.new("RGB", (40, 30)), Image.new("RGB", (40, 30), (200, 30, 30))
    first.save(out, format="PNG", save_all=True, append_images=[second])
    return out.getvalue()


def pdf(*, pages: int = 1, author: str = "", script: str = "", attached: str = "", password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(200, 200)
    if author:
        writer.add_metadata({"/Author": author})
    if script:
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        )
        writer.root_object[NameObject("/OpenAction")] = action
    if attached:
        writer.add_attachment("a.txt", attached.encode())
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
