"""How a commune is called in the work of those who check residence."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices.kinds import SubjectKind, SubjectLine
from hoanhap.foundation.places.models import Place
from hoanhap.people.rehab.policy import RehabPermission


def _lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    places = Place.objects.filter(viewer.scope_q(RehabPermission.CHECK_RESIDENCE, "path"), pk__in=ids)
    return {str(place.pk): SubjectLine(label=place.full_name, args={"unit": str(place.pk)}) for place in places}


UNITS = SubjectKind(lines=_lines, unnamed=_("một xã"))
