/* An EXEC that half fails, as sidetick(7) has it. EXEC does not roll back: when a push
 * fails inside it, the ledger and the cursor say what is not so, until it is taken back.
 *
 * Units:   one schedule with a tick at each of the instants 1..TICKS; sets of ticks are bit masks.
 * Options: HOSTS; TICKS; BACKFILLS; BREAKS, how often the queue's key gets a wrong type.
 *          LEDGER_UNWATCHED: what is taken back is under WATCH of the cursors alone.
 * Mutants: CURSOR_STAYS, LEDGER_STAYS, NO_WATCH, CURSOR_IS_SET, OURS_ALONE, AGAIN,
 *          BACKFILL_KEEPS_CURSOR.
 */
#ifndef HOSTS
#define HOSTS 2
#endif
#ifndef TICKS
#define TICKS 3
#endif
#ifndef BACKFILLS
#define BACKFILLS 0
#endif
#ifndef BREAKS
#define BREAKS 2
#endif

#define UPTO(n) ((1 << (n)) - 1) /* the ticks 1..n */
#define TICK(n) (1 << ((n) - 1))
#define ME (1 << _pid) /* the connection of this process */

/* ---- Redis ---- */
byte cursor;
byte ledger;
byte pushed; /* the queue */
bool wrong;  /* its key is of a wrong type */
byte watch_cursor, watch_ledger, dirty; /* each bit a connection */

/* ---- beside Redis ---- */
byte failed; /* ticks whose push failed, and that are not taken back yet */
byte lost;   /* those whose connection broke before they were */

inline unwatch() {
  watch_cursor = watch_cursor & ~ME;
  watch_ledger = watch_ledger & ~ME;
  dirty = dirty & ~ME
}

inline touch(watchers) { dirty = dirty | watchers }

/* LPUSH: what does not go in is `mine`. Invariant 2: no tick is enqueued twice. */
inline push(jobs) {
  assert((pushed & (jobs)) == 0);
  if
  :: wrong -> mine = jobs; failed = failed | mine
  :: else -> pushed = pushed | (jobs)
  fi
}

/* After every write. Invariant 3: a job if and only if the ledger has its tick; invariant 4: no
 * cursor is ahead of it. */
inline check() {
  assert(ledger == (pushed | failed | lost));
  assert((UPTO(cursor) & ~ledger) == 0)
}

/* The connection breaks, which is what nothing helps against. */
inline lose() {
  lost = lost | mine;
  failed = failed & ~mine;
  mine = 0
}

#ifdef NO_WATCH
#define WATCH_BOTH skip
#elif defined(LEDGER_UNWATCHED)
#define WATCH_BOTH watch_cursor = watch_cursor | ME
#else
#define WATCH_BOTH watch_cursor = watch_cursor | ME; watch_ledger = watch_ledger | ME
#endif

/* first: the first tick of `mine`. */
inline find_first() {
  first = 1;
  do
  :: !(mine & TICK(first)) -> first++
  :: else -> break
  od
}

inline bring_back_cursor() {
#if defined(CURSOR_STAYS)
  skip;
#elif defined(CURSOR_IS_SET)
  cursor = first - 1;
#elif defined(OURS_ALONE)
  cursor = (found == last && first <= found -> first - 1 : found);
#else
  cursor = (found < first -> found : first - 1);
#endif
  touch(watch_cursor)
}

/* MULTI, ZREM, HSET, EXEC. */
inline take_back(with_cursor) {
  unwatch();
#ifndef LEDGER_STAYS
  ledger = ledger & ~mine;
#endif
  touch(watch_ledger);
  if
  :: with_cursor -> bring_back_cursor()
  :: else
  fi;
  failed = failed & ~mine
}

#define JOBS (UPTO(now) & ~UPTO(after))
#define GOES_ON !(dirty & ME)
#define IN_TURN (dirty == 0 || (dirty & ME)) /* as in protocol.pml: fewer states */

proctype Host() provided (IN_TURN) {
  byte now, after, seen; /* as in protocol.pml */
  byte mine;             /* ticks that this run has to take back */
  byte first, found, last;

step1:
  atomic {
    unwatch();
    now = 0; after = 0; seen = 0; mine = 0; first = 0; found = 0; last = 0;
    watch_cursor = watch_cursor | ME
  }
  if
  :: atomic { dirty & ME -> goto step1 }
  :: atomic {
       GOES_ON ->
       after = cursor;
       now = TICKS;
       do
       :: now > 1 -> now--
       :: break
       od;
       if
       :: after >= now -> goto step1
       :: else -> watch_ledger = watch_ledger | ME
       fi
     }
  fi;
  if
  :: atomic { true -> goto step1 }
  :: atomic { GOES_ON && wrong -> goto step1 } /* it is seen in time: the tick waits */
  :: atomic { GOES_ON && !wrong -> seen = ledger & JOBS }
  fi;
  if
  :: atomic { true -> goto step1 }
  :: d_step {
       GOES_ON ->
       unwatch();
       push(JOBS & ~seen);
       ledger = ledger | JOBS;
       cursor = now;
       last = now;
       touch(watch_ledger | watch_cursor);
       check()
     }
  fi;
  if
  :: atomic { mine == 0 -> goto step1 }
  :: atomic { mine -> find_first() }
  fi;

back:
  if
  :: atomic { true -> lose(); goto step1 }
  :: atomic { true -> unwatch(); WATCH_BOTH }
  fi;
  if
  :: atomic { true -> lose(); goto step1 }
  :: atomic { dirty & ME -> goto back } /* on the same connection: nothing was done yet */
  :: atomic { GOES_ON -> found = cursor }
  fi;
  if
  :: atomic { true -> lose(); goto step1 }
  :: atomic { dirty & ME -> goto back }
  :: d_step { GOES_ON -> take_back(true); check() }
  fi;
#ifdef AGAIN
  if
  :: d_step { true -> found = cursor; take_back(true); check() } /* the reply was lost */
  :: true
  fi;
#endif
  goto step1;
}

/* One tick after the other. Its failure is taken back as well; and the cursor, which a run may have
 * moved past the tick when it found it in the ledger. */
proctype Backfill() provided (IN_TURN) {
  byte tick, mine, first, found, last;

connect:
  atomic {
    unwatch();
    mine = 0; found = 0; first = 0;
    tick = 1;
    do
    :: tick < TICKS -> tick++
    :: break
    od;
    watch_ledger = watch_ledger | ME
  }
  if
  :: atomic { true -> goto connect }
  :: atomic { GOES_ON && !wrong && !(ledger & TICK(tick)) -> skip }
  fi;
  if
  :: atomic { true -> goto connect }
  :: d_step {
       GOES_ON ->
       unwatch();
       push(TICK(tick));
       ledger = ledger | TICK(tick);
       touch(watch_ledger);
       check()
     }
  fi;
  if
  :: atomic { mine == 0 -> goto connect }
  :: atomic { mine -> first = tick }
  fi;

back:
  if
  :: atomic { true -> lose(); goto connect }
  :: atomic { true -> unwatch(); WATCH_BOTH }
  fi;
  if
  :: atomic { true -> lose(); goto connect }
  :: atomic { dirty & ME -> goto back }
  :: atomic { GOES_ON -> found = cursor }
  fi;
  if
  :: atomic { true -> lose(); goto connect }
  :: atomic { dirty & ME -> goto back }
#ifdef BACKFILL_KEEPS_CURSOR
  :: d_step { GOES_ON -> take_back(false); check() }
#else
  :: d_step { GOES_ON -> take_back(true); check() }
#endif
  fi;
  goto connect
}

/* Somebody who writes another type to the queue's key, and mends it. */
proctype People() {
  byte breaks;
  do
  :: d_step { !wrong && breaks < BREAKS -> wrong = true; breaks++ }
  :: wrong -> wrong = false
  od
}

init {
  byte id;
  atomic {
    for (id : 1 .. HOSTS) { run Host() }
#if BACKFILLS > 0
    for (id : 1 .. BACKFILLS) { run Backfill() }
#endif
    run People();
    id = 0
  }
}
