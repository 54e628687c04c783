"""Names of the files by which a release proves itself."""

from __future__ import annotations

from registry.signing import KEYS_FILE

SUMS = "SHA256SUMS"
SUMS_SIGNED = "SHA256SUMS.minisig"
CHECKPOINT = "checkpoint"
ROWS = "rows.json"
RECORDS = "record_entries.csv"
LEAVES = "leaves.csv"
TREE = "tree.csv"
REDACTIONS = "redactions.csv"
CORRECTIONS = "corrections.csv"
ACTS = "acts.csv"
LOG_KEY = "log.pub"
LOG_KEYS = KEYS_FILE
MINISIGN_KEY = "minisign.pub"

# Tables that no descriptor lists: they are about the package, not about the world.
TABLES = frozenset({RECORDS, LEAVES, TREE, REDACTIONS, CORRECTIONS, ACTS})
# What lies beside the zip as well as, in another form, in it: each lists what lies beside itself.
OF_EACH_PLACE = frozenset({SUMS, SUMS_SIGNED})
# What the publisher keeps beside a package for its own use: no part of it, and not served.
KEPT = "release.json"
SIGNATURE = ".minisig"
