"""The states a case may stand in, as the law package names them, grouped the way tables and measures need them."""

CODES: tuple[str, ...] = (
    "identified",
    "user_management",
    "user_management_stopped",
    "user_management_ended",
    "addiction_determination",
    "addicted",
    "registered",
    "rehab_voluntary_home",
    "rehab_voluntary_community",
    "rehab_compulsory_community",
    "rehab_voluntary_facility",
    "rehab_compulsory_adult",
    "rehab_compulsory_minor",
    "ost",
    "post_rehab_residence",
    "post_rehab_centre",
    "commune_education",
    "support_only",
    "violation_recorded",
    "compulsory_dossier",
    "postponed",
    "suspended",
    "exempted",
    "escaped",
    "completed",
    "closed_imprisoned",
    "closed_deceased",
    "closed_missing",
    "closed_moved",
)

CLOSED: tuple[str, ...] = (
    "user_management_stopped",
    "user_management_ended",
    "completed",
    "closed_imprisoned",
    "closed_deceased",
    "closed_missing",
    "closed_moved",
)
OPEN: tuple[str, ...] = tuple(code for code in CODES if code not in CLOSED)
AFTER: tuple[str, ...] = ("post_rehab_residence", "post_rehab_centre")
PAUSED: tuple[str, ...] = ("postponed", "suspended", "exempted", "escaped")
REHAB: tuple[str, ...] = (
    "rehab_voluntary_home",
    "rehab_voluntary_community",
    "rehab_compulsory_community",
    "rehab_voluntary_facility",
    "rehab_compulsory_adult",
    "rehab_compulsory_minor",
    "ost",
)
REHAB_COMMUNITY: tuple[str, ...] = ("rehab_voluntary_community", "rehab_compulsory_community")
REHAB_OUTSIDE: tuple[str, ...] = ("rehab_voluntary_home", *REHAB_COMMUNITY)
REGIMES: tuple[str, ...] = ("R2010", "R2021", "R2025")
