"""The request ``add-checkpoint``, as in "add-checkpoint" of c2sp.org/tlog-witness."""

from __future__ import annotations

import re
from dataclasses import dataclass

from registry.signing.strict_base64 import decode_base64, encode_base64

SIZE_TYPE = "text/x.tlog.size"
"""The media type in which a witness states the size that it has."""
MOST_BYTES = 256 << 10
"""The most bytes of a request or an answer: 63 hashes, and a checkpoint with many signatures."""
_MOST_HASHES = 63
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """A checkpoint, and the proof that its log extends what the witness has seen.

    Attributes:
        old: the size that the witness has, as far as the log knows.
        proof: the hashes of the consistency proof from there.
        checkpoint: the checkpoint as it is signed.
    """

    old: int
    proof: tuple[bytes, ...]
    checkpoint: str

    def format(self) -> str:
        """Return the body of the request."""
        hashes = "".join(f"{encode_base64(one)}\n" for one in self.proof)
        return f"old {self.old}\n{hashes}\n{self.checkpoint}"

    @classmethod
    def read(cls, body: str) -> AddCheckpoint:
        """Read the body of a request. Nothing of it is verified yet.

        Raises:
            ValueError: it is none.
        """
        head, blank, checkpoint = body.partition("\n\n")
        first, *hashes = head.split("\n")
        word, _, size = first.partition(" ")
        if word != "old" or not blank:
            raise ValueError("it is not an old size, a proof, an empty line and a checkpoint")
        if len(hashes) > _MOST_HASHES:
            raise ValueError(f"its proof has more than {_MOST_HASHES} hashes")
        return cls(parse_size(size), tuple(decode_base64(one, 32) for one in hashes), checkpoint)


def parse_size(text: str) -> int:
    """Parse the size of a tree.

    Raises:
        ValueError: it is none, or more than 63 bits hold.
    """
    if not _SIZE.fullmatch(text) or int(text) >= 1 << 63:
        raise ValueError("it is not the size of a tree, in decimal")
    return int(text)
