"""Broken and hostile files, generated: each with a name that says what is wrong with it."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter import Workbook

from tests.support.soak import Trials

NOISE = Trials("files of noise, and half as many that begin as a zip does", 800)
HEADER = ["indicator", "title", "lead"]
ROWS = [
    ["NI 1", "People get on well together", "Exampleshire County Council"],
    ["NI 2", "Café societies – and more", ""],
    ["NI 3", "Adults in contact with services", "Police & Council"],
]
CONTENT = "content.xml"
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Broken:
    name: str
    suffix: str
    data: bytes


def csv_bytes(encoding: str = "utf-8", end: str = "\n", delimiter: str = ",") -> bytes:
    return "".join(delimiter.join(row) + end for row in [HEADER, *ROWS]).encode(encoding)


def xlsx_bytes(rows: list[list[str]] | None = None) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows or [HEADER, *ROWS]):
            sheet.write_row(place, 0, row)
    return out.getvalue()


def ods_bytes(table: str | None = None) -> bytes:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    names += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    names += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    names += 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = table or "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell.replace("&", "&amp;")}'
            "</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in [HEADER, *ROWS]
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="One">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            CONTENT: content.encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    return zipped({**members(data), part: content})


def every_broken_file() -> Iterator[Broken]:
    yield from empty_files()
    yield from truncated_files()
    yield from damaged_files()
    yield from texts()
    yield from ragged_rows()
    yield from headers()
    yield from other_kinds()
    yield from far_cells()
    yield from bombs()
    yield from unsafe_zips()


def empty_files() -> Iterator[Broken]:
    for suffix in ("csv", "tsv", "xlsx", "ods"):
        yield Broken("empty", suffix, b"")
    for name, data in (("blank", b" \n\n"), ("mark alone", b"\xef\xbb\xbf"), ("ends", b"\r\n" * 9)):
        yield Broken(name, "csv", data)
    yield Broken("header alone", "csv", b"indicator,title,lead\n")
    yield Broken("no cells", "xlsx", xlsx_bytes([[""]]))
    yield Broken("no cells", "ods", ods_bytes("<table:table-row/>"))


def truncated_files() -> Iterator[Broken]:
    for suffix, data in (("xlsx", xlsx_bytes()), ("ods", ods_bytes())):
        for part in range(1, 21):
            yield Broken(f"cut at {part * 5}%", suffix, data[: len(data) * part // 21])
    quoted = b'indicator,title,lead\nNI 1,"never closed,x\nNI 2,y,z\n'
    yield Broken("a quotation mark never closed", "csv", quoted)
    whole = csv_bytes("utf-16")
    for length in (3, 9, 31, len(whole) - 1):
        yield Broken(f"UTF-16 cut at {length} bytes", "csv", whole[:length])


def damaged_files() -> Iterator[Broken]:
    chance = NOISE.random()
    for suffix, whole in (("xlsx", xlsx_bytes()), ("ods", ods_bytes())):
        for part, content in members(whole).items():
            if part.endswith((".xml", ".rels")) and (part == CONTENT or "xl/w" in part):
                yield Broken(f"{part} cut", suffix, with_part(whole, part, content[:-20]))
                yield Broken(f"{part} no XML", suffix, with_part(whole, part, b"\x00\x01\x02"))
                yield Broken(f"{part} empty", suffix, with_part(whole, part, b""))
    for number in range(NOISE.count):
        data = bytes(chance.randrange(256) for _ in range(chance.randrange(20, 2_000)))
        yield Broken(f"noise {number}", chance.choice(["csv", "xlsx", "ods", "tsv"]), b"\0" + data)
    for number in range(NOISE.count // 2):
        noise = bytes(chance.randrange(256) for _ in range(400))
        yield Broken(f"noise {number} in a zip", "xlsx", b"PK\x03\x04" + noise)


def texts() -> Iterator[Broken]:
    plain = csv_bytes()
    for place in range(10, 90, 10):
        yield Broken(f"NUL at {place}", "csv", plain[:place] + b"\0" + plain[place:])
        mark = b"\xef\xbb\xbf"
        yield Broken(f"a mark inside at {place}", "csv", plain[:place] + mark + plain[place:])
    for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D):
        yield Broken(f"no encoding knows {byte:x}", "csv", plain + bytes([0xE9, byte]) + b",x,y\n")
    yield Broken("UTF-8 mark, Latin bytes", "csv", b"\xef\xbb\xbf" + csv_bytes("cp1252"))
    yield Broken("UTF-16 mark, UTF-8 bytes", "csv", b"\xff\xfe" + plain[:61])
    yield Broken(
        "one cell too long", "csv", b"indicator,title,lead\nNI 1," + b"x" * 200_000 + b",y\n"
    )
    yield Broken("too many columns", "csv", b",".join(b"c%d" % n for n in range(101)) + b"\n1\n")
    yield Broken("too many rows", "csv", b"indicator,title,lead\n" + b"a,b,c\n" * 200_001)
    yield Broken("too large", "csv", b"indicator,title,lead\n" + b"a,b,c\n" * 3_400_000)


def ragged_rows() -> Iterator[Broken]:
    for end in ("\n", "\r", "\r\n"):
        for cells in (1, 2, 4, 5, 9):
            row = ",".join(f"x{number}" for number in range(cells)) + end
            data = csv_bytes(end=end) + row.encode()
            yield Broken(f"a row of {cells} cells, ending in {end!r}", "csv", data)
    mixed = b"indicator,title,lead\r\nNI 1,a,b\rNI 2,c\nNI 3,d,e\r\n"
    yield Broken("mixed line ends, a row too short", "csv", mixed)


def headers() -> Iterator[Broken]:
    for heading in ("title", "TITLE", " title ", "Title"):
        data = f"indicator,title,{heading},lead\n1,2,3,4\n".encode()
        yield Broken(f"the heading {heading!r} twice", "csv", data)
    for row in ("a,b,c", "1,2,3", "indicator;title;lead", "Indicator", "indicator,titel,lead"):
        yield Broken(f"header {row!r}", "csv", f"{row}\nx,y,z\n".encode())
    twice = [["indicator", "title", "title"], ["a", "b", "c"]]
    yield Broken("a heading twice", "xlsx", xlsx_bytes(twice))


def other_kinds() -> Iterator[Broken]:
    nested: object = {}
    for _ in range(50):
        nested = {"rows": [nested]}
    begins = {
        "PDF": b"%PDF-1.7\n",
        "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "gzip": b"\x1f\x8b\x08\x00",
        "7z": b"7z\xbc\xaf\x27\x1c",
        "RAR": b"Rar!\x1a\x07",
        "picture": b"\x89PNG\r\n\x1a\n",
        "photograph": b"\xff\xd8\xff\xe0",
        "RTF": b"{\\rtf1",
        "database": b"SQLite format 3\0",
        "HTML": b"<!DOCTYPE html><table>",
        "XML": b"<?xml version='1.0'?><a/>",
        "JSON": json.dumps(nested).encode(),
        "JSON list": b"[" * 20_000,
        "plain zip": zipped({"a.txt": b"a"}),
        "word document": zipped({"word/document.xml": b"<w/>"}),
        "binary workbook": zipped({"xl/workbook.bin": b"x"}),
        "data package": zipped({"datapackage.json": b"{}"}),
    }
    for name, data in begins.items():
        for suffix in ("csv", "xlsx"):
            yield Broken(f"{name} under another name", suffix, data)


def far_cells() -> Iterator[Broken]:
    whole = xlsx_bytes()
    sheet = members(whole)[SHEET]
    for cell in ("XFD1048576", "A1048576", "XFD1", "CW5", "A200001", "ZZZ99999999"):
        far = b'<row r="9"><c r="%s"><v>1</v></c></row></sheetData>' % cell.encode()
        data = with_part(whole, SHEET, sheet.replace(b"</sheetData>", far))
        yield Broken(f"a cell at {cell}", "xlsx", data)
    one = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    for times in ("16384", "101", "99999999"):
        repeated = one.format(f' table:number-columns-repeated="{times}"')
        row = f"<table:table-row>{repeated}</table:table-row>"
        yield Broken(f"{times} columns in one cell", "ods", ods_bytes(row))
    for times in ("1048576", "200001", "99999999"):
        row = f'<table:table-row table:number-rows-repeated="{times}">{one.format("")}'
        yield Broken(f"{times} rows in one", "ods", ods_bytes(row + "</table:table-row>"))


def bombs() -> Iterator[Broken]:
    zeros = b"0" * 30_000_000
    yield Broken("a part of zeros", "xlsx", with_part(xlsx_bytes(), "xl/media/a.bin", zeros))
    yield Broken("a part of zeros", "ods", with_part(ods_bytes(), "Pictures/a.bin", zeros))
    many = {f"xl/parts/{number}.xml": b"<a/>" for number in range(200)}
    yield Broken("200 parts", "xlsx", zipped({**members(xlsx_bytes()), **many}))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]><worksheet>&l9;</worksheet>'.encode()
    fetch = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'
    for name, content in (("laughs", bomb), ("fetched entity", fetch)):
        yield Broken(name, "xlsx", with_part(xlsx_bytes(), SHEET, content))
        yield Broken(name, "ods", with_part(ods_bytes(), CONTENT, content))
    deep = b"<worksheet>" * 5_000
    yield Broken("deep XML", "xlsx", with_part(xlsx_bytes(), SHEET, deep))


def unsafe_zips() -> Iterator[Broken]:
    for name in ("/etc/passwd", "../../x", "a\\..\\b", "c:/x", "xl/../../../x"):
        yield Broken(f"a part named {name}", "xlsx", with_part(xlsx_bytes(), name, b"x"))
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16
    for suffix, whole in (("xlsx", xlsx_bytes()), ("ods", ods_bytes())):
        out = io.BytesIO(whole)
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(link, "/etc/passwd")
        yield Broken("a link inside", suffix, out.getvalue())
        squeezed = zipped(members(whole), zipfile.ZIP_LZMA)
        yield Broken("squeezed unusually", suffix, squeezed)
