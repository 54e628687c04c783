"""How to ask for the data of a page: its document with the values that the page was asked with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from web.site.pages.page import Page


@dataclass(frozen=True, slots=True)
class Sample:
    """A way to ask: what it is called, and the words."""

    title: str
    text: str


def write_document(page: Page, variables: Mapping[str, Any]) -> str:
    """Write the document so that it needs no variables: their values become the defaults."""
    text = page.document.strip()
    for name, kind in page.variables.items():
        if name in variables:
            declared = f"${name}: {kind}"
            text = text.replace(declared, f"{declared} = {_literal(variables[name], kind)}", 1)
    return text


def write_samples(endpoint: str, document: str) -> list[Sample]:
    """Write the document as a command for curl, as a program in Python, and in JavaScript."""
    # In single quotes a shell takes everything as it is, but the quote.
    shell = document.replace("'", "'\\''")
    return [
        Sample("curl", f"curl -sG {endpoint} --data-urlencode 'query={shell}'"),
        Sample(
            "Python",
            "import json, urllib.parse, urllib.request\n\n"
            f'query = r"""{document}"""\n'
            f'address = "{endpoint}?" + urllib.parse.urlencode({{"query": query}})\n'
            'data = json.load(urllib.request.urlopen(address))["data"]',
        ),
        Sample(
            "JavaScript",
            f"const query = `{_escape_template(document)}`;\n"
            f'const address = "{endpoint}?query=" + encodeURIComponent(query);\n'
            "const { data } = await (await fetch(address)).json();",
        ),
    ]


def encode_query(document: str) -> str:
    """Encode a document as the value of ``query`` in an address."""
    return quote_plus(document, safe="(){}:,!$[]/=@")


def _escape_template(text: str) -> str:
    """Escape what has a meaning in a template literal of JavaScript."""
    return text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")


def _literal(value: Any, kind: str) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_literal(each, kind.strip('[]!')) for each in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {each}" for name, each in value.items()) + "}"
    plain = kind.rstrip("!") in _QUOTED or not isinstance(value, str)
    return json.dumps(value, ensure_ascii=False) if plain else value


_QUOTED = frozenset(("String", "ID", "Cursor", "URI", "Decimal", "Date", "DateTime"))
