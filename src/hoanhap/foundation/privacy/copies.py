"""What a person is handed: everything held about him, others masked, and who looked when and why (bản sao dữ liệu)."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.purposes import Purpose
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.privacy import parts
from hoanhap.foundation.privacy.masking import Masker
from hoanhap.foundation.privacy.parts import Part, Room
from hoanhap.foundation.privacy.subjects import Subject
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show


@dataclass(frozen=True, slots=True)
class Line:
    """One value as the person reads it, with the name of the field it comes from."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """One table's part: its rows, each a few lines."""

    title: str
    model: str
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked or acted: when, in which office, what it was, what for. Nobody's name."""

    at: datetime
    title: str
    act: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Everything the office holds in one room about one person, on a day."""

    name: str
    unit: str
    made_at: datetime
    room: Room
    sections: tuple[Section, ...]
    looks: tuple[Look, ...]
    left_out: tuple[str, ...]


@translation.override("vi")  # what a person is handed speaks Vietnamese, whatever the screen does
def compose(
    subject: Subject,
    *,
    at: datetime,
    room: Room = Room.MAIN,
    also: Sequence[str] = (),
    narrow: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None,
) -> Copy:
    """The copy of one room. The caller has passed the gate and logs the handing over.

    `also`: further names to mask. `narrow`: only the rows that whoever hands it over may read.
    """
    masker = _masker(subject.id, also)
    sections = [
        _section(part, list(narrow(part.rows(subject.id)) if narrow else part.rows(subject.id)), masker)
        for part in sorted(parts.parts.values(), key=lambda part: part.order)
        if part.room is room
    ]
    return Copy(
        name=subject.name,
        unit=subject.unit.full_name,
        made_at=at,
        room=room,
        sections=tuple(section for section in sections if section.rows),
        looks=tuple(_looks(subject.id, room)),
        left_out=_left_out(room),
    )


@translation.override("vi")
def as_json(copy: Copy) -> bytes:
    """The copy for a machine: the same words, each with the name of its field."""
    content = asdict(copy)
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain).encode()


def third_persons_of(subject_id: UUID) -> list[tuple[str, str]]:
    """Names of others the house knows in this person's papers, with what stands instead."""
    return [found for source in parts.third_persons.values() for found in source(subject_id)]


def _masker(subject_id: UUID, also: Sequence[str]) -> Masker:
    others = third_persons_of(subject_id)
    others += [(name, _("(tên người khác, đã che)")) for name in also]
    own = [name for source in parts.own_names.values() for name in source(subject_id)]
    return Masker(others, own)


def _section(part: Part, rows: list[Any], masker: Masker) -> Section:
    sealed = [name for name in part.fields if rows and isinstance(rows[0]._meta.get_field(name), SealedField)]
    opened: Mapping[UUID, Mapping[str, str]] = vault.reveal_many(rows, *sealed) if sealed else {}
    found = tuple(_lines(part, row, opened.get(row.pk, {}), masker) for row in rows)
    return Section(str(part.title), part.model, tuple(lines for lines in found if lines))


def _lines(part: Part, row: Any, opened: Mapping[str, str], masker: Masker) -> tuple[Line, ...]:
    lines = []
    for name, label in part.fields.items():
        value = _value(part, row, name, opened)
        if value:
            lines.append(Line(f"{part.model}.{name}", str(label), masker.hide(value)))
    for name, (label, instead) in part.masked.items():
        if getattr(row, row._meta.get_field(name).attname) not in (None, ""):
            lines.append(Line(f"{part.model}.{name}", str(label), str(instead)))
    return tuple(lines)


def _value(part: Part, row: Any, name: str, opened: Mapping[str, str]) -> str:
    if name in opened:
        text = opened[name]
        return part.show[name](text) if text and name in part.show else text
    if name in part.show:
        return part.show[name](row)
    display = getattr(row, f"get_{name}_display", None)
    return _shown(display() if display and getattr(row, name) not in (None, "") else getattr(row, name))


def _shown(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        local = value.astimezone(clock.VN)
        return f"{show(local.date())} {local:%H:%M}"
    if isinstance(value, date):
        return show(value)
    if isinstance(value, Model):
        raise TypeError(f"{value._meta.label} needs words of its own in `show`")
    return str(value)


def _looks(subject_id: UUID, room: Room) -> Iterable[Look]:
    names = parts.names_in_log(subject_id)
    if not names:
        return
    wanted = Q(pk__in=[])
    for kind in {kind for kind, _id in names}:
        wanted |= Q(subject_kind=kind, subject_id__in=[found for one, found in names if one == kind])
    for entry in AuditEntry.objects.filter(wanted).order_by("at", "id").iterator(chunk_size=2000):
        if room_of_code(entry.code) is room:
            yield Look(entry.at, entry.title or _("hệ thống"), _act(entry.code), _purpose(entry.detail))


def room_of_code(code: str) -> Room:
    """Which room's copy may speak of this act."""
    word = code.partition(".")[0]
    return parts.rooms_of_codes[word] if word in parts.rooms_of_codes else Room.MAIN  # noqa: SIM401 - not a dict


def _act(code: str) -> str:
    return str(audit.codes[code]) if code in audit.codes else code


def _purpose(detail: str) -> str:
    said = json.loads(detail).get("purpose") if detail else None
    return str(Purpose(said).label) if said in set(Purpose) else _("không ghi")


def _left_out(room: Room) -> tuple[str, ...]:
    """Why something is not in this copy, in words, each once."""
    if room is not Room.MAIN:
        return ()
    return tuple(dict.fromkeys(str(said) for said in (*parts.notes.values(), *parts.exceptions.values())))


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(clock.VN).isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written")
