"""Stories opened for somebody; each look is logged under the person (đọc câu chuyện)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.people.community import policy
from hoanhap.people.community.stories.models import Story

WORDS = ("title", "body", "shown_as")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One story with its words."""

    story: Story
    title: str
    body: str
    shown_as: str


def read(viewer: Viewer, story: Story, at: datetime) -> Told:
    """One story whole. The gate was the story's."""
    return _opened(viewer, [story], at)[0]


def told_to(viewer: Viewer, at: datetime) -> list[Told]:
    """The stories this viewer may read, those in use first, then the newest."""
    rows = list(policy.stories_for(viewer).order_by("-state", "-recorded_at", "id")[:100])
    return _opened(viewer, rows, at)


def _opened(viewer: Viewer, stories: Sequence[Story], at: datetime) -> list[Told]:
    said = vault.reveal_many(stories, *WORDS)
    subjects = [audit.Subject(PERSON, one.person_id, one.unit_path, {"story": str(one.pk)}) for one in stories]
    if subjects:
        with transaction.atomic():
            audit.record_many("story.read", by=viewer.actor, at=at, rows=subjects)
    return [Told(story=story, **{name: said[story.pk][name] for name in WORDS}) for story in stories]
