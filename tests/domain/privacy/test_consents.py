"""Consent: a published text, a box ticked by the person, one purpose at a time, taken back as easily as given."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.privacy import policy, queries
from hoanhap.foundation.privacy.actions import consents
from hoanhap.foundation.privacy.actions.consents import Given
from hoanhap.foundation.privacy.models import Consent, ConsentText, GivenBy, Medium
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel.errors import NotHere, Refused
from tests.cast import NOW, TODAY
from tests.domain.privacy.conftest import World

BODY = "Tôi đồng ý để nhóm tôi tham gia biết họ tên và số điện thoại của tôi. Tôi có thể rút lại bất cứ lúc nào."
GIVEN = Given(agreed=True, medium=Medium.SCREEN, given_on=TODAY)


def published(world: World, purpose: str = "groups", *, unit: str = "thuong_lac", body: str = BODY) -> ConsentText:
    by = world.cast.viewer(world.cast.leader).actor
    text = consents.draft_text(unit=getattr(world.cast, unit), purpose=purpose, body=body, by=by, at=NOW)
    return consents.publish_text(text=text, by=by, at=NOW)


def give(world: World, text: ConsentText, given: Given = GIVEN, *, age: int | None = 28) -> Consent:
    return consents.give(
        text=text,
        subject_kind=PERSON,
        subject_id=world.person.pk,
        unit=world.cast.thuong_lac,
        age=age,
        given=given,
        by=world.cast.viewer(world.cast.officer).actor,
        at=NOW,
    )


def test_given_it_holds_for_its_purpose_alone(world: World) -> None:
    give(world, published(world))
    assert queries.has_consent(PERSON, world.person.pk, "groups")
    assert not queries.has_consent(PERSON, world.person.pk, "jobs_training")


def test_silence_is_no_consent(world: World) -> None:
    text = published(world)
    with pytest.raises(Refused, match="Im lặng"):
        give(world, text, replace(GIVEN, agreed=False))
    assert not Consent.objects.exists()


def test_taken_back_at_once_and_the_work_that_follows_has_its_clock(world: World) -> None:
    consent = give(world, published(world))
    by = world.cast.viewer(world.cast.officer).actor
    request = consents.withdraw(consent=consent, person_name="Nguyễn Văn Ví Dụ", on=TODAY, by=by, at=NOW)
    assert not queries.has_consent(PERSON, world.person.pk, "groups")
    assert (request.kind, request.consent_id) == ("withdrawal", consent.pk)
    assert Duty.objects.filter(subject_id=str(request.pk), kind="privacy.answer", settled_at=None).exists()
    assert Consent.objects.get(pk=consent.pk).text.body == BODY  # what was agreed to stays proven
    with pytest.raises(Refused, match="đã được rút lại"):
        consents.withdraw(consent=consent, person_name="Nguyễn Văn Ví Dụ", on=TODAY, by=by, at=NOW)
    give(world, ConsentText.objects.get())
    assert queries.consents_of(PERSON, world.person.pk).count() == 2


def test_texts_and_consents_are_in_the_log_without_a_name(world: World) -> None:
    text = published(world)
    consent, by = give(world, text), world.cast.viewer(world.cast.officer).actor
    consents.withdraw(consent=consent, person_name="Nguyễn Văn Ví Dụ", on=TODAY, by=by, at=NOW)
    about_text = AuditEntry.objects.filter(subject_kind="privacy_text", subject_id=str(text.pk)).order_by("id")
    assert [entry.code for entry in about_text] == ["privacy.text_drafted", "privacy.text_published"]
    about_person = AuditEntry.objects.filter(
        subject_kind=PERSON, subject_id=str(world.person.pk), code__contains="consent"
    )
    assert [entry.code for entry in about_person.order_by("id")] == [
        "privacy.consent_given",
        "privacy.consent_withdrawn",
    ]
    assert not any("Ví Dụ" in entry.detail for entry in AuditEntry.objects.all())


def test_who_keeps_consents_and_who_keeps_their_texts(world: World) -> None:
    text = published(world)
    consent, cast = give(world, text), world.cast
    assert policy.get_consent_for(cast.viewer(cast.officer), consent.pk) == consent
    for account in (cast.police, cast.helper, cast.neighbour_officer, cast.district_leader, cast.administrator):
        with pytest.raises(NotHere):
            policy.get_consent_for(cast.viewer(account), consent.pk)
    assert list(queries.texts(cast.viewer(cast.leader))) == [text]
    assert policy.get_text_for(cast.viewer(cast.leader), text.pk) == text
    for account in (cast.officer, cast.police, cast.stranger_officer, cast.administrator):
        assert not queries.texts(cast.viewer(account)).exists()
        with pytest.raises(NotHere):
            policy.get_text_for(cast.viewer(account), text.pk)


def test_a_new_version_replaces_the_text_but_not_what_was_agreed_to(world: World) -> None:
    consent = give(world, published(world))
    second = published(world, body=BODY + " Nhóm họp mỗi tháng.")
    assert second.version == 2
    assert queries.texts_in_use(world.cast.thuong_lac.path)["groups"] == second
    consent.refresh_from_db()
    assert consent.text.version == 1
    assert consent.text.state == "superseded"
    assert consent.text.digest == consents.digest_of(BODY)
    with pytest.raises(Refused, match="không còn dùng"):
        give(world, consent.text)


def test_a_published_text_is_not_published_again(world: World) -> None:
    text = published(world)
    with pytest.raises(Refused):
        consents.publish_text(text=text, by=world.cast.viewer(world.cast.leader).actor, at=NOW)
    assert ConsentText.objects.get().state == "published"  # the attempt took nothing out of use


def test_the_nearest_unit_has_the_word(world: World) -> None:
    above = published(world, unit="dong_thap")
    assert queries.texts_in_use(world.cast.thuong_lac.path)["groups"] == above
    assert queries.texts_in_use(world.cast.vinh_xuong.path) == {}
    own = published(world)
    assert queries.texts_in_use(world.cast.thuong_lac.path)["groups"] == own
    assert queries.texts_in_use(world.cast.long_khanh_a.path)["groups"] == above


@pytest.mark.parametrize(
    ("change", "age", "said"),
    [
        ({"given_on": TODAY + timedelta(days=1)}, 28, "sau hôm nay"),
        ({"medium": Medium.PAPER}, 28, "bản giấy"),
        ({"given_by": GivenBy.GUARDIAN}, 9, "họ tên cha, mẹ"),
        ({}, 9, "giám hộ"),
    ],
)
def test_what_is_no_consent(world: World, change: dict[str, object], age: int, said: str) -> None:
    text = published(world)
    with pytest.raises(Refused, match=said):
        give(world, text, replace(GIVEN, **change), age=age)  # type: ignore[arg-type]


def test_a_guardian_for_a_child(world: World) -> None:
    given = replace(GIVEN, given_by=GivenBy.GUARDIAN, giver_name="Nguyễn Thị Ớt", medium=Medium.PAPER, paper_number="3")
    consent = give(world, published(world), given, age=9)
    stored = Consent.objects.filter(pk=consent.pk).values().get()
    assert not any("Ớt" in str(value) for value in stored.values())


def test_the_database_holds_one_consent_a_purpose(world: World) -> None:
    text = published(world)
    give(world, text)
    with pytest.raises(Refused, match="rồi"):
        give(world, text)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            unit=world.cast.thuong_lac,
            unit_path=world.cast.thuong_lac.path,
            subject_kind=PERSON,
            subject_id=str(world.person.pk),
            purpose="groups",
            text=text,
            given_by="person",
            medium="screen",
            given_on=date(2020, 6, 1),
            recorded_by="x",
            recorded_at=NOW,
        )
