"""A word of its own in every sealed field of every row that may hold one, in the form its readers expect."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from hoanhap.foundation import vault
from hoanhap.foundation.places.fates import SUBJECT, fates
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel.dates import show
from tests.watch.matrix.grounds import NEIGHBOUR, OWN, STRANGE, World

UNPLANTED = {
    "sign_in.CodeApp.secret": "a secret of an account, which no page shows",
    "sign_in.CodeApp.offered": "a secret of an account, which no page shows",
    "sign_in.Passkey.credential": "a secret of an account, which no page shows",
    "files.StoredFile.content": "a picture, which says nothing in letters",
    "exchange.ImportRow.payload": "a waiting list the program reads back",
    "exchange.ImportRow.police_payload": "a waiting list the program reads back",
    "exchange.ImportRow.message": "a waiting list the program reads back",
    "exchange.ImportBatch.remarks": "a waiting list the program reads back",
    "joint_acts.JointAct.sealed_what": "words that must match what is asked for",
    "assessment.Scoring.answers": "numbers alone: whatever else stands there is no answer of the instrument",
}
"""Sealed fields that hold no word of somebody's, and why."""

# Some fields hold a word only together with other columns (the reason of an end that has not come): they get one
# where the act that fills them has filled them.
_SAID_WITH_OTHERS = {
    "approvals.Act.reason",
    "assessment.Determination.findings",
    "assessment.Determination.struck_reason",
    "break_glass.Opening.lift_note",
    "break_glass.Opening.review_note",
    "commitments.Guarantor.end_reason",
    "community.WorkTask.reason",
    "community.WorkTask.result",
    "inspection.Finding.answer",
    "intake.ContactRequest.answer",
    "joint_acts.JointAct.sealed_note",
    "privacy.Consent.giver_name",
    "privacy.Consent.paper_number",
    "privacy.Disclosure.ending",
    "privacy.RightsRequest.answer",
    "privacy.RightsRequest.asker_name",
    "privacy.RightsRequest.extension_reason",
    "rehab.CasePaper.body",
    "rehab.Dossier.words",
    "reintegration.HelperAssignment.end_reason",
    "reintegration.Need.answer_words",
    "reports.Report.amendment_reason",
    "reviews.Review.struck_reason",
    "reviews.YearAssessment.struck_reason",
    "watch.Alarm.note",
}

FAMILY, GIVEN = "persons.Person.full_name", "persons.Person.full_name (given)"
ARRIVING = "reception.Transfer.initials (arriving)"
_BORN = ("persons.Person.birth_date", "reception.Returnee.birth_date", "intake.SelfDeclaration.birth")


@dataclass(frozen=True, slots=True)
class Canary:
    """One planted word: in which field, of which row, of whose, standing where."""

    word: str
    field: str
    where: str
    owner: UUID | None
    row: str = ""


@dataclass
class Aviary:
    """All planted words, and who is who."""

    world: World
    cases: dict[UUID, UUID] = field(default_factory=dict)  # case → person
    grounds_of: dict[UUID, str] = field(default_factory=dict)  # person → ground
    canaries: list[Canary] = field(default_factory=list)
    births: int = 0
    further: dict[str, list[dict[str, object]]] = field(default_factory=dict)  # ground → what else its office keeps

    @property
    def planted(self) -> set[str]:
        return {canary.field for canary in self.canaries}


def sealed_fields() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Every model with sealed fields, and their names."""
    for model in apps.get_models():
        names = [one.name for one in model._meta.concrete_fields if isinstance(one, SealedField)]
        if names:
            yield model, names


def unplanted(aviary: Aviary) -> set[str]:
    """Sealed fields that got no word and are not excused."""
    every = {f"{model._meta.label}.{name}" for model, names in sealed_fields() for name in names}
    there = {name.partition(" ")[0] for name in aviary.planted}
    return every - there - UNPLANTED.keys()


def sow(aviary: Aviary) -> None:
    number = 0
    for model, names in sealed_fields():
        label = model._meta.label
        rows: list[Any] = list(model._base_manager.order_by("pk"))
        for row in rows:
            values: dict[str, str] = {}
            for name in names:
                if f"{label}.{name}" not in UNPLANTED and _takes_words(row, f"{label}.{name}"):
                    number += 1
                    values[name] = _word(aviary, f"{label}.{name}", row, number)
            if values:
                vault.seal(row, **values)
                written = {name: getattr(row, name) for name in values} | _indexes(row, values)
                model._base_manager.filter(pk=row.pk).update(**written)


def _takes_words(row: models.Model, name: str) -> bool:
    return name not in _SAID_WITH_OTHERS or getattr(row, name.rpartition(".")[2]) is not None


def _indexes(row: models.Model, values: dict[str, str]) -> dict[str, bytes]:
    """What finds a person by his numbers goes along with them."""
    if row._meta.label != "persons.Person":
        return {}
    return {
        "id_index": vault.blind(values["id_number"], purpose="persons.id_number"),
        "phone_index": vault.blind(values["phone"], purpose="persons.phone"),
    }


def _word(aviary: Aviary, name: str, row: models.Model, number: int) -> str:
    """What is sealed; the word to be looked for is noted."""
    owner = _owner(aviary, row)
    where = _where(aviary, row, owner)
    if name == FAMILY:
        aviary.canaries.append(Canary(f"Zg{number:05d}", GIVEN, where, owner))
        aviary.canaries.append(Canary(f"Zh{number:05d}", FAMILY, where, owner))
        return f"Zh{number:05d} Văn Zg{number:05d}"
    text = word = f"Zq{number:05d}x"
    if name in _BORN:
        aviary.births += 1
        day = date(1910, 1, 1) + timedelta(days=aviary.births)
        text, word = day.isoformat(), show(day)
    elif name.endswith(".id_number"):
        text = word = f"0792{number:08d}"
    elif name.endswith(".phone"):
        text = word = f"09{number:08d}"
    elif name in _WRITTEN_AS:
        text = _WRITTEN_AS[name](word, row)
    aviary.canaries.append(Canary(word, _called(aviary, name, row, owner), where, owner, str(row.pk)))
    return text


# What a program reads back stays readable for it, with the word where somebody may write words.
_WRITTEN_AS: dict[str, Callable[[str, Any], str]] = {
    "assessment.Determination.findings": lambda word, row: json.dumps(
        {"met": [word], "lasting": "month", "observed": False}
    ),
    "care.ClinicSheet.facts": lambda word, row: json.dumps(
        json.loads(vault.reveal(row, "facts") or "") | {"kit": word}
    ),
    "rehab.CasePaper.body": lambda word, row: json.dumps([["p", word]]),
    "reviews.OffenceCheck.finding": lambda word, row: f"yes {word}",
}


def _called(aviary: Aviary, name: str, row: Any, owner: UUID | None) -> str:
    """The field, and what else decides who may read it."""
    if name.startswith("joint_acts.JointAct."):
        return f"{name} of {row.kind}"  # each kind is confirmed by others
    if name.startswith("inspection.Finding.") and row.supervision_id is not None:
        return f"{name} of supervision"  # the Front reads what it recommended
    if name == "reception.Transfer.initials" and owner not in aviary.grounds_of:
        return ARRIVING
    return name


# --- whose, and where ---------------------------------------------------------------------------------------------


def _where(aviary: Aviary, row: Any, owner: UUID | None) -> str:
    ground = aviary.grounds_of.get(owner, "") if owner else ""
    if row._meta.label == "reception.Transfer" and not ground:
        return _ground_of_unit(aviary, row.to_path)
    return ground or _ground_of_unit(aviary, str(getattr(row, "unit_path", "")))


def _owner(aviary: Aviary, row: Any) -> UUID | None:
    """The person a row is about."""
    label = row._meta.label
    if label == "persons.Person":
        return UUID(str(row.pk))
    if label == "cases.Case":
        return aviary.cases.get(row.pk)
    way = fates[label].way if label in fates.keys() else ""  # noqa: SIM118 - a register is no mapping
    if way == SUBJECT or not way:
        try:
            about = UUID(str(getattr(row, "subject_id", "")))
        except ValueError:
            return None
        return aviary.cases.get(about, about if about in aviary.grounds_of else None)
    found: Any = row
    for step in way.split("__"):
        found = getattr(found, step)
    return aviary.cases.get(found.pk, found.pk) if found is not None else None


def _ground_of_unit(aviary: Aviary, path: str) -> str:
    for name in (OWN, NEIGHBOUR, STRANGE):
        if path == aviary.world.grounds[name].unit.path:
            return name
    return ""
