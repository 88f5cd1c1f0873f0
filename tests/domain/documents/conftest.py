"""What the tests of papers share: the cast, and LibreOffice with the typeface our papers name."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hoanhap.foundation.documents import fonts
from hoanhap.kernel.errors import Refused
from tests import cast as casting

# "Times New Roman" is on few servers; its metric twin stands in, as it would on an office's own LibreOffice.
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>{folders}
<cachedir>{cache}</cachedir><match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match></fontconfig>"""


@pytest.fixture
def cast(db: None) -> casting.Cast:
    return casting.make()


@pytest.fixture
def typeface() -> list[Path]:
    try:
        return fonts.folders()
    except Refused:
        pytest.skip("the typeface Tinos is missing (run the frontend build)")


@pytest.fixture
def as_pdf(tool: Callable[[str], Path], tmp_path: Path, typeface: list[Path]) -> Callable[[bytes, str], Path]:
    """Let LibreOffice open a file of ours and print it."""
    office = tool("soffice")
    config = tmp_path / "fonts.conf"
    folders = "".join(f"<dir>{folder}</dir>" for folder in typeface)
    config.write_text(FONTCONFIG.format(folders=folders, cache=tmp_path / "cache"))
    environment = {**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(tmp_path)}

    def convert(content: bytes, name: str) -> Path:
        source = tmp_path / name
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source]
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=120)
        return source.with_suffix(".pdf")

    return convert


@pytest.fixture
def text_of(tool: Callable[[str], Path]) -> Callable[[Path], str]:
    """The text of a PDF, laid out as on the page."""
    program = tool("pdftoppm").with_name("pdftotext")

    def read(file: Path) -> str:
        done = subprocess.run([program, "-layout", file, "-"], check=True, capture_output=True, timeout=60)
        return done.stdout.decode()

    return read
