"""The pages about importing say what the code does."""

import json
import re
from pathlib import Path

from ingest.packages import import_packages
from registry import Registry
from tools.import_forms import PAGE, page


def test_all_kinds_are_described_as_they_are() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert text == page(text), "run python -m tools.import_forms"


def test_the_example_of_the_guide_is_imported(registry: Registry, tmp_path: Path) -> None:
    text = (PAGE.parents[1] / "how-to/import-packages.md").read_text(encoding="utf-8")
    for name, content in re.findall(r"`(\w+\.csv)`\n\n   ```\n(.*?)   ```", text, re.S):
        (tmp_path / name).write_text(re.sub(r"^   ", "", content, flags=re.M))
    (descriptor,) = re.findall(r"```json\n(.*?)```", text, re.S)
    (tmp_path / "datapackage.json").write_text(descriptor)
    assert json.loads(descriptor)["name"] == "my-package"

    imported = import_packages(registry, [tmp_path])

    assert [(kind.kind, kind.new) for kind in imported.kinds] == [
        ("sources", 1),
        ("regions", 1),
        ("areas", 1),
    ]
