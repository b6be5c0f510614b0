"""Pages in headless Chromium: measured at several widths, as a picture, on paper.

A page is put into frames of several widths, without its policy against scripts, and measure.js beside
them looks at what the browser has made of it.
"""

import html
import json
import os
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ARTEFACTS = pathlib.Path(os.environ.get("ARTEFACTS", HERE.parents[1] / "build/page"))
WIDTHS = (400, 1280, 2560)
# No sandbox for root, no traffic of its own.
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--hide-scrollbars")
SCHEMES = {"dark": 0, "light": 1}
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def chromium(*arguments):
    """What Chromium writes to standard output."""
    with tempfile.TemporaryDirectory(prefix="sidetick-chromium-") as profile:
        command = ["chromium", *FLAGS, f"--user-data-dir={profile}", *map(str, arguments)]
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              timeout=120, check=True, text=True,
                              env={"PATH": os.environ["PATH"], "HOME": profile, "LC_ALL": "C.UTF-8"}).stdout


def frames(page, height):
    """A document with the page in a frame of each width, side by side."""
    page = html.escape(POLICY.sub("", page))
    inner = "".join(f'<iframe width="{width}" height="{height}" srcdoc="{page}"></iframe>' for width in WIDTHS)
    return ("<!DOCTYPE html><meta charset=utf-8><style>:root { color-scheme: light dark } "
            "body { margin: 0; display: flex; gap: 20px; background: #777 } iframe { border: 0; flex: none }</style>"
            f"<body>{inner}<pre id=measured></pre><script>{(HERE / 'measure.js').read_text()}</script>")


def measure(page, name, scheme, height):
    """{width: what measure.js found}; a screenshot of all widths is left as NAME-SCHEME.png."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    document = ARTEFACTS / f"{name}-frames.html"
    document.write_text(frames(page, height))
    text = chromium(f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}", f"--window-size={sum(WIDTHS) + 40},{height}",
                    f"--screenshot={ARTEFACTS / name}-{scheme}.png", "--dump-dom", document.as_uri())
    found = json.loads(html.unescape(re.search(r'<pre id="measured">(.*?)</pre>', text, re.S)[1]))
    return dict(zip(WIDTHS, found))


def sheets(page, name):
    """The sizes (width, height) in points of the sheets that the page is printed on; NAME.pdf is left."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    document, paper = ARTEFACTS / f"{name}.html", ARTEFACTS / f"{name}.pdf"
    document.write_text(page)
    chromium(f"--print-to-pdf={paper}", "--no-pdf-header-footer", document.as_uri())
    boxes = re.findall(rb"/Type /Page\b.*?/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper.read_bytes(), re.S)
    return [(float(width), float(height)) for width, height in boxes]
