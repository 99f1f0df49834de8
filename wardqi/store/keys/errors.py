"""What can go wrong with keys, each with its own class."""

from __future__ import annotations

from collections.abc import Sequence


class KeysError(Exception):
    """Anything that keeps keys.json from doing what was asked; nothing was changed."""


class KeysMissing(KeysError):
    """There is no keys.json, no spare copy and none in a backup."""


class KeysDamaged(KeysError):
    """No copy of keys.json can be read."""


class KeysTampered(KeysError):
    """The file is not as a holder of the data key left it, or its recovery list is not the trust's."""


class WrongPassphrase(KeysError):
    """The passphrase opens nobody's entry (or not this person's)."""


class WrongPin(KeysError):
    """The PIN does not open these keys, or the wrapped copy was altered."""


class BindingLost(KeysError):
    """The entry is bound to a PC secret that this computer cannot read: recovery is needed."""


class Throttled(KeysError):
    """Too soon after a wrong passphrase; `wait_s` whole seconds remain."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"{wait_s} s")
        self.wait_s = wait_s


class WeakPassphrase(KeysError):
    """The passphrase or PIN may not be used; `codes` as `check_passphrase` and `check_pin` give them."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = tuple(codes)


class NotAllowed(KeysError):
    """Against the rules.

    `code`: not_admin, last_admin, no_such_user, too_many, rotating, not_rotating, bad_recipient.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BadRecovery(KeysError):
    """A recovery request or answer that cannot be used.

    `code`: malformed, not_for_this_key, another_store, none_waiting, wrong_passphrase.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BadRequest(BadRecovery):
    """A recovery request cannot be answered; `code` is malformed or not_for_this_key."""
