"""The field of Query that searches: its page, what is counted of all hits, and near spellings."""

from schema.bindings.search.search_field import SearchField

__all__ = ["SearchField"]
