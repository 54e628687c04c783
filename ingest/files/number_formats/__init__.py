"""What a number format shows of a stored value, by the grammar of ECMA-376, part 1, 18.8.31."""

from ingest.files.number_formats.builtin import BUILTIN
from ingest.files.number_formats.show import Shown, show_number, show_text

__all__ = ["BUILTIN", "Shown", "show_number", "show_text"]
