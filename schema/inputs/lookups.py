"""The factory of look-ups: inputs that name one thing in one of several ways."""

from __future__ import annotations

import strawberry

from schema.scalars import URI


def lookup_input(noun: str, a_noun: str, **ways: str) -> type:
    """Make ``<Noun>By``: a thing by its id, its permanent address, its reference or further keys.

    Args:
        noun: the name of the thing's type.
        a_noun: the thing in words, with its article.
        ways: what each further key is, by its name; each is a text.
    """
    keys = {
        "id": (strawberry.ID | None, "The opaque id that the API gave"),
        "uri": (URI | None, "The permanent address"),
        "reference": (str | None, "The readable key, unique within its kind"),
        **{name: (str | None, description) for name, description in ways.items()},
    }
    body = {
        name: strawberry.field(default=strawberry.UNSET, description=description)
        for name, (_, description) in keys.items()
    }
    annotations = {name: annotation for name, (annotation, _) in keys.items()}
    lookup = type(f"{noun}By", (), {"__annotations__": annotations, **body})
    return strawberry.input(lookup, one_of=True, description=f"{a_noun} by one of its names")
