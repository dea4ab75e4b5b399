"""`python -m offprint`: the same as the `offprint` command."""

from offprint.cli import main

raise SystemExit(main())
