"""Sheets made at random as councils keep them, each cell with the words that a person sees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

Place = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """A cell: its value and number format, and what they show.

    ``kind`` is text, number, day, error, or formula: one whose value the file does not hold.
    """

    shown: str
    value: Any = None
    code: str = "General"
    kind: str = "text"


@dataclass
class MadeSheet:
    """A sheet by row and column from 1.

    Attributes:
        seed: what it was made from.
        cells: its cells.
        hidden_rows: rows that nobody sees.
        hidden_columns: columns that nobody sees.
        merged: spans of one column, as first and last cell.
        comments: what somebody said of cells.
        secrets: words that are hidden in one way or other.
    """

    seed: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    comments: dict[Place, str] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)

    def is_seen(self, place: Place) -> bool:
        """Return whether a person sees the words of a cell."""
        return place[0] not in self.hidden_rows and place[1] not in self.hidden_columns

    @property
    def size(self) -> Place:
        """The last row and column."""
        return max(row for row, _ in self.cells), max(column for _, column in self.cells)


# Headings with what stands below them.
FILES: Sequence[Sequence[tuple[str, str]]] = (
    (
        ("Ref", "code"), ("Indicator", "words"), ("Baseline", "figure"), ("2008/09", "figure"),
        ("2009/10", "figure"), ("Lead", "body"),
    ),
    (("Council", "body"), ("Grant 2008/09 (£)", "money"), ("Grant 2009/10 (£)", "money")),
    (("Stream", "words"), ("Year", "year"), ("Amount", "money"), ("Comments", "words")),
    (("Proposal", "words"), ("Council", "body"), ("Response", "answer"), ("Comments", "words")),
    (("Stage", "words"), ("Due", "day"), ("Who", "body"), ("Time", "time")),
    (("Area", "body"), ("Round", "label"), ("Signed", "day"), ("Population", "figure")),
    (("No", "count"), ("Text", "words"), ("row", "label"), ("n", "figure"), ("{x}", "words")),
)  # fmt: skip
NUMBERS: Sequence[tuple[str, Callable[[int], tuple[float, str]]]] = (
    ("General", lambda n: (n, str(n))),
    ("0000000", lambda n: (n, f"{n:07d}")),
    ("0.00", lambda n: (n / 10, f"{n / 10:.2f}")),
    ("#,##0", lambda n: (n, f"{n:,}")),
    ("0.0%", lambda n: (n / 1_000, f"{n / 10:.1f}%")),
    ('#,##0;[Red](#,##0);"-"', lambda n: (-n, f"({n:,})")),
    ("[<1]0%;0", lambda n: (n, str(n))),
    ('0" homes"', lambda n: (n, f"{n} homes")),
    ("# ?/?", lambda n: (n + 0.5, f"{n} 1/2")),
    ("#,##0,", lambda n: (n * 1_000 + 1, f"{n:,}")),
)
MONEY: Sequence[tuple[str, Callable[[int], tuple[float, str]]]] = (
    ("£#,##0", lambda n: (n, f"£{n:,}")),
    ("£#,##0", lambda n: (n + 0.25, f"£{n:,}")),
    ("[$£-809]#,##0.00", lambda n: (n + 0.5, f"£{n:,}.50")),
    ('_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', lambda n: (n, f"£{n:,}.00")),
    ("General", lambda n: (n, str(n))),
)
# Days from 2007-05-01 on, with day, month and year as numbers.
DAYS: Sequence[tuple[str, str]] = (
    ("dd/mm/yyyy", "{d:02d}/05/2007"),
    ("mm/dd/yy", "05/{d:02d}/07"),
    ("d mmmm yyyy", "{d} May 2007"),
    ("[$-452]d mmmm yyyy", "{d} Mai 2007"),
    ("mmm-yy", "May-07"),
    ("yyyy-mm-dd", "2007-05-{d:02d}"),
    ("dd/mm/yyyy hh:mm", "{d:02d}/05/2007 00:00"),
)
ODD = (
    " {word} ", "{word}\nand more", '"{word}"', "{word}; other", "={word}", "{{{word}}}",
    "{word} | x", "settle: {word}", "#3 {word}", "{word} – ’…", "\\{word}", "x" * 400 + " {word}",
    "Total {word}", "Note: {word}", "{word}, tba", "é{word}ŵ", "'{word}'", "[[{word}]]",
)  # fmt: skip
ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!")
NO_FIGURES = ("tba", "n/a", "-", "[x]", "54.5 (2005 ave)", "nil")
ANSWERS = ("Agreed", "Rejected", "agreed in part", "Under consideration", "withdrawn")


class SheetMaker:
    """One sheet on its way."""

    def __init__(self, chance: Random, seed: str) -> None:
        self.chance, self.made = chance, MadeSheet(seed)
        self.row = 0
        self.count = 0

    def make(self) -> MadeSheet:
        """Return a sheet."""
        columns = list(self.chance.choice(FILES))
        if self.happens(0.3):
            columns.insert(self.chance.randrange(len(columns) + 1), ("", "words"))
        if self.happens(0.3):
            columns.append(self.chance.choice(columns))
        for _ in range(self.chance.choice((0, 0, 0, 1, 2))):
            self.add_row([text(f"Title {self.new_word()}")])
            self.row += self.chance.choice((0, 1))
        header = [text(heading) if heading else None for heading, _ in columns]
        self.add_row(header)
        first = self.row + 1
        for _ in range(self.chance.randrange(1, 8)):
            self.add_between(header, len(columns))
            self.add_row([self.make_cell(kind) for _, kind in columns])
        self.add_below(columns)
        self.hide(first, len(columns))
        self.merge(first, len(columns))
        self.comment(first, len(columns))
        return self.made

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def new_word(self) -> str:
        self.count += 1
        return f"w{self.count}q{self.chance.randrange(1_000, 9_999)}"

    def add_row(self, cells: Sequence[Cell | None]) -> None:
        self.row += 1
        for column, cell in enumerate(cells, 1):
            if cell is not None:
                self.made.cells[self.row, column] = cell

    def add_between(self, header: Sequence[Cell | None], width: int) -> None:
        """Rows that are about other rows, or none at all."""
        if self.happens(0.06):
            self.add_row([text(f"Section {self.new_word()}")])
        if self.happens(0.04):
            self.add_row(header)
        if self.happens(0.04):
            figures = [self.make_cell("figure") for _ in range(width - 1)]
            self.add_row([text(f"Sub-total {self.new_word()}"), *figures])
        if self.happens(0.04):
            self.row += 1

    def add_below(self, columns: Sequence[tuple[str, str]]) -> None:
        if self.happens(0.2):
            figures = [self.make_cell(kind) if kind == "money" else None for _, kind in columns[1:]]
            self.add_row([text("Total"), *figures])
        if self.happens(0.2):
            self.row += 1
            self.add_row([text(f"Note: {self.new_word()}")])

    def make_cell(self, kind: str) -> Cell | None:
        """A cell of a kind: now and then blank, failed, without a value, or odd."""
        if self.happens(0.12):
            return None
        if self.happens(0.04):
            words = self.chance.choice(ERRORS)
            return Cell(words, words, kind="error")
        if self.happens(0.01):
            return Cell("", kind="formula")
        if self.happens(0.08):
            return text(self.chance.choice(ODD).format(word=self.new_word()))
        return self.make_value(kind) or text(self.make_words(kind))

    def make_value(self, kind: str) -> Cell | None:
        """A number or a day with its format; none where a kind is one of words."""
        if kind in ("figure", "money") and self.happens(0.1):
            return text(self.chance.choice(NO_FIGURES))
        if kind in ("figure", "money"):
            code, show = self.chance.choice(NUMBERS if kind == "figure" else MONEY)
            value, shown = show(self.chance.randrange(1_000, 99_999))
            return Cell(shown, value, code, "number")
        if kind == "day":
            day = self.chance.randrange(1, 29)
            code, shown = self.chance.choice(DAYS)
            return Cell(shown.format(d=day), 39_202 + day, code, "day")
        return Cell("36:00:00", 1.5, "[h]:mm:ss", "number") if kind == "time" else None

    def make_words(self, kind: str) -> str:
        plain = {
            "code": f"NI {self.chance.randrange(1, 199)}",
            "count": str(self.row),
            "year": self.chance.choice(("2008/09", "2008-9", "08/09")),
            "label": self.chance.choice(("A", "B")),
            "answer": self.chance.choice(ANSWERS),
            "body": self.chance.choice(("The Council", "The Police", "Exampleshire", "Nobody")),
        }
        words = plain.get(kind) or f"Words {self.new_word()} of a row"
        joint = kind == "body" and self.happens(0.3)
        return f"{words} / {self.new_word()}" if joint else words

    def hide(self, first: int, width: int) -> None:
        made = self.made
        if self.happens(0.2) and self.row > first:
            made.hidden_rows.add(self.chance.randrange(first + 1, self.row + 1))
        if self.happens(0.2) and width > 2:
            made.hidden_columns.add(self.chance.randrange(2, width + 1))
        for place, cell in list(made.cells.items()):
            if not made.is_seen(place) and cell.kind == "text" and place[0] >= first:
                word = f"secret{self.new_word()}"
                made.cells[place] = text(word)
                made.secrets.add(word)

    def merge(self, first: int, width: int) -> None:
        made, column = self.made, self.chance.randrange(1, width + 1)
        if not self.happens(0.25) or self.row < first + 2 or made.hidden_rows:
            return
        top = self.chance.randrange(first, self.row - 1)
        places = [(row, column) for row in range(top, top + 3)]
        if column in made.hidden_columns or places[0] not in made.cells:
            return
        made.merged.append((places[0], places[-1]))
        for place in places[1:]:
            made.cells.pop(place, None)
        if self.happens(0.3):
            word = f"secret{self.new_word()}"
            made.cells[places[1]] = text(word)
            made.secrets.add(word)

    def comment(self, first: int, width: int) -> None:
        if self.happens(0.2):
            row, column = self.chance.randrange(first, self.row + 1), self.chance.randrange(width)
            word = f"secret{self.new_word()}"
            self.made.comments[row, column + 1] = word
            self.made.secrets.add(word)


def text(words: str) -> Cell:
    """Return a cell of words."""
    return Cell(words, words)


def make_sheet(seed: str) -> MadeSheet:
    """Return the sheet of a seed, always the same."""
    return SheetMaker(Random(seed), seed).make()
