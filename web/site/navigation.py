"""What the head of each page leads to: the lists that there are, the data, the API."""

from __future__ import annotations

from collections.abc import Collection

SEARCH = "/search"
_SECTIONS = (
    ("Areas", "/areas/"),
    ("Agreements", "/agreements/"),
    ("Targets", "/targets/"),
    ("Partners", "/partners/"),
    ("Goals", "/goals/"),
    ("Proposals", "/proposals/"),
    ("Findings", "/findings/"),
    ("Sources", "/sources/"),
    ("Data", "/data/"),
    ("API", "/graphql"),
)
_FOOT = (
    ("About this registry", "/about/"),
    ("The ledger", "/entries/"),
    ("What was corrected", "/corrections/"),
    ("Pools", "/pools/"),
)
# These are no pages of a document and a template.
_ALWAYS = ("/data/", "/graphql")


def list_sections(paths: Collection[str]) -> list[tuple[str, str]]:
    """List the name and address of each section, of which there is a page among these."""
    return [each for each in _SECTIONS if each[1] in paths or each[1] in _ALWAYS]


def list_foot(paths: Collection[str]) -> list[tuple[str, str]]:
    """List what the foot of each page leads to, of which there is a page among these."""
    return [each for each in _FOOT if each[1] in paths]
