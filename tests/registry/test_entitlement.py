"""A kind of act can name the roles in which an author may record it."""

from dataclasses import dataclass
from typing import ClassVar

from registry.acts import SourcedAct
from registry.errors import Refusal, RefusalCode
from registry.rules.entitlement import check_entitlement
from registry.vocabulary import REGISTRAR, Author, Role, Standing

COUNCIL = Author("EXS-COUNCIL", Role.COUNCIL)
FORUM = Author("EXS-FORUM", Role.NEIGHBOURHOOD_FORUM)


@dataclass(frozen=True, kw_only=True)
class Petitioned(SourcedAct):
    """Something that councils and forums may record, and nobody else."""

    KIND, ABOUT, HAPPENED = "petitions", ("petitions", "reference"), None
    MAY: ClassVar = (Role.COUNCIL, Role.NEIGHBOURHOOD_FORUM)


@dataclass(frozen=True, kw_only=True)
class Noted(SourcedAct):
    """Something that everybody may record who may record at all."""

    KIND, ABOUT, HAPPENED = "notes", ("notes", "reference"), None


def stated(kind: type[SourcedAct]) -> SourcedAct:
    return kind(reference="X", source="S", standing=Standing.FICTIONAL)


def test_an_author_records_in_one_of_the_roles_that_the_kind_names() -> None:
    assert list(check_entitlement(stated(Petitioned), COUNCIL)) == []
    assert list(check_entitlement(stated(Petitioned), FORUM)) == []


def test_in_another_role_nobody_records_it() -> None:
    department = Author("EXS-DEPT", Role.DEPARTMENT)

    assert list(check_entitlement(stated(Petitioned), department)) == [
        Refusal(
            RefusalCode.NOT_ENTITLED,
            "EXS-DEPT may not record petitions as DEPARTMENT",
            "Only these may: COUNCIL, NEIGHBOURHOOD_FORUM",
        )
    ]


def test_the_registrar_records_every_kind_and_everybody_what_names_no_role() -> None:
    assert list(check_entitlement(stated(Petitioned), REGISTRAR)) == []
    assert list(check_entitlement(stated(Noted), COUNCIL)) == []
