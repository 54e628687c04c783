"""Where the history of the log's keys is stored: beside the secret key, and in the data folder.

``signing.key.history`` lies beside the key, ``log/log.keys`` beside the public key of the log.
"""

from __future__ import annotations

import os
from pathlib import Path

from registry.checkpoints.storage import (
    KEY_FILE,
    log_folder,
    read_files,
    read_log_key,
    replace_file,
)
from registry.errors import Damaged
from registry.settings import Settings
from registry.signing import KEYS_FILE, KeyHistory, Verifier, locate_key, read_key_file, read_signer


def locate_history(settings: Settings) -> Path:
    """Return where the history lies beside the secret key."""
    key = locate_key(settings)
    return key.with_name(f"{key.name}.history")


def read_key_history(settings: Settings) -> KeyHistory:
    """Read the history of the log's keys, as far as this process can read it.

    Raises:
        Damaged: a statement in it is false.
    """
    history = KeyHistory()
    for one in read_files([locate_history(settings), log_folder(settings) / KEYS_FILE]):
        try:
            history = history.add(read_key_file(one.text)[1].notes)
        except ValueError as error:
            message = f"it is no history of this log's keys: {error}"
            raise Damaged(str(one.path), message) from error
    return history


def store_key_history(settings: Settings, history: KeyHistory, current: Verifier) -> None:
    """Store the history beside the key first: who writes the data folder cannot remove that."""
    text = history.format(current)
    replace_file(locate_history(settings), text)
    replace_file(log_folder(settings) / KEYS_FILE, text)


def read_public_history(settings: Settings) -> str | None:
    """Read what is served of the log's keys: the current one, and the statements about others.

    It is None before anything was signed.
    """
    served = read_files([log_folder(settings) / KEYS_FILE])
    return next((one.text for one in served), None) or read_log_key(settings)


def find_verifiers(settings: Settings) -> list[Verifier]:
    """Return the public keys of the registry, as far as this process can read them.

    Raises:
        Damaged: the file of the public key holds none, or the history of keys is false.
    """
    keys = read_key_history(settings).list_keys()
    if os.access(key := locate_key(settings), os.R_OK):
        keys.append(read_signer(key).verifier)
    if text := read_log_key(settings):
        try:
            keys.append(Verifier.read(text.strip()))
        except ValueError as error:
            place = str(log_folder(settings) / KEY_FILE)
            raise Damaged(place, f"it is no public key: {error}") from error
    return keys
