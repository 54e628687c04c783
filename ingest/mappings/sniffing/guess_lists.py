"""Lists of one kind of thing: goals, agreements, clauses; lists whose rows say what they are."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.mappings.sniffing.guess import FieldGuess, Guess, SniffedColumns, guess_agreement
from ingest.mappings.sniffing.profiles import ColumnProfile
from registry.vocabulary import ClauseKind

_KINDS = {"goal": "goals", "measure": "measures", "target": "targets"}


def is_about_clauses(sniffed: SniffedColumns) -> bool:
    """Return whether each row is a clause of a protocol."""
    return sniffed.columns.holds_only([kind.value for kind in ClauseKind]) is not None


def guess_clauses(sniffed: SniffedColumns) -> Iterator[Guess]:
    """Yield the clauses of one protocol."""
    columns = sniffed.columns
    kind = columns.holds_only([kind.value for kind in ClauseKind])
    if kind is not None:
        columns.take(kind)
    number = columns.take_column(named=("number", "no", "clause"))
    text = columns.take_column("words", "label", named=("text", "clause", "wording"))
    text = text or columns.take_column("words")
    protocol = f"{sniffed.reference}-PROTOCOL"
    yield guess_agreement(sniffed)
    fields: dict[str, FieldGuess] = {"reference": protocol, "title": "settle: the protocol"}
    yield Guess("protocols", {**fields, "agreement": sniffed.agreement, "version": "1"}, once=True)
    fields = {"protocol": protocol, "number": number.cell if number else "{n}"}
    fields["kind"] = kind.cell if kind else "settle"
    yield Guess("clauses", {**fields, "text": text.cell if text else "settle"})


def is_about_frameworks(sniffed: SniffedColumns) -> bool:
    """Return whether each row says itself whether it is a goal, a measure or a target."""
    columns = sniffed.columns
    return columns.holds_only(tuple(_KINDS)) is not None and columns.has_heading(
        "label", "title", "name"
    )


def guess_frameworks(sniffed: SniffedColumns) -> Iterator[Guess]:
    """Yield goals, measures and targets, each from the rows that say that they are."""
    columns = sniffed.columns
    found = columns.holds_only(tuple(_KINDS))
    if found is None:
        return
    kind = columns.take(found)
    title = columns.take_column("words", "label", named=("label", "title", "name"))
    code = columns.take_column(named=("code",))
    review = columns.take_column("label", "words", named=("framework", "review"))
    if "target" in kind.examples:
        yield guess_agreement(sniffed)
    for word in kind.examples:
        for coded, only in _divide_by_code(sniffed, kind, code, word):
            act = Guess(_KINDS[word], when=only)
            part = coded.name if coded and coded.is_key else "n"
            act.fields["reference"] = f"{sniffed.reference}-{word.upper()}-{{{part}|slug}}"
            act.fields["title"] = title.cell if title else "settle"
            if act.act == "targets":
                act.fields["agreement"] = sniffed.agreement
                _fill_target(sniffed, act)
            else:
                # A goal without a code goes by its title.
                named = coded or title
                act.fields["code"] = named.cell if named else "settle"
            if act.act == "goals":
                act.fields["review"] = review.cell if review else "settle"
            yield act


def _divide_by_code(
    sniffed: SniffedColumns, kind: ColumnProfile, code: ColumnProfile | None, word: str
) -> Iterator[tuple[ColumnProfile | None, str]]:
    """Yield the rows of one kind: those with a code, and those without."""
    only = f'{{ column = "{kind.name}", is = "{word}" }}'
    own = [row for row in sniffed.rows if row[kind.name].strip() == word]
    filled = [bool(row[code.name].strip()) for row in own] if code else []
    if code is None or not any(filled):
        yield None, only
    elif all(filled):
        yield code, only
    else:
        for coded, held in ((code, "true"), (None, "false")):
            yield coded, f'[{only}, {{ column = "{code.name}", filled = {held} }}]'


def _fill_target(sniffed: SniffedColumns, act: Guess) -> None:
    columns = sniffed.columns
    for name, words in (
        ("baseline", "baseline"),
        ("target_stated", "target"),
        ("polarity", "polarity"),
    ):
        if column := columns.take_column(named=(words,)):
            act.fields[name] = column.cell


def is_about_goals(sniffed: SniffedColumns) -> bool:
    """Return whether the columns are those of goals of Whitehall."""
    columns = sniffed.columns
    told = columns.has_filled("words", named=("title", "text", "goal", "outcome"))
    return told and (
        columns.has_heading("psa", "goal")
        or (columns.has_heading("review") and columns.has_heading("department"))
    )


def guess_goals(sniffed: SniffedColumns) -> Iterator[Guess]:
    """Yield goals of Whitehall: a code, the outcome that is wanted, a review, a department."""
    columns = sniffed.columns
    review = columns.take_column("label", "words", named=("review",))
    department = columns.take_column("partners", "lead", "words", "label", named=("department",))
    named = ("psa", "no", "number", "code", "target")
    code = columns.take_column(named=named)
    title = columns.take_column("words", named=("title", "text", "goal", "outcome"))
    title = title or columns.take_column("words")
    key = f"{{{code.name if code else 'n'}|slug}}"
    if department and code and not code.is_key:
        key = f"{{{department.name}|slug}}-{key}"
    goal = Guess("goals", {"reference": f"{sniffed.reference}-{key}"})
    goal.fields["code"] = f"PSA {code.cell}" if code else "settle"
    goal.fields["title"] = title.cell if title else "settle"
    goal.fields["review"] = review.cell if review else "settle"
    if department:
        goal.fields["department"] = department.cell
    yield goal


def is_about_agreements(sniffed: SniffedColumns) -> bool:
    """Return whether each row is an agreement of an area."""
    columns = sniffed.columns
    named = columns.has_heading("round", "wave", "term", "agreement", "laa", "pilot")
    return columns.has_look("areas") and named


def guess_agreements(sniffed: SniffedColumns) -> Iterator[Guess]:
    """Yield agreements: an area in each row, and little else."""
    columns = sniffed.columns
    area = columns.take_column("areas")
    name = area.name if area else "settle"
    title = columns.take_column("words", named=("agreement", "title"))
    agreement = Guess("agreements", {"reference": f"{sniffed.reference}-{{{name}|areas}}"})
    words = title.cell if title else f"settle: {{{name}}} Local Area Agreement"
    agreement.fields |= {"title": words, "area": f"{{{name}}}"}
    named = ("round", "year", "wave", "term")
    if column := columns.take_column("label", "year", "words", named=named):
        agreement.fields["round"] = column.cell
    agreement.settle = ["are these agreements, or what else?"]
    yield agreement
