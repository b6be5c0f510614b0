"""What is not as it has to be: raised, and found again by its kind."""


class Violation(Exception):
    """`kind` is one of: lost, early, twice, status, whole, cursor, mark, page, vain, told."""

    def __init__(self, kind, text):
        super().__init__(f"{kind}: {text}")
        self.kind = kind


def expect(condition, kind, text):
    if not condition:
        raise Violation(kind, text)


def allow(result, statuses):
    allowed = " or ".join(map(str, sorted(statuses)))
    expect(result.status in statuses, "status",
           f"exit status {result.status}, allowed is {allowed}; {result.stderr.strip()}")
