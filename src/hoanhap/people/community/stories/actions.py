"""Write a story by consent, change it, show it, hide it (viết, dùng, thôi dùng một câu chuyện)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.privacy import queries as privacy
from hoanhap.foundation.privacy.models import Consent
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import nfc, tidy
from hoanhap.people.community import writing
from hoanhap.people.community.stories.models import Story, StoryState
from hoanhap.people.persons.models import Person

PURPOSE = "story"
LONGEST = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryWords:
    """What is told, and how the person wants to be called in it."""

    title: str
    body: str
    shown_as: str


@transaction.atomic
def write(*, person: Person, words: StoryWords, by: Actor, at: datetime) -> Story:
    """Begin a story, bound to the consent of the person. Raises Refused where there is none."""
    said = _checked(words)
    consent = _consent(person)
    story = Story(**writing.stamp(person.unit, by, at), person=person, consent=consent)
    vault.seal(story, **said)
    story.save(force_insert=True)
    _log("story.written", story, by, at)
    return story


@transaction.atomic
def rewrite(story: Story, *, words: StoryWords, by: Actor, at: datetime) -> Story:
    """Change a draft. What is shown is hidden first: the person sees what is told of him before others do."""
    said = _checked(words)
    held = _held(story)
    if held.state != StoryState.DRAFT:
        raise Refused(_("Chỉ sửa được bản đang viết."), code="story-state", way_out=_("Ghi “Thôi dùng”, rồi viết lại."))
    vault.seal(held, **said)
    held.save(update_fields=[*said])
    _log("story.rewritten", held, by, at)
    return held


@transaction.atomic
def show(story: Story, *, by: Actor, at: datetime) -> Story:
    """From now on those who tell stories read it; the person has seen it first, as his consent says."""
    held = _held(story)
    if held.state != StoryState.DRAFT:
        raise Refused(_("Câu chuyện này không phải bản đang viết."), code="story-state")
    held.state, held.shown_at = StoryState.SHOWN, at
    held.save(update_fields=["state", "shown_at"])
    _log("story.shown", held, by, at)
    return held


@transaction.atomic
def hide(story: Story, *, by: Actor, at: datetime) -> Story:
    """Nobody tells it any more. It stays for the person's own copy."""
    held = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    if held.state == StoryState.HIDDEN:
        raise Refused(_("Câu chuyện này đã thôi dùng."), code="story-state")
    held.state, held.hidden_at = StoryState.HIDDEN, at
    held.save(update_fields=["state", "hidden_at"])
    _log("story.hidden", held, by, at)
    return held


def _consent(person: Person) -> Consent:
    found = privacy.consents_of(PERSON, person.pk).filter(purpose=PURPOSE, withdrawn_on=None).first()
    if found is None:
        raise Refused(
            _("Chưa có sự đồng ý của người này để kể chuyện của họ."),
            code="story-consent",
            way_out=_("Ghi sự đồng ý ở trang hồ sơ, mục “Đồng ý và rút lại”."),
        )
    return found


def _held(story: Story) -> Story:
    held = Story.objects.select_for_update(of=("self",)).select_related("consent").get(pk=story.pk)
    if held.consent.withdrawn_on is not None:
        raise Refused(_("Người này đã rút lại sự đồng ý."), code="story-consent")
    return held


def _checked(words: StoryWords) -> dict[str, str]:
    said = {"title": tidy(words.title), "body": nfc(words.body).strip(), "shown_as": tidy(words.shown_as)}
    if not all(said.values()):
        raise Refused(_("Cần ghi tên chuyện, nội dung và cách gọi người trong chuyện."), code="story-words")
    if len(said["body"]) > LONGEST or len(said["title"]) > 200 or len(said["shown_as"]) > 120:
        raise Refused(_("Câu chuyện dài quá."), code="story-long")
    return said


def _log(code: str, story: Story, by: Actor, at: datetime) -> None:
    """Under the person, so that he finds it in his own copy."""
    writing.log(code, story, by, at, {"story": str(story.pk)}, kind=PERSON, subject_id=story.person_id)
