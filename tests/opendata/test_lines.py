"""Rows leave the database as lines of CSV, the same from both databases."""

import csv
import io

from sqlalchemy import select

import opendata
from registry import Registry
from registry.acts import ACTS, fields_of
from registry.models import TABLES
from registry.projection import cells_of

BASE = "https://r.example"


def lines(registry: Registry, kind: str, only: list[str] | None = None) -> list[str]:
    with registry.reading() as session:
        parts = opendata.make_record_table(kind).read_lines(session.connection, only, BASE)
        return [line for part in parts for line in part]


def test_what_a_cell_holds_is_verbatim_and_quoted_only_where_it_must_be(registry: Registry) -> None:
    assert lines(registry, "areas") == [
        "A,FICTIONAL,,S,Area,COUNTY,R,,,,https://r.example/areas/A",
        'A/1,FICTIONAL,,S,"=SUM(A1:A9), Ward\r\nof Llŷn",WARD,R,A,,,https://r.example/areas/A/1',
    ]
    assert lines(registry, "sources") == [
        'S,FICTIONAL,,"The ""made-up"" list",,,,https://r.example/sources/S',
        "UNUSED,FICTIONAL,,Unused,,,,https://r.example/sources/UNUSED",
    ]


def test_pence_are_published_as_pounds_with_two_decimals(registry: Registry) -> None:
    amounts = [line.split(",")[7] for line in lines(registry, "contributions")]

    assert opendata.make_record_table("contributions").make_header().split(",")[7] == "amount"
    assert amounts == ["1234.05", "-0.70"]


def test_flags_are_words_and_numbers_keep_their_scale(registry: Registry) -> None:
    with registry.reading() as session:
        entries = [
            line
            for part in opendata.make_entries_table().read_lines(session.connection)
            for line in part
        ]

    assert entries[0].startswith("1,")
    assert {line.rpartition(",")[2] for line in entries} == {"false"}
    assert ",-4.0," in lines(registry, "targets")[0]


def test_only_some_rows_are_published_in_the_same_order(registry: Registry) -> None:
    assert lines(registry, "partners", ["P1", "P2"]) == lines(registry, "partners")
    assert lines(registry, "partners", ["P2"]) == [
        "P2,FICTIONAL,,S,Police,POLICE,P1,,,,https://r.example/partners/P2"
    ]
    assert lines(registry, "partners", []) == []


def test_every_row_reads_back_as_the_act_that_could_have_made_it(registry: Registry) -> None:
    for kind in opendata.list_kinds():
        resource = opendata.make_record_table(kind)
        text = "\r\n".join([resource.make_header(), *lines(registry, kind)])
        read = list(csv.DictReader(io.StringIO(text, newline="")))
        with registry.reading() as session:
            rows = session.connection.execute(select(TABLES[kind]).order_by("reference"))
            stated = [cells_of(kind, dict(row)) for row in rows.mappings()]

        rows_of_acts = [opendata.drop_derived(row) for row in read]
        assert [{k: cell for k, cell in row.items() if cell} for row in rows_of_acts] == stated
        assert [ACTS[kind].read(row).reference for row in rows_of_acts] == [
            row["reference"] for row in stated
        ]


def test_what_is_published_of_a_kind_is_what_its_act_says_and_its_address() -> None:
    headers = {
        kind: opendata.make_record_table(kind).make_header().split(",")
        for kind in opendata.list_kinds()
    }

    assert headers == {
        kind: [*(field.name for field in fields_of(ACTS[kind])), "uri"]
        for kind in ACTS
        if kind not in ("corrections", "redactions")
    }
