"""What a run must, may and must not do: sidetick(7), "One run" and "Change", schedule by schedule."""

import json
from dataclasses import replace

import rules
from act import Act
from facts import instant_of, texts, word
from files import form_of, is_on, queue_of
from harness import EX_CONFIG, EX_DATA, EX_OK, EX_TEMPORARY, iso
from rules import CLOSE_LEAD, LEAD, SLACK, Cursor
from ticks import ticks
from violation import allow, expect


class Run(Act):
    broken = None

    def check(self):
        if self.clocks_disagree():
            return self.check_disagreement()
        for other in set(self.seen.cursors) - {self.prefix}:
            # "Applications with prefixes of their own share queues and nothing else."
            kept = self.seen.cursors[other] == self.before.cursors[other]
            expect(kept, "cursor", f"cursors of prefix {other!r} changed")
        unusable = self.file["spoilt"] == "file" and self.result.status == EX_CONFIG and not self.result.stdout
        if unusable:
            return self.check_nothing_done("a file cannot be read")
        self.by_name = {}
        for job in self.seen.jobs:
            expect(job.prefix == self.prefix and job.name in self.right and not job.backfilled, "early",
                   f"a run of this file enqueued {job}")
            self.by_name.setdefault(job.name, []).append(job)
        self.ahead = [name for name, spec in self.right.items() if is_on(spec) and self.lead(name) > LEAD]
        self.check_status()
        self.check_answer()
        names = {name for name, spec in self.right.items() if is_on(spec)}
        for name in sorted(names):
            self.check_schedule(name, self.right[name])
        for name in sorted(set(self.app.cursors) - names):
            self.check_other(name)
        self.note_new_ones_that_are_off(names)
        self.check_page()

    def check_status(self):
        statuses = ({EX_CONFIG} if self.file["spoilt"] else set()) | ({EX_TEMPORARY} if self.ahead else set())
        if any(abs(self.lead(name) - LEAD) <= SLACK for name in self.right):
            statuses |= {EX_OK, EX_TEMPORARY}
        if any(self.could_not_push(name) for name in self.right):
            statuses |= {EX_DATA} if any(map(self.fails, self.right)) else {EX_DATA, EX_OK}
        allow(self.result, statuses or {EX_OK})
        for name in self.ahead:
            for part in (name, "forget"):
                expect(part in self.result.stderr, "told", f"{part} is not in: {self.result.stderr!r}")

    def looked_at(self, name):
        """The ticks that are due and that the ledger does not have."""
        spec, pushed = self.right[name], self.app.pushed_of(name)
        beginning = rules.find_beginning(self.app.cursors.get(name), spec, self.file, self.now)
        return [tick for tick in rules.due(spec, beginning, self.file, self.now) if tick not in pushed]

    def could_not_push(self, name):
        """The ticks that may be due of this schedule and that EXEC cannot push."""
        spec = self.right[name]
        able = self.broken != queue_of(spec)
        return [] if able or not is_on(spec) or name in self.app.off or self.is_ahead(name) else self.looked_at(name)

    def fails(self, name):
        """Whether the run has met what it could not push; its cursor tells where it is not sure that a tick was due."""
        pending = self.could_not_push(name)
        beginning = rules.find_beginning(self.app.cursors.get(name), self.right[name], self.file, self.now)
        at = instant_of(self.seen.cursors[self.prefix].get(name))
        return bool(pending) and (pending[-1] > beginning.at_will_until or at is not None and at < pending[0])

    def check_answer(self):
        """What the run says it enqueued is what came."""
        try:
            self.answer = self.result.json
        except json.JSONDecodeError:
            self.answer = {"enqueued": [], "skipped": []}
        said = sorted((entry["schedule"], entry["tick"]) for entry in self.answer["enqueued"])
        expect(said == sorted((job.name, iso(job.tick)) for job in self.seen.jobs), "told",
               f"it says that it enqueued {said}, and it did {texts(self.seen.jobs)}")

    def lead(self, name):
        """How far ahead of now and of Redis' clock the cursor is."""
        cursor = self.app.cursors.get(name)
        return cursor.at - max(self.now, self.server or 10 ** 11) if cursor and cursor.at is not None else -1

    def is_ahead(self, name):
        cursor = self.app.cursors.get(name)
        if cursor is None:
            return False
        # One that has never been on stands where it was first seen.
        at = cursor.since if cursor.never_on else cursor.at
        return at is not None and at > self.now

    def check_schedule(self, name, spec):
        jobs = self.by_name.get(name, [])
        for job in jobs:
            self.check_whole(job)
        if self.is_ahead(name):
            return self.check_ahead(name, spec, jobs)
        cursor, form = self.app.cursors.get(name), form_of(spec)
        beginning = rules.find_beginning(cursor, spec, self.file, self.now)
        looked_at = self.looked_at(name)
        if self.fails(name):
            return self.check_taken_back(name, spec, beginning, jobs, looked_at)
        off = name in self.app.off
        may = set() if off else set(looked_at) | self.owed(name, spec)
        self.check_came(name, jobs, may)
        first = self.app.forms.setdefault(name, {}).setdefault(form, self.now)
        must = {tick for tick in set(looked_at) & may if self.is_asked_for(name, tick, cursor, beginning, first)}
        missing = sorted(must - {job.tick for job in jobs})
        expect(not missing, "lost",
               f"{name}: not enqueued by the run of {iso(self.now)}: {', '.join(map(iso, missing))}")
        if not off:
            self.check_dropped(name, spec, beginning)
        self.note(name, spec, beginning, jobs, off, looked_at)

    def check_taken_back(self, name, spec, beginning, jobs, looked_at):
        """"The run takes the ledger entries back and sets the cursor before the first of them: the next run finds
        the ticks due."
        """
        expect(not jobs, "early", f"{name}: its queue could not be pushed to, and yet enqueued: {texts(jobs)}")
        text = self.seen.cursors[self.prefix].get(name)
        at = instant_of(text)
        first = min((tick for tick in looked_at if tick > beginning.at_will_until), default=looked_at[0])
        expect(at is not None and at < first, "cursor",
               f"the cursor of {name}, {at and iso(at)}, is not before {iso(first)}, which could not be pushed")
        cursor = self.app.cursors.get(name)
        since = rules.start_of_minute(self.now) if beginning.new or cursor is None else cursor.since
        mates = rules.mates_after(cursor, name, self.file, wrote=False)
        self.app.cursors[name] = Cursor(at, form_of(spec), None, mates, since)

    def is_asked_for(self, name, tick, cursor, beginning, first):
        """"A tick of the last two minutes that was skipped on purpose, or that only the new form has, may come":
        it need not. Nor one from before the schedule was there, or before the ledger is complete.
        """
        known = beginning.new or tick > rules.stands_at(cursor) or (tick >= first and tick >= cursor.since)
        return (known and tick > beginning.at_will_until and tick >= self.app.complete_since(name)
                and tick not in self.app.passed.get(name, ()))

    def check_came(self, name, jobs, may):
        for job in jobs:
            how = self.app.pushed_of(name).get(job.tick)
            expect(how is None, "twice", f"{name} {iso(job.tick)}: enqueued before by {how and sorted(how)}")
        for job in jobs:
            expect(job.tick in may, "early", f"{name} {iso(job.tick)}: is not due at {iso(self.now)}")
        expect(len({job.tick for job in jobs}) == len(jobs), "twice", f"{name}: {texts(jobs)}")

    def check_ahead(self, name, spec, jobs):
        """"By up to 15 minutes, a neighbour has done the work, nothing is due, it is not moved back; by more,
        nothing of that schedule is enqueued and nothing written." A minute ahead with another form, it is a
        neighbour that runs a moment earlier with another file: what the ledger lacks of the last minutes is due.
        """
        cursor = self.app.cursors[name]
        close = self.lead(name) <= CLOSE_LEAD and cursor.form != form_of(spec) and name not in self.app.off
        self.check_came(name, jobs, self.looked_back(spec) if close else set())
        for job in jobs:
            self.app.pushed_of(name).setdefault(job.tick, set()).add("run")
        if jobs:
            self.app.trim(name, self.now, self.file["history"])
        self.check_cursors_kept([name])
        if not self.oracle.reads_words:
            return
        gone = word(self.seen.cursors[self.prefix].get(name), "gone")
        # One that was off the page may come back to it with a later run.
        page = cursor.page if cursor.gone is None else None
        self.app.cursors[name] = replace(cursor, page=page, gone=gone)

    def owed(self, name, spec):
        """What a run with another form has left for a host that still has this one: "each runs at least every two
        minutes"; it need not come.
        """
        owed = word(self.before.cursors[self.prefix].get(name), "owed")
        if owed is None or self.app.cursors[name].form == form_of(spec):
            return set()
        return {tick for tick in self.looked_back(spec) if tick >= owed}

    def looked_back(self, spec):
        """The ticks of the last minutes: the present one, and what two minutes reach."""
        return set(ticks(form_of(spec), rules.start_of_minute(self.now) - 181, self.now))

    def check_dropped(self, name, spec, beginning):
        """Every tick that is skipped is counted and named; what the ledger has is not called dropped."""
        pushed = self.app.pushed_of(name)
        old = [tick for tick in rules.too_old(spec, beginning, self.file, self.now)]
        lacking = [tick for tick in old if tick not in pushed and tick > beginning.at_will_until]
        named = sum(skip.get("count", 1) for skip in self.answer["skipped"]
                    if skip["schedule"] == name and skip["reason"] == "older than the window")
        if any(tick < self.app.complete_since(name) for tick in old) or beginning.at_will_until > 0:
            expect(named > 0 or not lacking, "told", f"{name}: {len(lacking)} ticks dropped without a word")
        else:
            expect(named == len(lacking), "told", f"{name}: {len(lacking)} ticks dropped, and {named} named")

    def note(self, name, spec, beginning, jobs, off, looked_at):
        """The schedule has been dealt with up to now: what is true from here on."""
        cursor, form, text = self.app.cursors.get(name), form_of(spec), self.seen.cursors[self.prefix].get(name)
        at = instant_of(text)
        expect(at is not None, "cursor", f"{name} has no cursor after a run")
        expect(at <= self.now, "cursor", f"the cursor of {name}, {iso(at)}, is ahead of the run of {iso(self.now)}")
        was = instant_of(self.before.cursors[self.prefix].get(name))
        expect(was is None or at >= was or beginning.new, "cursor",
               f"the cursor of {name} went back from {iso(was or 0)} to {iso(at)}")
        behind = ticks(form, at, self.now)
        expect(not behind, "cursor",
               f"the cursor of {name}, {iso(at)}, is before ticks that are dealt with: {', '.join(map(iso, behind))}")
        if self.oracle.reads_words:
            expect(word(text, "gone") is None, "mark", f"{name} is on, and still marked as gone: {text}")
        pushed = self.app.pushed_of(name)
        if cursor is None and pushed:
            # "One that does not say: complete since now less history."
            self.app.complete[name] = max(self.app.complete_since(name), self.now - self.file["history"])
        for job in jobs:
            pushed.setdefault(job.tick, set()).add("run")
        if jobs:
            self.app.trim(name, self.now, self.file["history"])
        if off:
            self.app.passed.setdefault(name, set()).update(looked_at)
        mates = rules.mates_after(cursor, name, self.file, wrote=at != was or bool(jobs))
        since = rules.start_of_minute(self.now) if beginning.new or cursor is None else cursor.since
        self.app.cursors[name] = Cursor(at, form, dict(spec), mates, since)

    def note_new_ones_that_are_off(self, names):
        """The page wants something to stand with a schedule that has never been on; it has no position."""
        for name, spec in self.right.items():
            text = self.seen.cursors[self.prefix].get(name)
            if name not in names and name not in self.app.cursors and text is not None:
                mates = rules.mates_after(None, name, self.file, wrote=True)
                self.app.cursors[name] = Cursor(None, form_of(spec), dict(spec), mates, self.now, word(text, "gone"),
                                                never_on=True)

    def check_other(self, name):
        """A schedule that Redis knows and this run's file has not on."""
        cursor, text = self.app.cursors[name], self.seen.cursors[self.prefix].get(name)
        if text is None:
            return self.check_deleted(name, cursor)
        self.check_cursors_kept([name])
        marks = rules.marks(cursor, name, self.file)
        found = word(text, "gone")
        if marks is False or cursor.gone is not None:
            expected = cursor.gone
        elif marks is None:
            expected = found
        else:
            expected = self.now
        if self.oracle.reads_words:
            if self.is_ahead(name):
                expected = found
            expect(found == expected, "mark", f"{name} is marked as gone since {found and iso(found)}, "
                                              f"not {expected and iso(expected)}")
        spec = self.file["schedules"].get(name)
        page = dict(spec) if spec is not None and name in self.right else cursor.page
        self.app.cursors[name] = replace(cursor, page=page, gone=expected)

    def check_deleted(self, name, cursor):
        """Gone from the file longer than history, and its cursor not moved for as long: deleted."""
        long = cursor.gone is not None and self.now - max(cursor.gone, cursor.at or 0) > self.file["history"]
        # A forgotten one has no mark that says for how long it has been gone.
        expect((long or cursor.at is None) and name not in self.file["schedules"] and rules.marks(cursor, name, self.file) is not False,
               "cursor", f"the cursor of {name} was deleted")
        del self.app.cursors[name]
        # Its ledger went with it: a run that finds it new need not enqueue what that may have held.
        self.app.complete[name] = self.now
        self.app.off.discard(name)

    def check_page(self):
        """Each schedule of this file is on the page as it is; what is another application's stays as it was."""
        page, was = self.seen.page[self.prefix], self.before.page[self.prefix]
        for name, spec in self.right.items():
            if self.is_ahead(name):
                continue
            shown = json.loads(page[name]).get("enabled") if name in page else None
            expect(shown == is_on(spec), "page", f"{name} is {'on' if is_on(spec) else 'off'}, the page says {shown}")
        for name in set(was) - set(self.file["schedules"]):
            cursor = self.app.cursors.get(name)
            gone = cursor is None or cursor.gone is not None
            expect(gone or page.get(name) == was[name], "page",
                   f"{name} is not of this file, and its page entry changed")

    def has_work(self):
        """Whether there may be anything to write: due, skipped, new, edited, gone or back."""
        if self.file["spoilt"] or self.clocks_disagree():
            return True
        cursors = self.app.cursors
        for name, spec in self.file["schedules"].items():
            cursor = cursors.get(name)
            if cursor is None or cursor.at is None or cursor.page != spec or cursor.form != form_of(spec):
                return True
            if is_on(spec) and (cursor.gone is not None or ticks(cursor.form, cursor.at, self.now)
                                or cursor.mates - {name} - set(self.file["schedules"])
                                or len(cursor.mates) > 1):
                return True
            if not is_on(spec) and cursor.gone is None:
                return True
        others = set(cursors) - set(self.file["schedules"])
        return any(cursors[name].gone is None and rules.marks(cursors[name], name, self.file) is not False
                   or cursors[name].gone is not None and self.now - cursors[name].gone > self.file["history"] - SLACK
                   for name in others)
