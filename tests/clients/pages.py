"""Web pages as a person sees them: headless Chromium, the text of the page and a picture of it."""

import html.parser
import os
import subprocess
import tempfile

from clients import ARTEFACTS, PATIENCE

# No sandbox for root, no traffic of its own.
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1200,900")


class Text(html.parser.HTMLParser):
    """The words of a page outside of scripts and styles, one line for each table row, heading and the like."""

    UNSEEN = ("script", "style", "title", "head")
    LINES = ("tr", "h1", "h2", "h3", "h4", "li", "div", "p", "header")

    def __init__(self, page):
        super().__init__()
        self.lines, self.unseen = [[]], 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.unseen += tag in self.UNSEEN
        if tag in self.LINES:
            self.lines.append([])

    def handle_endtag(self, tag):
        self.unseen -= tag in self.UNSEEN
        if tag in self.LINES:
            self.lines.append([])

    def handle_data(self, data):
        if not self.unseen:
            self.lines[-1] += data.split()

    def __str__(self):
        return "\n".join(" ".join(line) for line in self.lines if line)


def open_page(url, name):
    """The text of the page at `url`, in lines. A screenshot is left in the artefacts as NAME.png."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sidetick-chromium-") as profile:
        command = ["chromium", *FLAGS, f"--user-data-dir={profile}", f"--screenshot={ARTEFACTS / name}.png",
                   "--dump-dom", url]
        with open(ARTEFACTS / f"{name}.chromium.log", "wb") as log:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, timeout=PATIENCE,
                                  env={"PATH": os.environ["PATH"], "HOME": profile, "LC_ALL": "C.UTF-8"}, check=True)
    page = done.stdout.decode()
    (ARTEFACTS / f"{name}.html").write_text(page)
    return str(Text(page)).splitlines()
