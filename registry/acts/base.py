"""What every act is: something that happened, frozen, with the source that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Annotated, Any, ClassVar, Self, cast, get_type_hints

from registry.acts.days import Happened
from registry.acts.fields import REFERENCE, Field, To, field_of
from registry.acts.ties import Tie
from registry.errors import InvalidInput, Problem
from registry.vocabulary import Role, Standing, derive_reference

ToSource = Annotated[str, To("sources")]


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that happened, to be recorded once.

    All that is known of a kind of act as a whole is declared on its class.

    Attributes:
        KIND: the table and the import resource that hold it.
        ABOUT: the kind and the field of the thing whose history it belongs to.
        HAPPENED: how it tells its day; None where it has none and counts on every day.
        KEY: the fields from which its reference is derived where none is given.
        PART_OF: the field that names what it belongs to, where it has a history of its own.
        TIES: which records it may name together.
        AFTER: kinds that must be recorded before it though it names none of them.
        MAY: the roles in which an author may record it; None where every author may. The
            registrar may record every kind.
        IMPLIED: fields that a file may leave out where ``complete_cells`` finds them elsewhere.
        SETTING: whether it tells of what is there before anything is negotiated: places, bodies,
            documents, yardsticks. Its days do not say what time a dataset is about.

    Raises:
        InvalidInput: a field is missing or not of its form; all such fields are told together.
    """

    KIND: ClassVar[str]
    ABOUT: ClassVar[tuple[str, str]]
    HAPPENED: ClassVar[Happened | None]
    KEY: ClassVar[tuple[str, ...]] = ()
    PART_OF: ClassVar[str | None] = None
    TIES: ClassVar[tuple[Tie, ...]] = ()
    AFTER: ClassVar[tuple[str, ...]] = ()
    MAY: ClassVar[tuple[Role, ...] | None] = None
    IMPLIED: ClassVar[tuple[str, ...]] = ()
    SETTING: ClassVar[bool] = False

    reference: Annotated[str, REFERENCE] = ""
    standing: Standing
    locator: str | None = None

    def __post_init__(self) -> None:
        problems: list[Problem] = []
        for field in fields_of(type(self))[1:]:
            self._check_field(field, problems)
        if not problems:
            self._check_reference(problems)
        if problems:
            raise InvalidInput(problems)

    def _check_field(self, field: Field, problems: list[Problem]) -> None:
        value = self.__dict__[field.attribute]
        if value is None or value == "":
            # Saying nothing leaves the default, which may be a word such as UNSTATED.
            default = getattr(type(self), field.attribute, None)
            if value is not default:
                object.__setattr__(self, field.attribute, default)
            if field.required:
                problems.append(_missing_problem(field))
            return
        try:
            checked = field.form.check(value)
        except (ValueError, TypeError):
            problems.append(_unreadable_problem(field, str(value)))
            return
        # Most values are in their form already: to set them again is what takes the time.
        if checked is not value:
            object.__setattr__(self, field.attribute, checked)

    def _check_reference(self, problems: list[Problem]) -> None:
        reference = self.reference
        if not reference and self.KEY:
            owner, *parts = (getattr(self, name) for name in self.KEY)
            reference = derive_reference(owner, *parts)
        field = fields_of(type(self))[0]
        if not reference:
            problems.append(_missing_problem(field))
            return
        try:
            object.__setattr__(self, "reference", REFERENCE.check(reference))
        except ValueError:
            problems.append(_unreadable_problem(field, reference))

    @classmethod
    def complete_cells(cls, cells: Mapping[str, str]) -> Mapping[str, str]:
        """Return the cells of a row of a file with what some of them say for others.

        For what comes from outside: what is on the ledger is read as it is.

        Raises:
            InvalidInput: a field that may be left out cannot be found elsewhere.
        """
        return cells

    @classmethod
    def read(cls, cells: Mapping[str, str]) -> Self:
        """Make the act that a row of text cells states.

        Empty cells are unstated, unknown columns are ignored.

        Raises:
            InvalidInput: with one problem for each cell that cannot be read.
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for field in fields_of(cls):
            text = cells.get(field.name)
            if text is None or text == "":
                if field.required:
                    problems.append(_missing_problem(field))
                continue
            try:
                values[field.attribute] = field.form.parse(text)
            except ValueError:
                problems.append(_unreadable_problem(field, text))
        if problems:
            raise InvalidInput([*problems, *_check_values(cls, values)])
        return cls(**values)

    def cells(self) -> dict[str, str]:
        """Return the stated fields as text cells: a row in a file, a payload in the ledger."""
        return {
            field.name: field.form.write(value)
            for field in fields_of(type(self))
            if (value := getattr(self, field.attribute)) is not None
        }

    def about(self) -> tuple[str, str]:
        """Return the kind and reference of the thing whose history the act belongs to."""
        kind, attribute = self.ABOUT
        return kind, getattr(self, attribute)

    def refers_to(self) -> list[tuple[Field, str]]:
        """Return every record that the act names, with the field that names it."""
        return [
            (field, value)
            for field in referring_fields(type(self))
            if (value := getattr(self, field.attribute)) is not None
        ]


@dataclass(frozen=True, kw_only=True)
class SourcedAct(Act):
    """An act that cites the document that says so."""

    source: ToSource


def fields_of(act: type[Act]) -> tuple[Field, ...]:
    """Return the fields of a kind of act, reference first, as its files and tables have them."""
    return _fields_of(cast(Any, act))


def referring_fields(act: type[Act]) -> tuple[Field, ...]:
    """Return the fields of a kind of act that name other records."""
    return _referring_fields(cast(Any, act))


# Worked out once for each kind. Taken as Any since mypy thinks a dataclass's type unhashable.
@cache
def _fields_of(act: Any) -> tuple[Field, ...]:
    hints = get_type_hints(act, include_extras=True)
    return tuple(
        field_of(field.name, hints[field.name], required=field.default is MISSING)
        for field in fields(act)
    )


@cache
def _referring_fields(act: Any) -> tuple[Field, ...]:
    return tuple(field for field in _fields_of(act) if field.refers)


def _check_values(act: type[Act], values: Mapping[str, Any]) -> list[Problem]:
    """Return what else is wrong with a row that cannot be read, so that all is reported at once."""
    problems = []
    for field in fields_of(act):
        if (value := values.get(field.attribute)) is not None:
            try:
                field.form.check(value)
            except (ValueError, TypeError):
                problems.append(_unreadable_problem(field, field.form.write(value)))
    return problems


def _missing_problem(field: Field) -> Problem:
    return Problem(message=f"{field.name} is missing", remedy=field.form.remedy, column=field.name)


def _unreadable_problem(field: Field, text: str) -> Problem:
    return Problem(
        message=f"{field.name} is not {field.form.name}",
        remedy=field.form.remedy,
        column=field.name,
        value=text,
    )
