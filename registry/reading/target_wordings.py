"""What targets said on a day, where revisions of later days changed them since."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Case,
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    case,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import JSON

from registry.models import HISTORY, TABLES
from registry.reading.versions import Day, Number, select_known
from registry.rules.revisions import CHANGEABLE


def targets_on(day: Day, number: Number | None) -> Select[Any]:
    """Select the targets known at an entry, with the words that held on a day.

    Nothing is worked out for a target that no revision changed.
    """
    target = select_known("targets", number, "target")
    earlier = EarlierWords(target, day, number).label("earlier")
    found = select(*target.c, earlier).subquery("found")
    return select(*(_column(found, column.name, day, number) for column in target.c))


def _column(found: FromClause, name: str, day: Day, number: Number | None) -> ColumnElement[Any]:
    now = found.c[name]
    if name not in CHANGEABLE:
        return now
    words = WordsOn(found, now, day, number)
    return case((found.c.revised, words), else_=now).label(name)


class EarlierWords(ColumnElement[Any]):
    """What the fields of a revised target said on a day, as JSON, in SQLite alone.

    PostgreSQL has a function instead, which says the same in its own words: it prepares every
    expression of a statement before it runs it, which took longer than most answers.
    """

    inherit_cache = False
    type = JSON()

    def __init__(self, target: FromClause, day: Day, number: Number | None) -> None:
        # What no later revision changed is added as it is now.
        now = [part for name in sorted(CHANGEABLE) for part in (f"$.{name}", target.c[name])]
        self.words = func.json_insert(_Undoing(target, day, number).words(), *now)


class WordsOn(ColumnElement[Any]):
    """What one field of a revised target said on a day."""

    inherit_cache = False

    def __init__(
        self, found: FromClause, now: ColumnElement[Any], day: Day, number: Number | None
    ) -> None:
        self.type = now.type
        key: ColumnElement[str] = literal_column(f"'{now.name}'")
        self.in_sqlite: ColumnElement[Any] = found.c.earlier.op("->>")(key)
        target = (found.c.reference, found.c.entry)
        self.in_postgresql = func.target_words_on(*target, now.name, now, day, number)


@compiles(EarlierWords, "sqlite")
def _earlier_in_sqlite(element: EarlierWords, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.words, **options)


@compiles(EarlierWords, "postgresql")
def _none_in_postgresql(_: EarlierWords, __: SQLCompiler, **___: Any) -> str:
    return "NULL"


@compiles(WordsOn, "sqlite")
def _in_sqlite(element: WordsOn, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.in_sqlite, **options)


@compiles(WordsOn, "postgresql")
def _in_postgresql(element: WordsOn, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.in_postgresql, **options)


class _Undoing:
    """The expression of SQLite for the earlier words of one target.

    Of each field that a revision after the day changed, it takes what was said under the latest
    change until the day, or at first where there was none. That stands in the version that the next
    change replaced. A change that was recorded after that of a later revision made no version: its
    words stand in its own record alone.
    """

    def __init__(self, target: FromClause, day: Day, number: Number | None) -> None:
        self.target, self.day, self.number = target, day, number
        self.later = select_known("target_changes", number, "later")
        self.latest = select_known("target_changes", number, "latest")
        self.replaced = HISTORY["targets"].alias("replaced")

    def words(self) -> ScalarSelect[Any]:
        """Return the earlier words by field, as JSON, without fields that did not change."""
        later, latest, replaced = self.later, self.latest, self.replaced
        revision = select_known("revisions", self.number, "later_revision")
        of_its_own = and_(latest.c.reference.is_not(None), not_(self._made_a_version(latest)))
        words = case(
            (of_its_own, latest.c.value),
            else_=func.coalesce(self._was_at_first(), _said(replaced, later.c.field)),
        )
        rows = (
            later.join(revision, revision.c.reference == later.c.revision)
            .outerjoin(latest, latest.c.reference == self._latest())
            .outerjoin(
                replaced,
                and_(
                    replaced.c.reference == self.target.c.reference,
                    replaced.c.until_entry == self._next(),
                ),
            )
        )
        return (
            select(func.json_group_object(later.c.field, words).label("words"))
            .select_from(rows)
            .where(
                later.c.target == self.target.c.reference,
                revision.c.on > self.day,
                or_(replaced.c.reference.is_not(None), of_its_own),
            )
            .correlate(self.target)
            .scalar_subquery()
        )

    def _changes(self, name: str) -> tuple[FromClause, FromClause, ColumnElement[bool]]:
        """Changes of the field with their revisions, and the condition that they are that."""
        change = select_known("target_changes", self.number, name)
        revision = select_known("revisions", self.number, f"{name}_revision")
        mine = and_(
            change.c.target == self.target.c.reference,
            change.c.field == self.later.c.field,
            revision.c.reference == change.c.revision,
        )
        return change, revision, mine

    def _latest(self) -> ScalarSelect[Any]:
        """Return the latest change until the day."""
        change, revision, mine = self._changes("earlier")
        return (
            select(change.c.reference)
            .where(mine, revision.c.on <= self.day)
            .order_by(revision.c.on.desc(), revision.c.reference.desc(), change.c.reference.desc())
            .limit(1)
            .correlate(self.target, self.later)
            .scalar_subquery()
        )

    def _next(self) -> ScalarSelect[Any]:
        """Return the entry of the next change of the field that made a version of the target."""
        version = HISTORY["targets"].alias("version")
        change = TABLES["target_changes"].alias("next")
        by_a_change = exists().where(
            change.c.target == self.target.c.reference,
            change.c.field == self.later.c.field,
            _first_entry(change) == version.c.until_entry,
        )
        return (
            select(func.min(version.c.until_entry).label("entry"))
            .where(
                version.c.reference == self.target.c.reference,
                version.c.until_entry <= self.target.c.entry,
                version.c.until_entry > func.coalesce(_first_entry(self.latest), 0),
                by_a_change.correlate(self.target, self.later, version),
            )
            .correlate(self.target, self.later, self.latest)
            .scalar_subquery()
        )

    def _made_a_version(self, change: FromClause) -> ColumnElement[bool]:
        version = HISTORY["targets"].alias("made")
        return (
            exists()
            .where(
                version.c.reference == self.target.c.reference,
                version.c.until_entry == _first_entry(change),
            )
            .correlate(self.target, change)
        )

    def _was_at_first(self) -> Case[Any]:
        """Return what the field said before any change, where the first change alone tells it.

        A target may be recorded with the words of a later revision, as it is out of a published
        package.
        """
        change, _, mine = self._changes("same")
        again = exists().where(mine, change.c.value == _said(self.replaced, self.later.c.field))
        first, revision, its = self._changes("first")
        was = (
            select(first.c.was)
            .where(its)
            .order_by(revision.c.on, revision.c.reference, first.c.reference)
            .limit(1)
            .correlate(self.target, self.later)
            .scalar_subquery()
        )
        at_first = and_(
            self.latest.c.reference.is_(None),
            again.correlate(self.target, self.later, self.replaced),
        )
        return case((at_first, was))


def _said(version: FromClause, field: ColumnElement[str]) -> Case[Any]:
    """Return what a version says in a field that is called by its name."""
    return case({name: version.c[name] for name in sorted(CHANGEABLE)}, value=field)


def _first_entry(change: Any) -> ColumnElement[int]:
    """Return the entry that recorded a change; later ones can only have corrected it."""
    old = HISTORY["target_changes"].alias(f"old_{change.name}")
    corrected = select(func.min(old.c.entry).label("entry")).where(
        old.c.reference == change.c.reference
    )
    return func.coalesce(corrected.correlate(change).scalar_subquery(), change.c.entry)
