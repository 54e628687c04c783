"""One entry in the ledger, as little as there can be."""

from registry import Registry, record
from registry.acts import SourceCited


def cite(registry: Registry, reference: str) -> None:
    act = SourceCited.read({"reference": reference, "standing": "SYNTHETIC", "title": reference})
    with registry.writing() as session:
        record(session, [act])
