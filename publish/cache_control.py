"""How long caches may hold published files before they ask again, here and at delivered stores."""

RELEASE_FILE = "public, max-age=3600, must-revalidate"
"""A file of a release never changes, but it may be withdrawn: copies live for an hour."""
NEWEST = "public, max-age=60"
"""What is replaced when something new is published, at stores that cannot be asked each time."""
