"""May this follow that? The rules of the record, as pure functions of values."""

from registry.rules.corrections import REDACTED, check_correction, check_redaction
from registry.rules.decisions import CitedAdvice, check_public_advice
from registry.rules.endings import check_ending
from registry.rules.leads import check_one_lead
from registry.rules.money import check_money_adds_up
from registry.rules.references import check_reference, check_term
from registry.rules.revisions import check_consent, check_designated_count

__all__ = [
    "REDACTED",
    "CitedAdvice",
    "check_consent",
    "check_ending",
    "check_correction",
    "check_term",
    "check_designated_count",
    "check_money_adds_up",
    "check_reference",
    "check_public_advice",
    "check_one_lead",
    "check_redaction",
]
