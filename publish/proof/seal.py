"""Seal a package: sums of all files, signed, and the checkpoint of its entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from opendata import WrittenFile
from publish import file_names
from registry import Registry, Settings
from registry.checkpoints import read_key_history, sign_at
from registry.signing import (
    Checkpoint,
    KeyHistory,
    Signer,
    find_signer,
    make_log_origin,
    minisign,
)

# Told apart from packages that were sealed in another way, which are made anew.
FORM = "2"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Seal:
    """The name of the ledger, and the key that signs for it; ``signer`` is None without a key.

    ``history`` tells which keys signed before it, and which were revoked.
    """

    origin: str
    signer: Signer | None
    history: KeyHistory = field(default_factory=KeyHistory)

    @classmethod
    def from_settings(cls, settings: Settings) -> Seal:
        """Make the seal of a registry: its key's name, or its address without a key.

        Raises:
            InvalidInput: there is a key, but it cannot be used.
        Damaged: the history of its keys is false.
        """
        signer = find_signer(settings)
        if signer is None:
            return cls(make_log_origin(settings), None)
        return cls(signer.name, signer, read_key_history(settings))

    @property
    def key(self) -> str:
        """The public key as it is handed to others; empty where nothing is signed."""
        return str(self.signer.verifier) if self.signer else ""

    def hash_shape(self, shape: str) -> str:
        """Hash the shape of a package together with this seal."""
        parts = [shape, FORM, self.origin, self.key, *self.history.notes]
        return sha256("\n".join(parts).encode()).hexdigest()

    def make_checkpoint(
        self,
        registry: Registry,
        settings: Settings,
        size: int,
        root: str,
        others: Iterable[Path] = (),
    ) -> str:
        """Make the checkpoint at an entry; signed if there is a key, and then stored.

        Raises:
            SigningRefused: the ledger does not extend what was signed before, nor ``others``.
        """
        checkpoint = Checkpoint(self.origin, size, bytes.fromhex(root))
        if self.signer is None:
            return checkpoint.text()
        return sign_at(registry, settings, self.signer, checkpoint, others)

    def list_public_keys(self) -> Iterator[tuple[str, str]]:
        """Yield the files of the public key, as other tools read it, and of its history."""
        if self.signer:
            key = self.signer.verifier
            yield file_names.LOG_KEY, f"{key}\n"
            yield file_names.MINISIGN_KEY, minisign.format_public_key(key)
            if self.history.notes:
                yield file_names.LOG_KEYS, self.history.format(key)

    def sign_sums(self, written: Iterable[WrittenFile], says: str) -> Iterator[tuple[str, str]]:
        """Yield the sums of some files, and the signature over them with its comment."""
        text = format_sums({file.path: file.sha256 for file in written})
        yield file_names.SUMS, text
        if self.signer:
            yield file_names.SUMS_SIGNED, minisign.sign(self.signer, [text.encode()], says)

    def sign_file(self, path: Path, says: str) -> Iterator[tuple[str, str]]:
        """Yield the signature over one file, which lies beside it."""
        if self.signer:
            yield (
                f"{path.name}{file_names.SIGNATURE}",
                minisign.sign(self.signer, read_chunks(path), says),
            )


def seal_folder(folder: Path, seal: Seal, says: str) -> Iterator[WrittenFile]:
    """Write the sums of all files of a finished package, and sign them; yield what was written."""
    files = [WrittenFile(path.name, 0, hash_file(path)) for path in folder.iterdir()]
    for name, text in seal.sign_sums(files, says):
        data = text.encode()
        (folder / name).write_bytes(data)
        yield WrittenFile(name, len(data), sha256(data).hexdigest())


def make_comment(dataset: str, release: str, size: int) -> str:
    """Return the trusted comment of a package's signatures."""
    return f"answerable {dataset} release {release} at entry {size}"


def format_sums(digests: Mapping[str, str]) -> str:
    """Format sums as ``sha256sum --check`` reads them, sorted by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))


def hash_file(path: Path) -> str:
    """Return a file's SHA-256 in hex."""
    digest = sha256()
    for chunk in read_chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def read_chunks(path: Path) -> Iterator[bytes]:
    """Yield a file's bytes in chunks."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
