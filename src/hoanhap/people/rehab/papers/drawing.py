"""A written paper as Decree 30 lays it out, and as a file."""

import json
from collections.abc import Callable, Mapping

from django.utils import translation

from hoanhap import law
from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import docx_writer, pdf_writer, register, signers
from hoanhap.foundation.documents import paper as sheet
from hoanhap.foundation.documents import rules as decree30
from hoanhap.foundation.documents.paper import Paper
from hoanhap.foundation.places.models import Place
from hoanhap.people.rehab.models import CasePaper
from hoanhap.people.rehab.papers.bodies import ARTICLE, HEAD, KINDS
from hoanhap.people.rehab.policy import RehabPermission

REGISTERED = "rehab.case_paper"
"""The name of all papers of this package in the register of papers."""

OWN_LAYOUT = "Mẫu của phần mềm, chưa đối chiếu với mẫu ban hành."
PERSON, COMMITTEE, POLICE = "person", "committee", "police"
_WRITERS: Mapping[str, Callable[[Paper], bytes]] = {
    "docx": docx_writer.write,
    "pdf": pdf_writer.write,
}
CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def declare() -> None:
    """Called once at start, from apps.ready()."""
    register.papers.add(REGISTERED, fill)


def as_file(row: CasePaper, kind: str, viewer: Viewer) -> bytes:
    return _WRITERS[kind](paper_of(row, viewer))


def paper_of(row: CasePaper, viewer: Viewer) -> Paper:
    """With its number once it is issued, a draft before."""
    return register.filled(row.document, row, viewer) if row.document else fill(row, viewer)


@translation.override("vi")
def fill(row: CasePaper, viewer: Viewer) -> Paper:
    """What was written, as a paper. Raises NotHere."""
    viewer.require(RehabPermission.READ, row.unit_path)
    form = law.form_of(row.regime, row.form)
    note = f"Mẫu số: {form.number} ({form.instrument})." if form else ""
    return Paper(
        kind=kind_words(row),
        issuer=issuer_of(row),
        symbol=symbol_of(row),
        place=decree30.place_name(row.unit.title, row.unit.name),
        subject=subject_of(row),
        signature=signature_of(row),
        issued_on=row.on,
        addressees=(f"Nơi tiếp nhận đăng ký: {row.unit.full_name}",) if row.issuer == PERSON else (),
        legal_bases=law.casework_of(row.regime).bases_vi if row.issuer != PERSON else (),
        body=blocks_of(row),
        recipients=sheet.Recipients(entries=("Người có tên trên, gia đình",), drafted_by="HS"),
        draft=row.issued_at is None and row.issuer != PERSON,
        foot=" ".join(filter(None, [note, OWN_LAYOUT if row.own_layout else ""])),
    )


def kind_words(row: CasePaper) -> str:
    kind = KINDS[row.code]
    return decree30.kind_name(kind) if kind else "Đăng ký"


def subject_of(row: CasePaper) -> str:
    """The register is open to more people than the file: it says the number of the file, not the name."""
    kind, title = kind_words(row), row.title
    bare = title[len(kind) :].strip() if title.casefold().startswith(kind.casefold()) else title
    return f"{bare[:1].lower()}{bare[1:]} (hồ sơ {row.case.code})".strip()


def symbol_of(row: CasePaper) -> str:
    kind = KINDS[row.code]
    if row.issuer == PERSON:
        return "ĐK"
    return decree30.symbol(kind, "CAX" if row.issuer == POLICE else "UBND")


def issuer_of(row: CasePaper) -> sheet.Issuer:
    unit: Place = row.unit
    if row.issuer == POLICE:
        parent = unit.parent
        return decree30.police(unit.full_name, above=parent.full_name if parent else "")
    return decree30.committee(unit.full_name)


def signature_of(row: CasePaper) -> sheet.Signature:
    if row.issuer == PERSON:
        return sheet.Signature(title="NGƯỜI ĐĂNG KÝ", name="")
    if row.issuer == POLICE:
        return decree30.signature(decree30.Seat.POLICE_HEAD, _chief_of(row), of=row.unit.title)
    return signers.leader_of(row.unit, row.on)


def _chief_of(row: CasePaper) -> str:
    """The chief posted at the commune on the day of the paper; the line stays blank without one."""
    posted = Posting.objects.filter(role=Role.POLICE_CHIEF.value, place=row.unit, valid_from__lte=row.on)
    found = posted.exclude(valid_to__lte=row.on).select_related("account").order_by("valid_from", "id").first()
    return found.account.display_name if found else ""


def blocks_of(row: CasePaper) -> list[sheet.Block]:
    """The stored lines; articles of a decision are counted."""
    blocks: list[sheet.Block] = []
    article = 0
    for sort, text in json.loads(vault.reveal(row, "body") or "[]"):
        if sort == HEAD:
            blocks.append(sheet.Heading(text))
        elif sort == ARTICLE:
            article += 1
            blocks.append(sheet.Paragraph(f"Điều {article}. {text}"))
        else:
            blocks.append(sheet.Paragraph(text))
    return blocks
