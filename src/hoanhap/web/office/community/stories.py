"""Stories on screen: told with consent, read by few (tấm gương, câu chuyện)."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.stories import actions, queries
from hoanhap.people.community.stories.actions import StoryWords
from hoanhap.people.community.stories.models import Story, StoryState
from hoanhap.web.office.community import asking
from hoanhap.web.office.community.around_forms import StoryForm
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
@transaction.atomic
def index(request: OfficeRequest) -> HttpResponse:
    if not request.viewer.may(May.READ_STORY):
        raise NotHere
    keeps = request.viewer.may(May.KEEP_STORY)
    told = queries.told_to(request.viewer, clock.now())
    return render(request, "community/stories.html", {"told": told, "keeps": keeps})


@require_GET
@transaction.atomic
def show(request: OfficeRequest, story_id: uuid.UUID) -> HttpResponse:
    story = policy.get_story_for(request.viewer, story_id)
    context = {
        "told": queries.read(request.viewer, story, clock.now()),
        "keeps": request.viewer.may(May.KEEP_STORY, story.unit_path),
        "draft": story.state == StoryState.DRAFT,
        "hidden": story.state == StoryState.HIDDEN,
    }
    return render(request, "community/story.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def new(request: OfficeRequest, person_id: uuid.UUID) -> HttpResponse:
    person = policy.get_person_for(request.viewer, person_id, to=May.KEEP_STORY)
    return asking.ask(
        request,
        StoryForm(request.POST or None),
        lambda typed: actions.write(person=person, words=StoryWords(**typed), by=request.viewer.actor, at=clock.now()),
        title=_("Viết câu chuyện"),
        lead=_("Chỉ viết khi người ấy đã đồng ý kể. Người ấy xem trước; rút lại đồng ý thì không ai đọc được nữa."),
        submit=_("Lưu bản viết"),
        done=_("Đã lưu. Đưa người ấy xem trước khi dùng."),
        back=reverse("stories"),
        to=_address,
        fields={"story-words": "body", "story-long": "body"},
    )


@require_http_methods(["GET", "POST"])
@transaction.atomic
def rewrite(request: OfficeRequest, story_id: uuid.UUID) -> HttpResponse:
    story = policy.get_story_for(request.viewer, story_id, to=May.KEEP_STORY)
    told = queries.read(request.viewer, story, clock.now())
    initial = {"title": told.title, "shown_as": told.shown_as, "body": told.body}
    return asking.ask(
        request,
        StoryForm(request.POST or None, initial=initial),
        lambda typed: actions.rewrite(story, words=StoryWords(**typed), by=request.viewer.actor, at=clock.now()),
        title=_("Sửa câu chuyện"),
        submit=_("Lưu"),
        done=_("Đã sửa câu chuyện."),
        back=_address(story),
        fields={"story-words": "body", "story-long": "body"},
    )


@require_POST
def use(request: OfficeRequest, story_id: uuid.UUID) -> HttpResponse:
    story = policy.get_story_for(request.viewer, story_id, to=May.KEEP_STORY)
    return asking.press(
        request,
        lambda: actions.show(story, by=request.viewer.actor, at=clock.now()),
        done=_("Câu chuyện được dùng từ bây giờ."),
        to=_address(story),
    )


@require_POST
def hide(request: OfficeRequest, story_id: uuid.UUID) -> HttpResponse:
    story = policy.get_story_for(request.viewer, story_id, to=May.KEEP_STORY)
    return asking.press(
        request,
        lambda: actions.hide(story, by=request.viewer.actor, at=clock.now()),
        done=_("Câu chuyện thôi dùng từ bây giờ."),
        to=_address(story),
    )


def _address(story: Story) -> str:
    return reverse("story", args=[story.pk])
