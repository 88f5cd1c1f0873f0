"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "hoanhap.foundation.documents"
    label = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from hoanhap.foundation.access import permissions, roles
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.documents.policy import DocumentPermission
        from hoanhap.foundation.vault import classes

        permissions.declare(DocumentPermission)
        office = roles.Role
        for role in (
            office.COMMUNE_OFFICER,
            office.COMMUNE_LEADER,
            office.DISTRICT_MERGER,
            office.DISTRICT_LEADER,
            office.PROVINCE_MERGER,
            office.PROVINCE_LEADER,
        ):
            roles.grant(role, DocumentPermission.READ, DocumentPermission.DRAFT, DocumentPermission.NUMBER)
        codes.declare({"document.drafted": "Soạn dự thảo văn bản", "document.numbered": "Cấp số văn bản"})
        technical = dict.fromkeys(("id", "subject_kind", "subject_id", "drafted_by", "numbered_by"), "technical")
        open_fields = (
            "unit unit_path agency paper kind year number symbol subject place_name issued_on state scope "
            "signer_authority signer_title signer_name drafted_at numbered_at"
        )
        classes.declare("documents.Document", {**dict.fromkeys(open_fields.split(), "public"), **technical})
        series = ("unit", "agency", "kind", "year", "last_number", "last_issued_on")
        classes.declare("documents.Series", {"id": "technical", **dict.fromkeys(series, "public")})
