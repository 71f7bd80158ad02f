"""Backups that only a passphrase or a key opens, in the format of age."""

from __future__ import annotations

import os

from netlog import keys
from netlog.errors import NetlogError, UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType
    from typing import Any

    from netlog.session import Session

PASSPHRASE = b"-> scrypt "  # how a file sealed with a passphrase begins, below the name of the format
HEAD = 200  # bytes in which that stands
LONGEST = 65_536  # bytes of a file with keys


def sealer(session: Session, recipients: Sequence[str], passphrase_file: str | None) -> Callable[[bytes], bytes]:
    """What seals bytes for the owners of some keys, or else with a passphrase, typed twice or from a file."""
    age = _age()
    if recipients and passphrase_file:
        raise UsageError("A file is sealed for recipients or with a passphrase, not with both.", "Leave one out.")
    if recipients:
        keys_of = [_recipient(age, one) for one in recipients]
        return lambda plain: bytes(age.encrypt(plain, keys_of))
    passphrase = keys.of_file(passphrase_file) if passphrase_file else _new_passphrase(session)
    return lambda plain: bytes(age.passphrase.encrypt(plain, passphrase))


def opener(session: Session, identity: str | None, passphrase_file: str | None) -> Callable[[bytes], bytes]:
    """What opens sealed bytes, with the keys of a file, or a passphrase from a file or typed."""

    def opened(sealed: bytes) -> bytes:
        age = _age()
        try:
            if PASSPHRASE in sealed[:HEAD]:
                return bytes(age.passphrase.decrypt(sealed, _passphrase(session, passphrase_file)))
            return bytes(age.decrypt(sealed, _identities(age, identity)))
        except age.DecryptError as error:
            raise NetlogError(
                f"The backup does not open: {str(error).lower()}.",
                "Either the passphrase or key is another, or the file was changed.",
            ) from error

    return opened


def _age() -> ModuleType:
    try:
        import pyrage  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra: only sealed backups load it
    except ImportError as error:
        raise NetlogError(
            "What seals and opens .age files is not installed.", "In netlog's folder: pip install '.[encrypted]'"
        ) from error
    module: ModuleType = pyrage
    return module


def _recipient(age: ModuleType, told: str) -> Any:
    try:
        return age.x25519.Recipient.from_str(told.strip())
    except age.RecipientError as error:
        raise UsageError(
            f"'{told}' is no recipient of age: {error}.", "It begins with age1; `age-keygen` makes one."
        ) from error


def _new_passphrase(session: Session) -> str:
    if not session.interactive:
        raise UsageError(
            "There is no passphrase, and nobody to ask for one.", "--recipient age1…, or --passphrase-file FILE"
        )
    return session.new_secret("Passphrase of the backup:")


def _passphrase(session: Session, file: str | None) -> str:
    if file:
        return keys.of_file(file)
    if not session.interactive:
        raise UsageError("The backup opens with a passphrase, and nobody can type it.", "--passphrase-file FILE")
    return session.secret("Passphrase of the backup:")


def _identities(age: ModuleType, file: str | None) -> list[Any]:
    """The secret keys that a file of `age-keygen` holds."""
    if file is None:
        raise UsageError("The backup opens with a key.", "--identity FILE names the file that `age-keygen` wrote.")
    try:
        with open(os.path.expanduser(file), encoding="utf-8", errors="replace") as stream:
            lines = stream.read(LONGEST).splitlines()
        return [age.x25519.Identity.from_str(line) for line in map(str.strip, lines) if line and line[0] != "#"]
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", "--identity FILE") from error
    except age.IdentityError as error:
        raise UsageError(
            f"{file} holds no key of age: {error}.", "A key begins with AGE-SECRET-KEY-1; `age-keygen` makes one."
        ) from error
