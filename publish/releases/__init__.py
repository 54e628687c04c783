"""Releases as they lie on disk: index, atomic files, recovery, withdrawal, versions."""
