"""The smallest registry that is not empty: one source on record."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from registry import REGISTRAR, Registry, record
from registry.acts import SourceCited


def cite(registry: Registry, reference: str) -> None:
    """Record a source."""
    act = SourceCited.read({"reference": reference, "standing": "SYNTHETIC", "title": reference})
    with registry.writing() as session:
        record(session, [act], author=REGISTRAR)


@contextmanager
def open_cited_registry(url: str) -> Iterator[Registry]:
    """Open a registry and record the source ``FIRST``, its one entry."""
    with closing(Registry.open(url)) as registry:
        cite(registry, "FIRST")
        yield registry
