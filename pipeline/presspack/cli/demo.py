"""presspack demo: the five articles that come with presspack, built in a folder of one's choice, and their page."""

import argparse
import subprocess
import sys
import tempfile
import webbrowser
from pathlib import Path

from presspack.base.paths import HOME

EPILOG = """\
examples:
  presspack demo                          # in a temporary folder, which stays
  presspack demo --folder demo --no-browser
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack demo`."""
    parser.epilog = EPILOG
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where to build (default: a temporary folder)")
    parser.add_argument("--no-browser", action="store_true", help="open nothing")


def run(args: argparse.Namespace) -> int:
    """Build, and open the page."""
    folder = args.folder or Path(tempfile.mkdtemp(prefix="presspack-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    package = folder.resolve() / "datapackage"
    command = [sys.executable, "-m", "presspack", "build", "--raw", str(HOME / "raw"), "--build", "build"]
    done = subprocess.run([*command, "--output", str(package)], cwd=folder, check=False)
    if done.returncode:
        return done.returncode
    page = package / "index.html"
    print(f"the page: {page}", file=sys.stderr)
    if not args.no_browser:
        webbrowser.open(page.as_uri())
    return 0
