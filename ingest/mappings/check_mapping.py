"""What is wrong with a mapping in itself, before any file is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from ingest.files import LEAVE_OUT, RECORD
from ingest.files.text import ENCODINGS
from ingest.mappings.act_fields import fields_by_name, quantities_of
from ingest.mappings.amounts import SCALES
from ingest.mappings.spec import ActSpec, FieldSpec, FileSpec, Mapping
from ingest.mappings.templates import Template
from registry.acts import ACTS
from registry.errors import Problem

# What ``answerable sniff`` writes where only a person can say what is right.
SETTLE = "settle"


def check_mapping(mapping: Mapping) -> Iterator[Problem]:
    """Yield every key that contradicts another or names what there is not."""
    if not mapping.row:
        yield Problem(
            "no row becomes anything", "Add [[row]] with act = ... and its fields", column="row"
        )
    for name, specs in (("once", mapping.once), ("row", mapping.row)):
        for number, spec in enumerate(specs, 1):
            yield from _check_act(spec, f"{name}[{number}]", mapping)
    yield from _check_whole(mapping)
    yield from _check_file(mapping.file)


def _check_whole(mapping: Mapping) -> Iterator[Problem]:
    for number, source in enumerate(mapping.source, 1):
        yield from _check_template(source.title, f"source[{number}].title")
    for name, words in mapping.defaults.items():
        yield from _check_template(words, f"defaults.{name}")
        if not any(name in fields_by_name(kind) for kind in ACTS):
            yield Problem("no kind of record has this field", "Mend it", column=f"defaults.{name}")
    if mapping.known not in ("keep", "refuse"):
        yield _check_choice("known", mapping.known, ("keep", "refuse"))
    if mapping.reading.amounts_in not in SCALES:
        yield _check_choice("reading.amounts_in", mapping.reading.amounts_in, SCALES)
    for kind in mapping.names:
        if kind not in ACTS:
            yield _check_choice(f"names.{kind}", kind, ACTS)
    made = [spec.act for spec in mapping.row]
    for name, kind in mapping.keep.items():
        if kind not in made:
            yield _check_choice(f"keep.{name}", kind, made)
    yield from _check_template(mapping.reading.on or "", "reading.on")


def _check_file(file: FileSpec) -> Iterator[Problem]:
    if file.encoding is not None and file.encoding not in ENCODINGS:
        yield _check_choice("file.encoding", file.encoding, ENCODINGS)
    delimiter = file.delimiter
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\0'):
        yield Problem("it is not one character", "Write one, such as ;", column="file.delimiter")
    if file.hidden == SETTLE:
        yield from _check_template(file.hidden, "file.hidden")
    elif file.hidden not in (LEAVE_OUT, RECORD):
        yield _check_choice("file.hidden", file.hidden, (LEAVE_OUT, RECORD))
    if not file.header or list(file.header) != sorted(set(file.header)):
        yield Problem("it lists no rows in their order", "Write [3, 4]", column="file.header")


def _check_act(spec: ActSpec, path: str, mapping: Mapping) -> Iterator[Problem]:
    if spec.act not in ACTS:
        yield _check_choice(f"{path}.act", spec.act, ACTS)
        return
    if spec.known not in (None, "keep", "refuse"):
        yield _check_choice(f"{path}.known", str(spec.known), ("keep", "refuse"))
    known = [*fields_by_name(spec.act), *quantities_of(spec.act)]
    for name, field in spec.fields.items():
        if name not in known:
            near = get_close_matches(name, known, 1)
            meant = f"Did you mean {near[0]}? " if near else ""
            yield Problem(
                f"{spec.act} have no such field",
                f"{meant}Their fields are {', '.join(known)}",
                column=f"{path}.{name}",
            )
        yield from _check_field(field, f"{path}.{name}")
    yield from _check_template(spec.once_per or "", f"{path}.once_per")
    yield from _check_template(spec.unless_known or "", f"{path}.unless_known")
    yield from _check_required(spec, path, mapping)
    if spec.each is not None and bool(spec.each.column) == bool(spec.each.columns):
        yield Problem(
            "it names no column, or both", "Give column or columns", column=f"{path}.each"
        )


def _check_required(spec: ActSpec, path: str, mapping: Mapping) -> Iterator[Problem]:
    for name, field in fields_by_name(spec.act).items():
        given = name in spec.fields or name in mapping.defaults or name == "standing"
        given = given or (name == "source" and len(mapping.source) == 1)
        given = given or name in ACTS[spec.act].IMPLIED
        needed = field.required or (name == "reference" and not ACTS[spec.act].KEY)
        if needed and not given:
            yield Problem(
                f"{spec.act} cannot do without {name}",
                f"Add {name} = ... there or under [defaults]. {field.form.remedy}",
                column=f"{path}.{name}",
            )


def _check_field(field: FieldSpec, path: str) -> Iterator[Problem]:
    yield from _check_template(field.from_, path)
    if field.amounts_in is not None and field.amounts_in not in SCALES:
        yield _check_choice(f"{path}.amounts_in", field.amounts_in, SCALES)


def _check_template(text: str, path: str) -> Iterator[Problem]:
    if text == SETTLE or text.startswith((f"{SETTLE}:", f"{SETTLE} ")):
        yield Problem("it is still to be settled", "Say it, or remove it", column=path, value=text)
    for wrong in Template(text).problems:
        yield Problem(wrong, "Write {column} or {column|slug}", column=path, value=text)


def _check_choice(path: str, value: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(value, list(known), 1)
    meant = f"Did you mean {near[0]}? " if near else ""
    listed = ", ".join(known)
    return Problem(
        "it is not one of its words", f"{meant}Write one of {listed}", None, None, path, value
    )
