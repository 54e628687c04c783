"""Pages for people: home, records, citations, sitemap, errors."""
