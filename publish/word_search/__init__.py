"""Where words still stand, searched everywhere that the registry knows of."""

from publish.word_search.findings import Findings, FoundWords
from publish.word_search.phrases import Phrases, read_phrases
from publish.word_search.search import search_words

__all__ = ["Findings", "FoundWords", "Phrases", "read_phrases", "search_words"]
