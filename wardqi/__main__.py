"""`python -m wardqi`: the same as the command `wardqi`."""

import sys

from wardqi.cli.door import main

if __name__ == "__main__":
    sys.exit(main())
