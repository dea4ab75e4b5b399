"""Build this repository's article: read, proofread, compose, make, collate, publish.

`python build.py [PATH] [options]` is `offprint build` with this folder as the default PATH.
"""

import sys
from pathlib import Path

from offprint.cli import main

if __name__ == "__main__":
    raise SystemExit(main(["build", *sys.argv[1:]], home=Path(__file__).parent))
