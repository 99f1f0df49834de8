"""JSON without the standard parser's generosity: what two readers could understand differently is refused.

Refused are repeated keys, NaN and Infinity, whole numbers beyond 2^53, numbers written with more than
40 characters, nesting deeper than 8, and halves of characters (lone surrogates).
"""

from __future__ import annotations

import json
import math
import re
from typing import Final

DEEPEST: Final = 8
LARGEST_WHOLE: Final = 2**53
LONGEST_NUMBER: Final = 40

# A string (closed or running to the end, so that the scan stays linear), or one bracket.
_STRING_OR_BRACKET: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|([\[{])|[\]}]', re.DOTALL)
_SURROGATE_ESCAPE: Final = re.compile(r"\\u[dD][89a-fA-F]")


class NotStrict(ValueError):
    """The text is not JSON as WardQI writes it.

    `code` is one of not_text, not_json, duplicate_key, not_a_number, number_too_big, too_deep,
    half_character.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def loads(text: str | bytes) -> object:
    """The value a JSON text stands for; bytes are read as UTF-8. Raises NotStrict, and nothing else."""
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError:
            raise NotStrict("not_text") from None
    elif not _whole_characters(text):
        raise NotStrict("half_character")
    # Few brackets cannot nest deeply: the usual short text is spared the scan.
    if text.count("[") + text.count("{") > DEEPEST and _too_deep(text):
        raise NotStrict("too_deep")
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError:
        raise NotStrict("not_json") from None
    except RecursionError:
        raise NotStrict("too_deep") from None
    if _SURROGATE_ESCAPE.search(text) and not _has_whole_characters(value):
        raise NotStrict("half_character")
    return value


def dumps(value: object) -> str:
    """The one compact text of a value: keys sorted, no spaces, no escapes that UTF-8 does not need.

    Raises NotStrict where `loads` would not give the same value back.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    except RecursionError:
        raise NotStrict("too_deep") from None
    except ValueError:
        raise NotStrict("not_a_number") from None
    loads(text)
    return text


def _too_deep(text: str) -> bool:
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        if found.group(1):
            depth += 1
            if depth > DEEPEST:
                return True
        elif found.group() in "]}":
            depth -= 1
    return False


def _whole_characters(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _has_whole_characters(value: object) -> bool:
    if isinstance(value, str):
        return _whole_characters(value)
    if isinstance(value, list):
        return all(_has_whole_characters(item) for item in value)
    if isinstance(value, dict):
        return all(_whole_characters(key) and _has_whole_characters(item) for key, item in value.items())
    return True


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise NotStrict("duplicate_key")
    return read


def _whole(digits: str) -> int:
    # Looked at before it is read: reading a million digits takes seconds.
    if len(digits) > LONGEST_NUMBER:
        raise NotStrict("number_too_big")
    number = int(digits)
    if abs(number) > LARGEST_WHOLE:
        raise NotStrict("number_too_big")
    return number


def _fraction(digits: str) -> float:
    if len(digits) > LONGEST_NUMBER:
        raise NotStrict("number_too_big")
    number = float(digits)
    if math.isinf(number):
        raise NotStrict("number_too_big")
    return number


def _constant(_name: str) -> object:
    raise NotStrict("not_a_number")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_whole, parse_float=_fraction, parse_constant=_constant
)
