"""For any act: what has to be looked up, and every reason for which it cannot be recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from registry.acts import Act
from registry.errors import Refusal
from registry.recording.checks.check import Check
from registry.recording.facts import Facts, Lookup
from registry.rules.endings import check_ending
from registry.rules.entitlement import check_entitlement
from registry.rules.references import check_reference, check_same_owner, check_term
from registry.vocabulary import Author


def list_lookups(act: Act) -> Iterator[Lookup]:
    """Yield what recording an act is going to ask for."""
    yield act.KIND, "reference", act.reference
    for field, reference in act.refers_to():
        yield str(field.refers), "reference", reference
    check = collect_checks().get(type(act))
    for ask in check.asks if check else ():
        yield ask.kind, ask.column, getattr(act, ask.attribute)


def find_refusals(act: Act, facts: Facts, author: Author) -> list[Refusal]:
    """Return every reason for which an author's act cannot follow what is on record."""
    refusals = [*check_entitlement(act, author), *check_term(act)]
    if facts.get(act.KIND, act.reference) is None:
        refusals.extend(check_ending(act.KIND, act.reference))
    rows = {
        field.name: facts.get(str(field.refers), reference) for field, reference in act.refers_to()
    }
    for field, reference in act.refers_to():
        refusals.extend(check_reference(act, field, reference, rows[field.name]))
    refusals.extend(check_same_owner(act, rows))
    check = collect_checks().get(type(act))
    # The rules of a kind take for granted that what the act names is there.
    if check is not None and not refusals:
        refusals.extend(check.refuse(act, facts, author))
    return refusals


@cache
def collect_checks() -> Mapping[type[Act], Check]:
    """Return the check of each kind of act that has one, from the modules of this folder."""
    package = __name__.rpartition(".")[0]
    modules = (found.name for found in iter_modules(import_module(package).__path__))
    checks = (
        value
        for name in modules
        for value in vars(import_module(f"{package}.{name}")).values()
        if isinstance(value, Check)
    )
    return MappingProxyType({check.act: check for check in checks})
