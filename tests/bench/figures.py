"""A figure: what was measured, of how much, against what; and the table that they make.

A script beside this one is one figure. It has `def figures(server)` or `def figures()`, which returns
a list of Figure, and ends with `if __name__ == "__main__": show(figures)`.
"""

import inspect
from dataclasses import dataclass, field

from harness import Server
from stopwatch import spread


@dataclass
class Figure:
    """`ours` and `theirs`: values in `unit`, one a round. `limit`: what the ratio of their medians may
    be, or, without `theirs`, the median itself."""
    name: str
    ours: list
    theirs: list = field(default_factory=list)
    against: str = ""
    limit: float = None
    unit: str = "ms"
    higher_is_better: bool = False
    note: str = ""

    @property
    def ratio(self):
        return spread(self.ours)[1] / spread(self.theirs)[1] if self.theirs else None

    @property
    def ratio_of_minima(self):
        return min(self.ours) / min(self.theirs) if self.theirs else None

    @property
    def value(self):
        return self.ratio if self.theirs else spread(self.ours)[1]

    @property
    def verdict(self):
        if self.limit is None:
            return ""
        met = self.value >= self.limit if self.higher_is_better else self.value <= self.limit
        return "yes" if met else "NO"

    def row(self):
        bound = "" if self.limit is None else ("≥ " if self.higher_is_better else "≤ ") + number(self.limit)
        return [self.name, self.unit, three(self.ours), self.against, three(self.theirs),
                number(self.ratio), number(self.ratio_of_minima), bound, self.verdict, self.note]


HEAD = ["figure", "unit", "sidetick: min / median / max", "against", "min / median / max",
        "ratio of medians", "of minima", "to reach", "reached", "note"]


def number(value):
    if value is None:
        return ""
    if value != 0 and abs(value) < 0.1:
        return f"{value:.2g}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"


def three(values):
    return " / ".join(number(value) for value in spread(values)) if values else ""


def table(rows):
    rows = [HEAD, *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)


def measure(figures):
    """Calls `figures`, with a server of its own if it takes one."""
    if not inspect.signature(figures).parameters:
        return figures()
    server = Server()
    try:
        return figures(server)
    finally:
        server.close()


def show(figures):
    print(table(figure.row() for figure in measure(figures)))
