"""May this follow that? The rules of the record, as pure functions of values."""

from registry.rules.corrections import REDACTED, correctable, redactable
from registry.rules.decisions import CitedAdvice, on_public_advice
from registry.rules.leads import one_lead
from registry.rules.money import money_adds_up
from registry.rules.references import ends_after_it_began, named
from registry.rules.revisions import changed_by_consent, few_enough_designated

__all__ = [
    "REDACTED",
    "CitedAdvice",
    "changed_by_consent",
    "correctable",
    "ends_after_it_began",
    "few_enough_designated",
    "money_adds_up",
    "named",
    "on_public_advice",
    "one_lead",
    "redactable",
]
