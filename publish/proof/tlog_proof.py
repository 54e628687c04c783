"""One entry and its place in the log, as in c2sp.org/tlog-proof: a file that stands by itself.

The extra data is the entry: what its leaf commits to, its salt and its words. They are not trusted;
the leaf has to follow from them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publish.proof.checkpoint_proof import check_checkpoint_file
from publish.proof.citation import CitationProof, check_entry, list_fields
from publish.proof.key_trust import KeyTrust
from registry import Damaged
from registry.signing import TrustPolicy, read_checkpoint
from registry.signing.strict_base64 import decode_base64, encode_base64

FORM = "c2sp.org/tlog-proof@v1"
SUFFIX = ".tlog-proof"
_ENTRY_FORM = "answerable-entry/1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
_MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class TlogProof:
    """The parts of such a file.

    Attributes:
        index: the place of the entry in the log, from 0.
        hashes: the inclusion proof, from the leaf's sibling upwards.
        checkpoint: the checkpoint, as it is signed and cosigned.
        extra: data of the application; None where there is none.
    """

    index: int
    hashes: Sequence[bytes]
    checkpoint: str
    extra: bytes | None = None

    def format(self) -> str:
        """Return the file."""
        extra = [] if self.extra is None else [f"extra {encode_base64(self.extra)}"]
        hashes = map(encode_base64, self.hashes)
        lines = [FORM, *extra, f"index {self.index}", *hashes, "", self.checkpoint]
        return "\n".join(lines)

    @classmethod
    def read(cls, text: str) -> TlogProof:
        """Read the parts of a file, as in "Format". Nothing of it is verified yet.

        Raises:
            ValueError: it is none.
        """
        head, blank, checkpoint = text.partition("\n\n")
        form, *lines = head.split("\n")
        if form != FORM or not blank or not lines:
            raise ValueError(f"it is not {FORM}, an index, a proof, an empty line and a checkpoint")
        extra = None
        if lines[0].startswith("extra "):
            extra = decode_base64(lines.pop(0).removeprefix("extra "))
        index = _INDEX.fullmatch(lines[0]) if lines else None
        if index is None or len(lines) > _MOST_HASHES + 1:
            raise ValueError("it has no index, or too long a proof")
        return cls(int(index[1]), [decode_base64(one, 32) for one in lines[1:]], checkpoint, extra)


def is_tlog_proof(text: str) -> bool:
    """Return whether a file looks like such a proof, sound or not."""
    return text.startswith(FORM)


def make_tlog_proofs(citation: str) -> dict[int, str]:
    """Make the proofs of the entries of a citation's file, by their numbers."""
    document = json.loads(citation)
    return {
        entry["leaf"]["number"]: _make_proof(entry, document["checkpoint"]).format()
        for entry in document["entries"]
    }


def check_tlog_proof(
    text: str, place: str, trust: KeyTrust, policy: TrustPolicy | None
) -> CitationProof:
    """Check the proof of one entry, which names no key itself.

    Raises:
        Damaged: with the first thing in it that is not proven.
        InvalidInput: there is no key to trust.
    """
    try:
        found = TlogProof.read(text)
        entry = json.loads(found.extra or b"{}")
        if entry["form"] != _ENTRY_FORM or entry["leaf"]["number"] != found.index + 1:
            raise Damaged("extra", "it is not the entry at this index")
        entry["proof"] = [one.hex() for one in found.hashes]
        proven = check_entry(entry, read_checkpoint(found.checkpoint).checkpoint)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"it cannot be read as the proof of an entry of a registry: {error}"
        raise Damaged(place, message) from error
    proof = check_checkpoint_file(found.checkpoint, place, trust, policy)
    return CitationProof(entries=(proven,), **list_fields(proof))


def _make_proof(entry: Mapping[str, Any], checkpoint: str) -> TlogProof:
    told = {"form": _ENTRY_FORM, **{name: entry[name] for name in ("leaf", "salt", "payload")}}
    extra = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    hashes = [bytes.fromhex(one) for one in entry["proof"]]
    return TlogProof(entry["leaf"]["number"] - 1, hashes, checkpoint, extra)
