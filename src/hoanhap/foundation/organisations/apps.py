"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig

_PUBLIC = {
    "organisations.Agency": "kind name level place parent valid_from valid_to",
    "organisations.Post": "agency title code valid_from valid_to",
    "organisations.TaskOwner": "task level kind valid_from valid_to source confidence",
}


class OrganisationsConfig(AppConfig):
    name = "hoanhap.foundation.organisations"
    label = "organisations"
    verbose_name = "Cơ quan, đơn vị"

    def ready(self) -> None:
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.organisations import tasks
        from hoanhap.foundation.vault import classes

        codes.declare(
            {
                "agency.created": "Lập cơ quan, đơn vị",
                "agency.ended": "Kết thúc cơ quan, đơn vị",
                "post.created": "Lập chức danh",
                "post.ended": "Kết thúc chức danh",
                "task.passed": "Chuyển việc giữa các cơ quan",
            }
        )
        tasks.declare_standard()
        for model, public in _PUBLIC.items():
            classes.declare(model, {"id": "technical", **dict.fromkeys(public.split(), "public")})
