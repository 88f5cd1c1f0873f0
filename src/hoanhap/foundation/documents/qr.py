"""QR codes as papers draw them: a grid of dark and light, as PNG for Word and as SVG for PDF; same text, same bytes."""

import struct
import zlib
from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M

Matrix = tuple[tuple[bool, ...], ...]
_QUIET = 2  # light modules around it; the paper adds its own white
_PNG_SCALE = 6


@lru_cache(maxsize=64)
def matrix(text: str) -> Matrix:
    """Rows of modules, True for dark. A fifth of it may be stained and it still reads."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def png(text: str) -> bytes:
    """Black and white, one bit a pixel."""
    modules = matrix(text)
    side = len(modules) * _PNG_SCALE
    lines = b"".join(_line(row) * _PNG_SCALE for row in modules)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def svg(text: str) -> str:
    """One path of squares; no style, no script."""
    modules = matrix(text)
    path = "".join(
        f"M{column} {line}h1v1h-1z" for line, row in enumerate(modules) for column, dark in enumerate(row) if dark
    )
    side = len(modules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path d="{path}" fill="#000"/></svg>'
    )


def _line(row: tuple[bool, ...]) -> bytes:
    """A filter byte, then the pixels: 1 is white."""
    bits = "".join("0" * _PNG_SCALE if dark else "1" * _PNG_SCALE for dark in row)
    return b"\x00" + int(bits.ljust(-(-len(bits) // 8) * 8, "1"), 2).to_bytes(-(-len(bits) // 8), "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
