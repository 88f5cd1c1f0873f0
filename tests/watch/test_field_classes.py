"""Every field of every table is classified; what is sensitive is sealed; plain text about a person has a reason."""

from collections.abc import Iterator, Mapping

import pytest
from django.apps import apps
from django.db import models

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault.classes import field_classes
from hoanhap.foundation.vault.data_class import DataClass
from hoanhap.foundation.vault.fields import SealedField

Classes = Mapping[str, Mapping[str, str]]

SENSITIVE_IN_PLAIN: dict[str, str] = {}
"""Model.field → why it cannot be sealed. None so far."""

# Text about a person that stands in plain, and why it may.
CODE = "a code or a number of the house; says nothing without the tables beside it"
OFFICIAL = "the name, post or act of an official or a volunteer in office, not of a person served"
COUNTED = "a short answer that reports count; names nobody"
_OF_MEASURES = """
Violation.kind Violation.step Violation.measure Violation.regime Violation.article Violation.confidence Absence.article
Happening.code StepGround.verb StepGround.ground StepGround.regime StepGround.article StepGround.confidence
Dossier.verb Dossier.regime Dossier.ground Dossier.article DossierItem.paper DossierItem.number
FollowedDecision.decision_number TransitionChoice.from_regime TransitionChoice.to_regime TransitionChoice.state
TransitionChoice.article TransitionChoice.confidence CasePaper.code CasePaper.regime CasePaper.form CasePaper.title
CasePaper.article CasePaper.ground CasePaper.issuer Certificate.number Certificate.measure Certificate.regime
"""
"""Codes and articles of the law, numbers of papers."""
_FACILITIES = "FollowedDecision.facility_name FollowedDecision.decider_name Certificate.issuer_name"
_HANDS = ("receiver_name", "helper_name", "helper_office", "giver_name", "taker_name")
PLAIN_TEXT: dict[str, str] = {
    **dict.fromkeys([f"rehab.{name}" for name in _OF_MEASURES.split()], CODE),
    **dict.fromkeys([f"rehab.{name}" for name in _FACILITIES.split()], OFFICIAL),
    **dict.fromkeys(
        (
            "break_glass.Opening.label",
            "files.StoredFile.subject_kind",
            "files.StoredFile.subject_id",
            "cases.Case.code",
            "cases.Case.former_codes",
            "cases.Case.regime",
            "cases.Case.state",
            "cases.Case.measure",
            "cases.Case.decision_number",
            "cases.Standing.state",
            "cases.Standing.came_from",
            "cases.Standing.verb",
            "cases.Standing.regime",
            "cases.Standing.measure",
            "cases.Standing.decision_number",
            "cases.Standing.article",
            "cases.StageRecord.stage",
            "assessment.Determination.paper_number",
            "assessment.Determination.regime",
            "assessment.Determination.article",
            "privacy.RightsRequest.ground",
            "privacy.RightsRequest.article",
            "privacy.Consent.purpose",
            "reintegration.Need.kind",
            "reintegration.Need.trade",
            "reintegration.Placement.trade",
            "reintegration.Support.kind",
            "commitments.Guarantor.document_number",
            "reception.Returnee.certificate_number",
            "reception.Certificate.number",
            "reception.Transfer.code",
            "reception.Transfer.case_state",
            "reception.Transfer.measure",
            "reviews.YearAssessment.paper_number",
            "inspection.SampledCase.lacking",
            "inspection.Finding.item",
        ),
        CODE,
    ),
    **dict.fromkeys(
        (
            "cases.Case.decision_signer",
            "cases.Standing.decision_signer",
            "cases.Standing.signer_title",
            "assessment.Diagnoser.name",
            "assessment.Determination.facility",
            "assessment.Determination.signer",
            *(f"reception.Returnee.{name}" for name in _HANDS),
            "community.TaskForceMember.name",
            "community.Worker.name",
            "community.Club.leader",
            "community.TrainingSession.trainer",
            "community.Site.leader",
            "reintegration.HelperAssignment.helper_name",
        ),
        OFFICIAL,
    ),
    "community.Recognition.name": "praised in public by a decision; nobody stands there for being helped",
    **dict.fromkeys(
        (
            "persons.SocialProfile.education",
            "persons.SocialProfile.occupation",
            "persons.SocialProfile.marital_status",
            "cases.UseProfile.substances",
            "cases.UseProfile.route",
            "cases.UseProfile.level",
            *(f"assessment.Classification.{name}" for name in ("traits", "drugs", "routes", "level", "cause")),
            "care.Counselling.topics",
        ),
        COUNTED,
    ),
}


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("hoanhap.")]


def columns(model: type[models.Model]) -> dict[str, models.Field]:  # type: ignore[type-arg]
    return {field.name: field for field in model._meta.get_fields() if isinstance(field, models.Field)}


def declared() -> dict[str, Mapping[str, str]]:
    return {label: field_classes[label] for label in sorted(field_classes.keys())}


def unclassified(found: list[type[models.Model]], classes: Classes) -> list[str]:
    """Fields without a class, and classes without a field."""
    wrong = []
    for model in found:
        label, said = model._meta.label, classes.get(model._meta.label, {})
        wrong += [f"{label}.{name}: no class" for name in sorted(columns(model).keys() - said.keys())]
        wrong += [f"{label}.{name}: no such field" for name in sorted(said.keys() - columns(model).keys())]
    labels = {model._meta.label for model in found}
    return wrong + [f"{label}: no such table" for label in sorted(classes.keys() - labels)]


def of_class(found: list[type[models.Model]], classes: Classes, kind: str) -> Iterator[tuple[str, models.Field]]:  # type: ignore[type-arg]
    for model in found:
        for name, field in columns(model).items():
            if classes.get(model._meta.label, {}).get(name) == kind:
                yield f"{model._meta.label}.{name}", field


def unsealed(found: list[type[models.Model]], classes: Classes) -> list[str]:
    """Sensitive fields in plain without a reason."""
    fields = of_class(found, classes, "sensitive")
    return [
        name for name, field in fields if not isinstance(field, SealedField) and not SENSITIVE_IN_PLAIN.get(name, "")
    ]


def misplaced(found: list[type[models.Model]], classes: Classes) -> list[str]:
    """Sealed fields that are not called sensitive, or whose row cannot say under which key it lies."""
    wrong = []
    for model in found:
        for name, field in columns(model).items():
            if isinstance(field, SealedField):
                called = classes.get(model._meta.label, {}).get(name)
                if called != "sensitive" or not hasattr(model, "key_scope"):
                    wrong.append(f"{model._meta.label}.{name}")
    return wrong


def loose_texts(found: list[type[models.Model]], classes: Classes) -> list[str]:
    """Free text about a person in plain without a reason."""
    texts = (
        name
        for name, field in of_class(found, classes, "personal")
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, PathField)
        and not field.choices
    )
    return [name for name in texts if name not in PLAIN_TEXT]


def test_every_field_has_its_class() -> None:
    assert len(ours()) > 25
    assert unclassified(ours(), declared()) == []


def test_only_the_four_classes_are_used() -> None:
    assert {kind for fields in declared().values() for kind in fields.values()} == {
        "public",
        "personal",
        "sensitive",
        "technical",
    }


def test_what_is_sensitive_is_sealed() -> None:
    assert len(list(of_class(ours(), declared(), "sensitive"))) > 10
    assert unsealed(ours(), declared()) == []


def test_what_is_sealed_is_called_sensitive_and_knows_its_key() -> None:
    assert misplaced(ours(), declared()) == []


def test_free_text_about_a_person_stands_in_plain_only_for_a_reason() -> None:
    assert loose_texts(ours(), declared()) == []


def test_no_reason_outlives_its_field() -> None:
    personal = {name for name, _field in of_class(ours(), declared(), "personal")}
    sensitive = {name for name, _field in of_class(ours(), declared(), "sensitive")}
    assert PLAIN_TEXT.keys() - personal == set()
    assert SENSITIVE_IN_PLAIN.keys() - sensitive == set()
    assert all(reason for reason in (*PLAIN_TEXT.values(), *SENSITIVE_IN_PLAIN.values()))


# --- known-bad controls: a table of their own, never made in any database --------------------------------------------


class _Careless(models.Model):
    """What a hurried hand might add."""

    name = models.CharField(max_length=120)
    note = models.TextField()
    sealed = SealedField(data_class=DataClass.IDENTITY)

    class Meta:
        app_label = "persons"
        managed = False
        apps = type(apps)()  # a registry of its own, so that the house does not learn of it


GOOD = {"id": "technical", "name": "personal", "note": "personal", "sealed": "sensitive"}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"note": None}, "persons._Careless.note: no class"),
        ({"gone": "public"}, "persons._Careless.gone: no such field"),
    ],
)
def test_a_field_that_is_not_classified_is_noticed(changes: dict[str, str | None], complaint: str) -> None:
    said = {name: kind for name, kind in (GOOD | changes).items() if kind}
    assert unclassified([_Careless], {"persons._Careless": said}) == [complaint]


def test_a_table_nobody_knows_is_noticed() -> None:
    assert unclassified([_Careless], {"persons._Careless": GOOD, "x.Gone": {}}) == ["x.Gone: no such table"]
    assert len(unclassified([_Careless], {})) == 4


def test_a_sensitive_field_in_plain_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    classes = {"persons._Careless": GOOD | {"note": "sensitive"}}
    assert unsealed([_Careless], classes) == ["persons._Careless.note"]
    monkeypatch.setitem(SENSITIVE_IN_PLAIN, "persons._Careless.note", "")
    assert unsealed([_Careless], classes) == ["persons._Careless.note"]
    monkeypatch.setitem(SENSITIVE_IN_PLAIN, "persons._Careless.note", "a reason")
    assert unsealed([_Careless], classes) == []


def test_a_sealed_field_called_harmless_or_without_a_key_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert misplaced([_Careless], {"persons._Careless": GOOD}) == ["persons._Careless.sealed"]  # no key_scope
    monkeypatch.setattr(_Careless, "key_scope", "/87/", raising=False)
    assert misplaced([_Careless], {"persons._Careless": GOOD}) == []
    assert misplaced([_Careless], {"persons._Careless": GOOD | {"sealed": "public"}}) == ["persons._Careless.sealed"]


def test_free_text_in_plain_is_noticed() -> None:
    assert loose_texts([_Careless], {"persons._Careless": GOOD}) == ["persons._Careless.name", "persons._Careless.note"]
