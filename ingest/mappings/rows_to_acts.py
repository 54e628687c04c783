"""From one row to the drafts of its acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ingest.mappings.act_fields import fields_by_name
from ingest.mappings.conditions import makes_act, split_cell, split_row
from ingest.mappings.drafts import DraftAct
from ingest.mappings.fill_fields import RowContents, fill_draft
from ingest.mappings.header_rows import Headings
from ingest.mappings.spec import ActSpec, FieldSpec
from ingest.mappings.spec import Mapping as Map
from ingest.mappings.templates import Template

Cells = Mapping[str, str]


def complete_specs(spec: ActSpec, mapping: Map) -> dict[str, FieldSpec]:
    """Complete the fields that a mapping names with the defaults of those it leaves out."""
    fields = fields_by_name(spec.act)
    standing = "RESTATED" if spec in mapping.once else "VERBATIM"
    given = {"standing": standing, "locator": "row {row}" if spec in mapping.row else ""}
    if len(mapping.source) == 1 and "source" in fields:
        given["source"] = mapping.source[0].reference
    given.update({name: words for name, words in mapping.defaults.items() if name in fields})
    specs = {name: FieldSpec(from_=words) for name, words in given.items() if words}
    return {**specs, **spec.fields}


def make_drafts(
    specs: Iterable[tuple[ActSpec, dict[str, FieldSpec]]],
    cells: Cells,
    by: RowContents,
    groups: dict[tuple[int, str], DraftAct],
) -> tuple[list[DraftAct], list[DraftAct]]:
    """Return the drafts that a row makes, and those of earlier rows to whose group it belongs."""
    fresh: list[DraftAct] = []
    joined: list[DraftAct] = []
    for number, (spec, fields) in enumerate(specs):
        for piece in split_row(spec, cells):
            if not makes_act(spec, piece) or is_nameable(spec, piece, by):
                continue
            if spec.once_per:
                key = (number, Template(spec.once_per).render(piece).words)
                if key in groups:
                    joined.append(groups[key])
                    continue
            draft = DraftAct(spec.act, spec, cells)
            fill_draft(draft, fields, piece, by)
            # What a row puts on record can be named by its later acts.
            if not draft.problems:
                by.names.add_record(draft.kind, draft.cells)
            made = list(_split_joint_lead(draft))
            fresh.extend(made)
            if spec.once_per:
                groups[key] = made[0]
    return fresh, joined


def is_nameable(spec: ActSpec, piece: Cells, by: RowContents) -> bool:
    """Whether what the act would put on record can be named already, or is not named at all."""
    if spec.unless_known is None:
        return False
    words = Template(spec.unless_known).render(piece).words
    return not words or not by.names.resolve_name(spec.act, words, by.on).unknown


def _split_joint_lead(draft: DraftAct) -> Iterator[DraftAct]:
    """Yield a joint lead is one act for each body that was recognised."""
    partners = draft.cells.get("partner", "").split(";")
    if draft.kind != "accountability" or len(partners) < 2:
        yield draft
        return
    for partner in partners:
        cells = {**draft.cells, "partner": partner}
        yield replace(draft, cells=cells, kept=set(draft.kept), remarks=list(draft.remarks))


def keep_unused_words(
    fresh: list[DraftAct], joined: list[DraftAct], cells: Cells, headings: Headings, mapping: Map
) -> list[tuple[str, str]]:
    """Keep words that stand in no act of the row in a locator, and return them: nothing is lost.

    They go to the kind of record that the mapping names for their column, else to the row's first.
    """
    fresh = [draft for draft in fresh if not draft.left]
    joined = [draft for draft in joined if not draft.left]
    # What other rows may name as well is no place for the words of one.
    own = [draft for draft in fresh if not draft.is_shared]
    first = next(iter((*own, *fresh, *joined)), None)
    if first is None:
        return []
    keepers = {
        headings.column_index(name): next((one for one in fresh if one.kind == kind), first)
        for name, kind in mapping.keep.items()
    }
    unplaced: list[tuple[str, str]] = []
    for place, words in _find_unused(fresh, joined, cells, headings, mapping.ignore):
        label = headings.label(place)
        keepers.get(place, first).remarks.append(f"{label}: {words}")
        unplaced.append((label, words))
    return unplaced


def _find_unused(
    fresh: list[DraftAct], joined: list[DraftAct], cells: Cells, headings: Headings, left: Cells
) -> Iterator[tuple[int, str]]:
    """Yield the place and words of each cell that stands in no act of the row."""
    kept = {headings.column_index(name) for draft in fresh for name in draft.kept}
    for draft in joined:
        same = (name for name in draft.kept if draft.row.get(name, "") == cells.get(name, ""))
        kept |= {headings.column_index(name) for name in same}
    kept |= {headings.column_index(name) for name in left}
    texts = {words for draft in (*fresh, *joined) for words in draft.cells.values()}
    divided = {
        headings.column_index(draft.spec.each.column): draft.spec.each.split
        for draft in fresh
        if draft.spec.each is not None and draft.spec.each.column
    }
    for place in range(len(headings.headings)):
        words = headings.cell(cells, place)
        if not words or place in kept or words in texts:
            continue
        pieces = split_cell(divided.get(place, ()), words)
        if len(pieces) < 2 or not all(piece in texts for piece in pieces):
            yield place, words
