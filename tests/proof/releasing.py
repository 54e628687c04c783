"""Releases for tests: published as ever, or made by hand of three tables, and forged."""

import json
from hashlib import sha256
from pathlib import Path

from opendata import DataResource, Dataset, WrittenFile, make_entries_table, make_record_table
from publish import Release
from publish.proof import Proof, Seal, seal_folder
from publish.zip_writer import ZipWriter
from registry import Registry, Settings
from registry.ledger import compute_root, read_position
from registry.signing import Checkpoint, Signer, minisign, sign_checkpoint
from tests.support.publishing import publish_unaudited

BASE = "https://registry.example"


class Tiny(Dataset):
    """The whole registry, but of two tables only."""

    def resources(self) -> tuple[DataResource, ...]:
        return (make_record_table("sources"), make_record_table("regions"), make_entries_table())


def tiny_release(registry: Registry, folder: Path, signer: Signer) -> Path:
    """Write a release of some kilobytes, so that each of its bytes can be tried."""
    dataset = Tiny("tiny", "Tiny", "Two tables.", whole=True)
    seal = Seal(signer.name, signer)
    folder.mkdir()
    with registry.reading() as session:
        connection = session.connection
        size, root = read_position(connection).number, bytes.fromhex(compute_root(connection))
        checkpoint = sign_checkpoint(Checkpoint(signer.name, size, root), signer)
        proof = Proof(seal, "1", size, checkpoint)
        content, written = dataset.read_content(connection), {}
        files: dict[str, bytes] = {}
        for resource in dataset.resources():
            lines = [line for some in resource.read_lines(connection, None, BASE) for line in some]
            files[f"{resource.name}.csv"] = "".join(
                f"{line}\r\n" for line in [resource.make_header(), *lines]
            ).encode()
            written[resource.name] = WrittenFile(f"{resource.name}.csv", 0, "", len(lines))
        resources = [{"name": resource.name} for resource in dataset.resources()]
        files["datapackage.json"] = json.dumps({"resources": resources}).encode()
        for name, parts in proof.make_files(connection, dataset, content, written):
            files[name] = b"".join(part for part, _ in parts)
    _write(folder, files, seal, proof.make_comment(dataset))
    return folder


def _write(folder: Path, files: dict[str, bytes], seal: Seal, says: str) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    sums = [WrittenFile(name, 0, sha256(data).hexdigest()) for name, data in files.items()]
    zipped = folder / "tiny.zip"
    with zipped.open("wb") as file, ZipWriter(file) as archive:
        for name, text in seal.sign_sums(sums, says):
            files = {**files, name: text.encode()}
        for name, data in files.items():
            member = archive.begin_member(name)
            member.write(data)
            member.finish()
    for name, text in seal.sign_file(zipped, says):
        (folder / name).write_text(text)
    list(seal_folder(folder, seal, says))


def release(registry: Registry, settings: Settings, dataset: str = "registry") -> Path:
    """Publish, and give the folder of a dataset's newest release.

    The audit of the tables takes seconds and has tests of its own.
    """
    done = publish_unaudited(registry, settings)
    made: Release = next(one for one in (*done.made, *done.unchanged) if one.dataset == dataset)
    return done.releases / dataset / made.version


def resign(folder: Path, signer: Signer | None) -> None:
    """Forge what only the key's holder can: sums of files as they now are, signed."""
    signature, says = folder / "SHA256SUMS.minisig", ""
    if signature.exists():
        says = minisign.read_signature(signature.read_text()).trusted
        signature.unlink()
    (folder / "SHA256SUMS").unlink()
    told = (folder / "release.json").read_bytes()
    (folder / "release.json").unlink()
    list(seal_folder(folder, Seal("", signer), says))
    (folder / "release.json").write_bytes(told)


def flipped(data: bytes, place: int) -> bytes:
    """The same bytes but for one bit."""
    return data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :]


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
