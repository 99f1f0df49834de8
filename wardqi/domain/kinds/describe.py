"""The table of every field, for `docs/fields.md`: its name, what it holds and how far it may travel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wardqi.domain import codes
from wardqi.domain.kinds.model import Field, Kind

_HEAD = """# Every field of every record

Made from the program's own tables; a test fails when this page is out of step.

- **Travels**: no further than the ward, the trust's QI team, or the region. Without a mark it leaves as it
  is; *hour*: cut to the hour; *age band*: as a band; *pseudonym*: the patient's keyed pseudonym. The exact
  value of a cut field stays on the ward.
- **Holds**: `code` and `codes` name their list and how many codes it offers; a list with "to be confirmed"
  holds codes that were not seen in their source. `row of` points to a row inside a record.
- Every row also has `removed`, which takes it out, and travels as far as any field of its row.
- **!** marks what a record of the kind needs.
"""


def markdown(kinds: Iterable[Kind], travels: Mapping[str, Mapping[str, tuple[str, str]]]) -> str:
    """The whole page. `travels` is kind -> path -> (how far, in what form), as the privacy module has it."""
    parts = [_HEAD]
    for kind in kinds:
        rules = travels.get(kind.name, {})
        parts.append(f"\n## {kind.label} (`{kind.name}`, version {kind.version})\n")
        parts.append(_table("", kind.fields, rules))
        for rows in kind.rows:
            parts.append(f"\n### {rows.label} (`{kind.name}.{rows.name}`)\n")
            parts.append(_table(f"{rows.name}.", rows.fields, rules))
    return "\n".join(parts) + "\n"


def _table(prefix: str, fields: Iterable[Field], rules: Mapping[str, tuple[str, str]]) -> str:
    lines = ["| field | label | holds | travels |", "|---|---|---|---|"]
    for field in fields:
        far, form = rules.get(f"{prefix}{field.name}", ("ward", "whole"))
        mark = "" if form == "whole" else f", *{form.replace('_', ' ')}*"
        need = " **!**" if field.required else ""
        lines.append(f"| `{field.name}`{need} | {field.label} | {_holds(field)} | {far}{mark} |")
    return "\n".join(lines)


def _holds(field: Field) -> str:
    kind = str(field.type)
    if field.codes:
        entries = codes.get(field.codes).entries
        doubt = "" if all(entry.status == "verified" for entry in entries) else ", to be confirmed"
        offered = sum(entry.valid_to is None for entry in entries)
        return f"{kind}: `{field.codes}` ({offered}{doubt})"
    if field.refers:
        return f"row of `{field.refers}`" if "." in field.refers else f"{kind} of `{field.refers}`"
    return kind
