"""`make run`: sets up what is missing, then runs web, worker and beat until it is told to stop."""

import os
import sys

from welfare_movement.demo.supervisor import run

if __name__ == "__main__":
    sys.exit(run(port=os.environ.get("PORT", "8000")))
