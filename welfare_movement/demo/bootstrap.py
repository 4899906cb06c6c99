"""First step of `make`: a virtual environment with the locked packages. Plain Python, run before anything is installed.

    python3 welfare_movement/demo/bootstrap.py requirements.lock

Installs once for each state of the lock file; the next time it only looks.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
OLDEST = (3, 11)


def main(lock):
    if sys.version_info < OLDEST:
        sys.exit(
            "Python 3.11 or newer is needed; this is %s. Install it, or say which: make PYTHON=python3.12 …"
            % (sys.version.split()[0],)
        )
    wanted = _fingerprint(lock)
    if _installed(lock) == wanted:
        return
    if not (VENV / "bin" / "python").exists():
        _say("Making a virtual environment in .venv …")
        _make_venv()
    _say("Installing the packages of %s, once; this takes a minute or so …" % lock)
    _install(lock)
    _stamp(lock).write_text(wanted)


def _make_venv():
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode:
        sys.exit(
            "Python cannot make a virtual environment; install its venv package, on Debian or Ubuntu:"
            " sudo apt install python3-venv\n" + made.stdout + made.stderr
        )


def _install(lock):
    """Exactly the locked files, by their hashes: the lock names every one, so pip has nothing to resolve.

    Constraints that pip has on this machine know no hashes, so they rest.
    """
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(ROOT / lock)]
    done = subprocess.run(command, env={**os.environ, "PIP_CONSTRAINT": os.devnull}, check=False)
    if done.returncode:
        sys.exit("The packages could not be installed; look at what pip says above, most often the network is away.")


def _stamp(lock):
    return VENV / (lock + ".installed")


def _installed(lock):
    """What is installed, read from the stamp; the development packages hold the others too."""
    for name in (lock, "requirements-dev.lock"):
        stamp = _stamp(name)
        if stamp.exists() and stamp.read_text() == _fingerprint(name):
            return _fingerprint(lock)
    return ""


def _fingerprint(lock):
    told = (ROOT / lock).read_bytes() + sys.version.encode()
    return hashlib.sha256(told).hexdigest()


def _say(words):
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
