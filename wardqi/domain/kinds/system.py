"""What the log itself records: people and their keys, installations, and acts on records (the audit trail).

These are written and signed like any change but never folded into a record that people edit.
"""

from __future__ import annotations

from wardqi.domain.kinds.model import Field, Kind, Type

USER = Kind(
    "user",
    "Person",
    "People",
    (
        Field("role", "Role", Type.CODE, "role"),
        Field("sign_pub", "Signing key", Type.TEXT),
        Field("age_pub", "Receiving key", Type.TEXT),
        Field("name", "Name", Type.TEXT),
        Field("job_title", "Job title", Type.TEXT),
    ),
)

REPLICA = Kind(
    "replica",
    "Installation",
    "Installations",
    (
        Field("ward", "Ward", Type.TEXT),
        Field("dev", "Device", Type.TEXT),
        Field("name", "Name of the PC", Type.TEXT),
    ),
)

AUDIT = Kind(
    "audit",
    "Act",
    "Acts",
    (
        Field("code", "What exactly", Type.TEXT),
        Field("count", "How many", Type.WHOLE),
        Field("sha256", "Fingerprint of the file", Type.TEXT),
        Field("bundle", "Bundle", Type.TEXT),
        Field("note", "In words", Type.TEXT),
    ),
)
