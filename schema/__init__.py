"""The GraphQL contract and how a question becomes SQL."""

from schema.answers import Answer, execute
from schema.building import build, sdl
from schema.limits import LIMITS, Limits

__all__ = ["LIMITS", "Answer", "Limits", "build", "execute", "sdl"]
