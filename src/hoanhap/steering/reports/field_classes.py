"""What each field of the reports is: figures are public to those signed in, remarks are sealed."""

from hoanhap.foundation.vault import classes


def declare() -> None:
    """Called once at start, from apps.ready()."""
    classes.declare(
        "reports.Report",
        {
            "id": "technical",
            "form_code": "public",
            "unit": "public",
            "unit_path": "technical",
            "period_from": "public",
            "period_to": "public",
            "amendment": "public",
            "amendment_reason": "sensitive",
            "run": "technical",
            "merged": "public",
            "due_at": "public",
            "filled_at": "public",
            "results": "sensitive",
            "proposals": "sensitive",
            "version": "technical",
        },
    )
    classes.declare(
        "reports.ReportCell",
        {"id": "technical", "report": "technical", "code": "public", "number": "public", "rows": "technical"},
    )
    classes.declare("reports.Withholding", dict.fromkeys(("id", "report", "digest", "decided_at"), "technical"))
    classes.declare("reports.WithheldLine", dict.fromkeys(("id", "report", "code"), "technical"))
    classes.declare("reports.MergedPart", dict.fromkeys(("id", "report", "part"), "technical"))
