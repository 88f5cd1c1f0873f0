"""`python -m hoanhap COMMAND …`; from a checkout `./hoanhap COMMAND …` prepares what is needed first."""

import sys

from hoanhap.site import cli

sys.exit(cli.main(sys.argv[1:]))
