"""Stories, sealed like every word about a person, each bound to one consent (câu chuyện)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.people.community.rows import Recorded


class StoryState(models.TextChoices):
    DRAFT = "draft", _("đang viết")
    SHOWN = "shown", _("đang dùng")
    HIDDEN = "hidden", _("thôi dùng")


class Story(Recorded):
    """What a person lets others tell of him; `shown_as` is how he wants to be called."""

    person = models.ForeignKey("persons.Person", on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey("privacy.Consent", on_delete=models.PROTECT, related_name="+")
    title = SealedField(data_class=DataClass.SOCIAL, null=False)
    body = SealedField(data_class=DataClass.SOCIAL, null=False)
    shown_as = SealedField(data_class=DataClass.SOCIAL, null=False)
    state = models.CharField(max_length=8, choices=StoryState.choices, default=StoryState.DRAFT)
    shown_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", shown_at=None, hidden_at=None)
                | Q(state="shown", shown_at__isnull=False, hidden_at=None)
                | Q(state="hidden", hidden_at__isnull=False),
                name="community_story_state_whole",
            ),
        ]
        indexes = [models.Index(fields=["unit_path", "state"], name="community_story_by_unit")]

    @property
    def key_scope(self) -> str:
        """The data key that seals this row: that of the person's commune."""
        return self.unit_path
