"""Stories: none without a consent, none after it was taken back, sealed at rest, each look in the log."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.privacy.actions import consents
from hoanhap.foundation.privacy.models import Consent
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.actions import sealing
from hoanhap.people.cases.models import Case
from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.stories import actions, queries
from hoanhap.people.community.stories.models import Story
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care.talks import consent
from tests.people import open_home_case, register_person

WORDS = actions.StoryWords(title="Quán sửa xe đầu ngõ", body="Anh mở quán từ năm ngoái.", shown_as="anh Đ.")


def told(cast: Cast, *, shown: bool = True) -> Story:
    person = register_person(cast, "Nguyễn Văn Ví Dụ")
    consent(cast, person, "story")
    story = actions.write(person=person, words=WORDS, by=SETTER, at=NOW)
    return actions.show(story, by=SETTER, at=NOW) if shown else story


def take_back(story: Story) -> None:
    row = Consent.objects.get(pk=story.consent_id)
    consents.withdraw(consent=row, person_name="Nguyễn Văn Ví Dụ", on=TODAY, by=SETTER, at=NOW)


def refused(act: Callable[[], object]) -> str | None:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


@pytest.mark.requirement("S4-22")
def test_no_story_without_a_consent_and_none_after_it_was_taken_back(cast: Cast) -> None:
    bare = register_person(cast, "Trần An")
    consent(cast, bare, "groups")
    assert refused(lambda: actions.write(person=bare, words=WORDS, by=SETTER, at=NOW)) == "story-consent"
    story = told(cast)
    readers = [cast.viewer(account) for account in (cast.officer, cast.leader, cast.front_cadre)]
    assert all([one.title for one in queries.told_to(viewer, NOW)] == [WORDS.title] for viewer in readers)
    take_back(story)
    for viewer in readers:
        assert queries.told_to(viewer, NOW) == []
        with pytest.raises(NotHere):
            policy.get_story_for(viewer, story.pk)


def test_a_new_consent_does_not_bring_an_old_story_back(cast: Cast) -> None:
    story = told(cast)
    take_back(story)
    consent(cast, story.person, "story")
    assert queries.told_to(cast.viewer(cast.officer), NOW) == []
    again = actions.write(person=story.person, words=WORDS, by=SETTER, at=NOW)
    assert [one.story.pk for one in queries.told_to(cast.viewer(cast.officer), NOW)] == [again.pk]


def test_a_draft_is_read_by_who_keeps_it_alone(cast: Cast) -> None:
    story = told(cast, shown=False)
    assert policy.get_story_for(cast.viewer(cast.officer), story.pk, to=May.KEEP_STORY)
    for who in ("front_cadre", "police", "helper", "neighbour_officer", "district_merger", "inspector"):
        with pytest.raises(NotHere):
            policy.get_story_for(cast.viewer(getattr(cast, who)), story.pk)


def test_every_look_stands_under_the_person(cast: Cast) -> None:
    story = told(cast)
    found = queries.read(cast.viewer(cast.front_cadre), story, NOW)
    assert (found.body, found.shown_as) == (WORDS.body, WORDS.shown_as)
    seen = AuditEntry.objects.filter(code="story.read", subject_kind="person", subject_id=str(story.person_id))
    assert seen.count() == 1


def test_nothing_of_it_lies_in_plain(cast: Cast) -> None:
    told(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, body, shown_as FROM community_story")
        (row,) = cursor.fetchall()
    plain = " ".join(bytes(cell).decode("latin-1") if not isinstance(cell, str) else cell for cell in row)
    assert not any(word in plain for word in ("Quán", "quán", "anh"))


def test_the_steps_of_a_story(cast: Cast) -> None:
    story = told(cast, shown=False)
    changed = actions.StoryWords(title="Quán mới", body="Hai người cùng làm.", shown_as="một người")
    actions.rewrite(story, words=changed, by=SETTER, at=NOW)
    actions.show(story, by=SETTER, at=NOW)
    assert refused(lambda: actions.rewrite(story, words=WORDS, by=SETTER, at=NOW)) == "story-state"
    assert refused(lambda: actions.show(story, by=SETTER, at=NOW)) == "story-state"
    actions.hide(story, by=SETTER, at=NOW)
    assert refused(lambda: actions.hide(story, by=SETTER, at=NOW)) == "story-state"
    assert queries.told_to(cast.viewer(cast.front_cadre), NOW) == []
    assert [one.title for one in queries.told_to(cast.viewer(cast.officer), NOW)] == ["Quán mới"]


def test_after_the_consent_is_gone_nothing_can_be_done_but_hide(cast: Cast) -> None:
    story = told(cast, shown=False)
    take_back(story)
    assert refused(lambda: actions.show(story, by=SETTER, at=NOW)) == "story-consent"
    assert refused(lambda: actions.rewrite(story, words=WORDS, by=SETTER, at=NOW)) == "story-consent"
    actions.hide(story, by=SETTER, at=NOW)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (actions.StoryWords(title=" ", body="x", shown_as="x"), "story-words"),
        (actions.StoryWords(title="x", body="x", shown_as=""), "story-words"),
        (actions.StoryWords(title="x", body="x" * 6001, shown_as="x"), "story-long"),
    ],
)
def test_half_a_story_is_refused(cast: Cast, words: actions.StoryWords, code: str) -> None:
    person = register_person(cast, "Trần An")
    consent(cast, person, "story")
    assert refused(lambda: actions.write(person=person, words=words, by=SETTER, at=NOW)) == code


def _close_and_seal(case: Case) -> None:
    facts = {"signer_title": "Chủ tịch", "by": SETTER, "at": NOW, "version": case.version}
    cases.close(case=case, verb="close_moved", on=TODAY, **facts)  # type: ignore[arg-type]
    sealing.seal_case(case=Case.objects.get(pk=case.pk), by=SETTER, at=NOW)


def test_it_is_put_away_with_the_last_file_of_the_person_and_goes_with_his_key(cast: Cast) -> None:
    story = told(cast)
    _close_and_seal(open_home_case(cast, story.person))
    assert queries.told_to(cast.viewer(cast.officer), NOW) == []
    story.refresh_from_db()
    assert vault.reveal(story, "body") == WORDS.body
    vault.destroy_scope(vault.subject_scope("person", story.person_id), at=NOW)
    with pytest.raises(vault.KeyDestroyed):
        vault.reveal(story, "body")


def test_it_stays_while_another_file_of_the_person_is_open(cast: Cast) -> None:
    story = told(cast)
    first = open_home_case(cast, story.person)
    _close_and_seal_first(cast, first)
    vault.destroy_scope(vault.subject_scope("case", first.pk), at=NOW)
    assert [one.body for one in queries.told_to(cast.viewer(cast.officer), NOW)] == [WORDS.body]


def _close_and_seal_first(cast: Cast, first: Case) -> None:
    """The first file ends and is put away after a second one was opened."""
    facts = {"signer_title": "Chủ tịch", "by": SETTER, "at": NOW, "version": first.version}
    cases.close(case=first, verb="close_moved", on=date(2020, 6, 10), **facts)  # type: ignore[arg-type]
    open_home_case(cast, first.person, on=date(2020, 6, 12), number="09/QĐ-UBND")
    sealing.seal_case(case=Case.objects.get(pk=first.pk), by=SETTER, at=NOW)
