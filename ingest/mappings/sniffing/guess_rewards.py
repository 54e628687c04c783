"""Files of reward grants: what an agreement can earn, and how that is worked out."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.mappings.sniffing.guess import FieldGuess, Guess, SniffedColumns
from ingest.mappings.sniffing.guess_grants import read_amount_field


def is_about_rewards(sniffed: SniffedColumns) -> bool:
    """Return whether the columns work out the reward of agreements."""
    columns = sniffed.columns
    counted = columns.has_heading("percent", "percentage") and columns.has_heading("net")
    return columns.has_look("areas") and counted and columns.has_heading("potential", "reward")


def guess_rewards(sniffed: SniffedColumns) -> Iterator[Guess]:
    """Yield the agreement of each row, and the rule of its reward."""
    columns = sniffed.columns
    area = columns.take_column("areas")
    agreement = columns.take_column(named=("agreement", "round"))
    place = area.name if area else "settle"
    part = f"{{{agreement.name}|key}}" if agreement else "{n}"
    key = f"{sniffed.reference}-{{{place}|areas}}-{part}"
    title = f"{{{place}}}: {agreement.cell}" if agreement else f"{{{place}}}"
    fields: dict[str, FieldGuess] = {"reference": key, "title": title, "area": f"{{{place}}}"}
    if agreement:
        fields["round"] = agreement.cell
    yield Guess("agreements", fields)
    rule = Guess("reward_rules", {"agreement": key})
    for name, words in (("net_budget", "net"), ("potential", "potential"), ("potential", "reward")):
        if name not in rule.fields and (column := columns.take_column(named=(words,))):
            rule.fields[name] = read_amount_field(column, sniffed.about)
    if percent := columns.take_column(named=("percent", "percentage")):
        rule.fields["percent_of_net_budget"] = percent.cell
    if stated := columns.take_column("words", "label", named=("split", "outcome", "rule", "note")):
        rule.fields["stated"] = stated.cell
    yield rule
