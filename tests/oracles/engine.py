"""An engine that is asked, and what is known of where it disagrees with sidetick.

A disagreement is one of two kinds, and neither excuses a case from being compared:
- Reading: the engine takes an expression for another one. The rewritten expression is given to
  sidetick, and the engine's ticks must be those, tick for tick.
- Failing: the engine raises an error, which the disagreement names, where sidetick has ticks.
"""

import concurrent.futures
import dataclasses
import json
import os
import subprocess
from typing import Callable, Optional

from expressions import text_of


@dataclasses.dataclass(frozen=True)
class Reading:
    name: str
    why: str  # who is right, and by which rule
    example: str
    rewrite: Callable  # fields -> fields, the same when the disagreement has no say in them


@dataclasses.dataclass(frozen=True)
class Failing:
    name: str
    why: str
    example: str
    applies: Callable  # fields -> bool
    error: str  # what the engine's message holds


@dataclasses.dataclass(frozen=True)
class Engine:
    name: str
    command: list
    features: set
    readings: list = ()
    failings: list = ()
    spell: Callable = text_of  # fields -> the text that the engine reads
    environment: Optional[dict] = None
    zones: tuple = ()  # where daylight saving is compared too; none for engines with rules of their own

    def read(self, fields):
        """What the engine takes `fields` for, and the readings that had a say."""
        used = []
        for reading in self.readings:
            rewritten = reading.rewrite(list(fields))
            if rewritten != fields:
                used.append(reading)
            fields = rewritten
        return fields, used

    def ask(self, cases):
        return ask(self.command, cases, self.environment)


def ask(command, cases, environment=None):
    """One answer a case: {"ticks": […]} or {"error": "…"}."""
    processes = os.cpu_count() or 1
    with concurrent.futures.ThreadPoolExecutor(processes) as pool:
        parts = [cases[at::processes] for at in range(processes)]
        answered = list(pool.map(lambda part: ask_one_process(command, part, environment), parts))
    return [answered[at % processes][at // processes] for at in range(len(cases))]


def ask_one_process(command, cases, environment):
    text = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run(command, input=text, capture_output=True, text=True,
                          env={**os.environ, **(environment or {})}, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0 or len(answers) != len(cases):
        raise RuntimeError(f"{command}: status {done.returncode}, {len(answers)} answers to "
                           f"{len(cases)} cases: {done.stderr[-500:]}")
    return [{"error": "no ticks"} if answer.get("ticks") == [] else answer for answer in answers]
