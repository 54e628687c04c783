"""One entry in the ledger, as little as there can be."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from registry import REGISTRAR, Registry, record
from registry.acts import SourceCited


def cite(registry: Registry, reference: str) -> None:
    act = SourceCited.read({"reference": reference, "standing": "SYNTHETIC", "title": reference})
    with registry.writing() as session:
        record(session, [act], author=REGISTRAR)


@contextmanager
def cited(url: str) -> Iterator[Registry]:
    """A registry whose one entry cites ``FIRST``."""
    with closing(Registry.open(url)) as registry:
        cite(registry, "FIRST")
        yield registry
