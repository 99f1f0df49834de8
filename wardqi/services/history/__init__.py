"""History from another incident system: read a table, plan, load in one transaction, undo a whole load."""

from wardqi.services.history.loads import Load, Plan, Unknown, apply, areas, loads, plan, undo, write_bad_rows
from wardqi.services.history.mappings import forget, keep, kept, read_mapping
from wardqi.services.history.sheets import Sheet, read_sheet

__all__ = [
    "Load",
    "Plan",
    "Sheet",
    "Unknown",
    "apply",
    "areas",
    "forget",
    "keep",
    "kept",
    "loads",
    "plan",
    "read_mapping",
    "read_sheet",
    "undo",
    "write_bad_rows",
]
