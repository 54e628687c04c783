"""``seal``: sums of all files, signed, and ``release.json``, with which a release is whole."""

from __future__ import annotations

import opendata
from publish.package.convert import ConvertedPackage
from publish.proof import seal_folder
from publish.releases.layout import RELEASE_FILE, Release


def seal_package(converted: ConvertedPackage) -> Release:
    """Write the sums and their signature, and what is known of the release."""
    named, draft = converted.package.release, converted.package.draft
    snapshot, dataset, content = draft.snapshot, draft.dataset, draft.content
    sums = seal_folder(draft.folder, snapshot.seal, named.proof.make_comment(dataset))
    release = Release(
        dataset=dataset.name,
        version=named.info.version,
        previous=draft.past.newest,
        why=named.why,
        title=opendata.make_title(dataset, content),
        about=dataset.about,
        standing=opendata.describe_standing(content),
        world=content.find_world(),
        entry=snapshot.at.number,
        root=snapshot.root,
        recorded_at=snapshot.at.recorded_at,
        shape=draft.shape,
        fingerprint=snapshot.make_fingerprint(content, draft.shape),
        standings=dict(content.standings),
        files=(*converted.files, *sums),
        key=snapshot.seal.key,
        coverage=opendata.measure_coverage(snapshot.connection, content),
    )
    (draft.folder / RELEASE_FILE).write_text(release.to_json(), encoding="utf-8")
    return release
