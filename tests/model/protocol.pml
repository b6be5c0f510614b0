/* sidetick(7), "One run", as it is carried out: which commands Redis gets, in which
 * order, under which WATCH. README.md says what is left out, and why that is sound.
 *
 * Source:  src/core/enqueue: run.cc, snapshot.cc, preflight.cc, batch.cc, run_transaction.cc; src/core/backfill.
 * Units:   one schedule with a tick at each of the instants 1..TICKS; sets of ticks are bit masks.
 * Options: HOSTS; TICKS; BATCH, how many ticks a transaction holds; BACKFILLS; FOREIGN, how many
 *          sidekiq-schedulers share the ledger.
 *          NO_FAILURES: from any state that failures can leave, each host runs once, undisturbed.
 * Mutants: CURSOR_BEFORE, CURSOR_AFTER, JOB_AFTER, NO_CURSOR_WATCH, NO_LEDGER_WATCH,
 *          READ_BEFORE_WATCH, NO_RECHECK, NO_LEDGER, RESEND, NO_LIVE_WATCH.
 */
#ifndef HOSTS
#define HOSTS 3
#endif
#ifndef TICKS
#define TICKS 3
#endif
#ifndef BATCH
#define BATCH 1
#endif
#ifndef BACKFILLS
#define BACKFILLS 1
#endif
#ifndef FOREIGN
#define FOREIGN 0
#endif

#define UPTO(n) ((1 << (n)) - 1) /* the ticks 1..n */
#define TICK(n) (1 << ((n) - 1))
#define ALL UPTO(TICKS)
#define ME (1 << _pid) /* the connection of this process */

/* ---- Redis ---- */
byte cursor;     /* Nsidetick:cursors, the field of the schedule */
byte ledger;     /* Ssidekiq-scheduler:pushed:NAME */
byte backfilled; /* Nsidetick:backfilled:NAME */
byte pushed;     /* the queue: which ticks have a job; a second one fails an assertion */
byte watch_cursor, watch_ledger, watch_backfilled, dirty; /* each bit a connection */

/* ---- beside Redis ---- */
byte claimed; /* ticks that a sidekiq-scheduler has put into the ledger and not pushed yet */

/* A connection that is new. */
inline unwatch() {
  watch_cursor = watch_cursor & ~ME;
  watch_ledger = watch_ledger & ~ME;
  watch_backfilled = watch_backfilled & ~ME;
  dirty = dirty & ~ME
}

/* A key was written: the EXEC of whoever watches it is going to fail. */
inline touch(watchers) { dirty = dirty | watchers }

/* LPUSH. Invariant 2: no tick is enqueued twice. */
inline push(jobs) {
  assert((pushed & (jobs)) == 0);
  pushed = pushed | (jobs)
}

/* HSET. Invariant 4: a cursor never moves back. */
inline move_cursor(to) {
  assert(to >= cursor);
  cursor = to;
  touch(watch_cursor)
}

/* After every write. Invariant 3: a job if and only if a ledger has its tick; invariant 4: no
 * cursor is ahead of what was enqueued. */
inline check() {
  assert(pushed == ((ledger | backfilled) & ~claimed));
  assert((UPTO(cursor) & ~ledger) == 0)
}

/* ---- runs ---- */

#if defined(NO_CURSOR_WATCH) || defined(CURSOR_BEFORE)
#define WATCH_CURSOR skip
#else
#define WATCH_CURSOR watch_cursor = watch_cursor | ME
#endif
#if defined(NO_LEDGER_WATCH) || defined(NO_LEDGER)
#define WATCH_LEDGER skip
#else
#define WATCH_LEDGER watch_ledger = watch_ledger | ME
#endif
#ifdef NO_LEDGER
#define READ_LEDGER skip
#else
#define READ_LEDGER seen = ledger & JOBS
#endif

/* The process is killed, or the connection is lost: before a command, after it, or with its reply.
 * A run remembers nothing, so that what follows is the same: a new connection, and step 1. A run
 * whose EXEC is going to fail may as well begin again now: until then it would only read. */
#ifdef NO_FAILURES
#define FAILS (dirty & ME)
#else
#define FAILS true
#endif
#define GOES_ON !(dirty & ME)
/* And does so before anybody else goes on, which nobody can tell from later: fewer states. */
#define IN_TURN (dirty == 0 || (dirty & ME))

#define JOBS (UPTO(last) & ~UPTO(after)) /* the ticks of the batch */

inline cut_batch() {
  seen = 0;
  last = after + BATCH;
  if
  :: last > now -> last = now
  :: else
  fi
}

/* MULTI to EXEC, as Redis does it: all of it at once. */
inline execute() {
  unwatch();
#ifndef JOB_AFTER
  push(JOBS & ~seen);
#endif
  if
  :: JOBS & ~seen -> ledger = ledger | JOBS; touch(watch_ledger)
  :: else
  fi;
#if !defined(CURSOR_BEFORE) && !defined(CURSOR_AFTER)
  move_cursor(last);
#endif
#ifndef JOB_AFTER
  check();
#endif
}

proctype Host() provided (IN_TURN) {
  byte now;   /* of this run: any clock at all, also one that is slow, fast or set back */
  byte after; /* ticks later than this are looked at; the cursor as the run knows it */
  byte last;  /* the last tick of the batch */
  byte seen;  /* which ticks of the batch the ledger has */

step1:
  atomic {
    unwatch();
    now = 0; after = 0; last = 0; seen = 0;
#ifndef READ_BEFORE_WATCH
    WATCH_CURSOR;
#endif
  }
  if
  :: atomic { dirty & ME -> goto step1 }
  :: atomic {
       GOES_ON ->
       after = cursor;
       now = TICKS;
#ifndef NO_FAILURES
       do
       :: now > 1 -> now--
       :: break
       od;
#endif
       /* step 2, the plan; step 3, nothing to write */
       if
       :: after >= now -> goto done
       :: else -> cut_batch()
       fi
     }
  fi;
#ifdef CURSOR_BEFORE
  if
  :: atomic { FAILS -> goto step1 }
  :: atomic { now > cursor -> cursor = now; touch(watch_cursor) }
  :: now <= cursor
  fi;
#endif
  if
  :: atomic { FAILS -> goto step1 }
#ifdef READ_BEFORE_WATCH
  :: atomic { true -> READ_LEDGER }
#else
  :: atomic { GOES_ON -> WATCH_CURSOR; WATCH_LEDGER } /* step 4 */
#endif
  fi;

look:
  if
  :: atomic { FAILS -> goto step1 }
#ifdef READ_BEFORE_WATCH
  :: atomic { true -> WATCH_CURSOR; WATCH_LEDGER }
#else
  :: atomic { GOES_ON -> READ_LEDGER }
#endif
  fi;
  if
  :: atomic { FAILS -> goto step1 } /* also nil: somebody was faster */
  :: d_step { GOES_ON -> execute() } /* step 5 */
  fi;
#ifdef JOB_AFTER
  if
  :: atomic { FAILS -> goto step1 }
  :: atomic { true -> push(JOBS & ~seen) }
  fi;
#endif
#ifdef RESEND
  if
  :: d_step { true -> execute() } /* the reply was lost: the same once more */
  :: true
  fi;
#endif
#ifdef CURSOR_AFTER
  if
  :: atomic { FAILS -> goto step1 }
  :: atomic { true -> move_cursor(last) }
  fi;
#endif
  /* The next batch. Its WATCH travels with this one's EXEC, but others may come in between. */
  if
  :: atomic { FAILS -> goto step1 } /* also: the reply to EXEC is lost */
  :: atomic { last == now -> goto done }
  :: atomic { last < now -> after = last; cut_batch(); WATCH_CURSOR; WATCH_LEDGER }
  fi;
#ifndef NO_RECHECK
  if
  :: atomic { FAILS -> goto step1 }
  :: atomic { GOES_ON && cursor != after -> goto step1 }
  :: atomic { GOES_ON && cursor == after -> skip }
  fi;
#endif
  goto look;

done:
  /* Invariant 1: when a run ends well, all ticks up to its time are enqueued, whoever did it. */
  atomic {
    assert((UPTO(now) & ~(pushed | claimed)) == 0);
#ifdef NO_FAILURES
    unwatch();
#else
    goto step1
#endif
  }
}

/* ---- backfills: one tick after the other, cursors are neither read nor written ---- */

proctype Backfill() provided (IN_TURN) {
  byte tick; /* any: backfills end anywhere, and begin again anywhere */

connect:
  atomic {
    unwatch();
    tick = 1;
    do
    :: tick < TICKS -> tick++
    :: break
    od;
    watch_backfilled = watch_backfilled | ME;
#ifndef NO_LIVE_WATCH
    watch_ledger = watch_ledger | ME;
#endif
  }
  if
  :: atomic { true -> goto connect }
  :: atomic { GOES_ON && !((ledger | backfilled) & TICK(tick)) -> skip }
  fi;
  if
  :: atomic { true -> goto connect }
  :: d_step {
       GOES_ON ->
       unwatch();
       push(TICK(tick));
       ledger = ledger | TICK(tick);
       backfilled = backfilled | TICK(tick);
       touch(watch_ledger | watch_backfilled);
       check()
     }
  fi;
  goto connect /* also: the reply is lost. The same tick may come again */
}

/* ---- sidekiq-scheduler: ZADD tells whether the tick is new, and only then it pushes ---- */

proctype SidekiqScheduler() {
  byte tick;
  do
  :: atomic {
       true ->
       tick = 1;
       do
       :: tick < TICKS -> tick++
       :: break
       od;
       if
       :: ledger & TICK(tick) -> tick = 0
       :: else ->
          ledger = ledger | TICK(tick);
          claimed = claimed | TICK(tick);
          touch(watch_ledger)
       fi
     }
     if
     :: d_step { tick > 0 -> push(TICK(tick)); claimed = claimed & ~TICK(tick); tick = 0 }
     :: tick == 0
     fi
  od
}

init {
  byte id;
  atomic {
#ifdef NO_FAILURES
    do
    :: cursor < TICKS -> cursor++
    :: break
    od;
    ledger = UPTO(cursor);
    for (id : 1 .. TICKS) {
      if
      :: ledger = ledger | TICK(id)
      :: skip
      fi
    }
    pushed = ledger;
#endif
    for (id : 1 .. HOSTS) { run Host() }
#if BACKFILLS > 0
    for (id : 1 .. BACKFILLS) { run Backfill() }
#endif
#if FOREIGN > 0
    for (id : 1 .. FOREIGN) { run SidekiqScheduler() }
#endif
    id = 0
  }
#ifdef NO_FAILURES
  _nr_pr == 1;
  assert(pushed == ALL && cursor == TICKS)
#endif
}
