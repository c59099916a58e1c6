"""`python -m tests.bench_peers FOLDER`: Material's index, made by itself."""

import sys
from pathlib import Path

from tests.bench_peers import write_material_index

write_material_index(Path(sys.argv[1]))
