"""`python -m ntm_dash …`."""

import sys

from ntm_dash.cli import main

sys.exit(main())
