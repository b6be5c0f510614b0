"""Shrinks a failing list of steps to a shortest one: none of its steps can be left out, and few are simpler."""


def shrink(steps, fails):
    """`fails(steps)` tells whether a list still fails in the same way."""
    size = len(steps) // 2
    while size:
        at, left_out = 0, False
        while at < len(steps):
            shorter = steps[:at] + steps[at + size:]
            if fails(shorter):
                steps, left_out = shorter, True
            else:
                at += size
        size = min(size, len(steps)) if left_out and size == 1 else size // 2
    return simplify(steps, fails)


def simplify(steps, fails):
    """Each step by one of its simpler forms, as long as that fails too."""
    changed = True
    while changed:
        changed = False
        for at, step in enumerate(steps):
            for simpler in simpler_forms(step):
                if fails(steps[:at] + [simpler] + steps[at + 1:]):
                    steps, changed = steps[:at] + [simpler] + steps[at + 1:], True
                    break
    return steps


def simpler_forms(step):
    verb, *args = step
    if verb == "minutes":
        count, *hosts = args
        if count == 1:
            yield from (("run", host) for host in hosts)
        else:
            yield (verb, 1, *hosts)
            yield (verb, count - 1, *hosts)
        if len(hosts) > 1:
            yield from ((verb, count, *hosts[:n], *hosts[n + 1:]) for n in range(len(hosts)))
    elif verb in ("again", "rehearse"):
        yield ("run", *args)
    elif verb == "file":
        host, schedules, *settings = args
        if len(schedules) > 1:
            yield from ((verb, host, without(schedules, name), *settings) for name in schedules)
        for name, spec in schedules.items():
            for key in spec.keys() - {"cron", "every", "at"}:
                yield (verb, host, {**schedules, name: without(spec, key)}, *settings)
        for key in (settings[0] if settings else {}):
            yield (verb, host, schedules, without(settings[0], key))


def without(values, key):
    return {other: value for other, value in values.items() if other != key}


def as_text(steps):
    return "[\n" + "".join(f"    {step!r},\n" for step in steps) + "]"
