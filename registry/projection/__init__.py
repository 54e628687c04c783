"""From acts to rows: what each act changes in the read model, and how it is written."""

from registry.projection.apply import apply
from registry.projection.changes import Added, Blanked, Change, Replaced
from registry.projection.copied_text import copies_of
from registry.projection.effects import (
    RowLookup,
    changes_of,
    correct_act,
    list_kinds_with_effects,
)
from registry.projection.rows import (
    Row,
    act_of,
    cell_of,
    cells_of,
    defaults_of,
    drop_bookkeeping,
    row_of,
)
from registry.projection.search_index import forget_old_words

__all__ = [
    "Added",
    "Blanked",
    "Change",
    "RowLookup",
    "Replaced",
    "Row",
    "act_of",
    "apply",
    "cell_of",
    "cells_of",
    "changes_of",
    "copies_of",
    "defaults_of",
    "forget_old_words",
    "correct_act",
    "row_of",
    "drop_bookkeeping",
    "list_kinds_with_effects",
]
