"""The import form of each kind of act: its columns, what they mean, how they are written."""

from __future__ import annotations

from dataclasses import dataclass

from registry.acts import ACTS, Field, fields_of
from registry.models import TABLES


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of an import file.

    Attributes:
        name: as the header has it.
        form: what its cells hold, such as ``a day``.
        how: how a cell is written.
        required: whether a row may leave it empty.
        refers: the kind of record that its cells name, if any.
        meaning: what it means; the same words as in the API and in published data.
    """

    name: str
    form: str
    how: str
    required: bool
    refers: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class ImportForm:
    """The file that holds acts of one kind, one a row."""

    kind: str
    says: str
    columns: tuple[FormColumn, ...]

    @property
    def header(self) -> str:
        """The first row of such a file."""
        return ",".join(column.name for column in self.columns)


def import_form_of(kind: str) -> ImportForm:
    """Return the import form of a kind of act."""
    act = ACTS[kind]
    says = (act.__doc__ or "").splitlines()[0]
    return ImportForm(kind, says, tuple(_form_column(kind, field) for field in fields_of(act)))


def import_forms() -> tuple[ImportForm, ...]:
    """Return all import forms, in the order in which the kinds refer to each other."""
    return tuple(map(import_form_of, ACTS))


def _form_column(kind: str, field: Field) -> FormColumn:
    required, how = field.required, field.form.remedy
    if field.name == "reference":
        key = [name.rstrip("_") for name in ACTS[kind].KEY]
        required = not key
        how += f"; left empty, it is made of {', '.join(key)}" if key else ""
    if field.refers:
        how = f"Write the reference of one of the {field.refers}"
    return FormColumn(
        name=field.name,
        form=field.form.name,
        how=how,
        required=required,
        refers=field.refers,
        meaning=TABLES[kind].c[field.name].comment or "",
    )
