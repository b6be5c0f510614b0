/* Gone, back, and strangers in the same namespace, as sidetick(7) has it.
 *
 * A run is one step here: protocol.pml shows that what it has read still holds when Redis carries
 * its EXEC out. Each run has another version of the file: people edit it, put it back, and hosts
 * differ. A version has the schedule on, off or not at all, and beside it another schedule that has
 * either of two names. A stranger is a host of another application, whose file has none of these.
 *
 * Units:   instants 1..INSTANTS, each a minute; the schedule has at most TICKS ticks, any of them.
 * Options: OVERLAP: the stranger's file has the schedule that ours has beside it at first.
 * Mutants: OFF_MOVES, STRANGER_MARKS, MARK_IGNORED, MARK_STAYS, MARK_MOVES, NO_GRACE, NAME_LATER.
 */
#ifndef INSTANTS
#define INSTANTS 7
#endif
#ifndef TICKS
#define TICKS 3
#endif
#define GRACE 2

#define UPTO(n) ((1 << (n)) - 1) /* the instants 1..n */
#define AT(n) (1 << ((n) - 1))
#define LATER(a, b) ((a) > (b) -> (a) : (b))

short ticks;
byte present = 1;

/* ---- Redis ---- */
byte at;    /* the cursor: its instant, */
bool with;  /* the other schedule of the file that it was in, */
byte mark;  /* since when it is gone; 0: it is not */
short ledger;

/* ---- beside Redis: what the assertions are about ---- */
byte start;     /* ticks later than this are to be enqueued */
byte away;      /* the first run since it was on that could tell that it is not; 0: none */
bool last_with; /* what was beside it when it was on for the last time */

/* ---- one run ---- */
byte now, begin, end;

#ifdef NO_GRACE
#define IS_NEW (mark > 0 && now >= mark)
#elif defined(MARK_IGNORED)
#define IS_NEW false
#else
#define IS_NEW (mark > 0 && now > mark + GRACE)
#endif
#define WAS_GONE (away > 0 && now > away + GRACE)

#define DUE (ticks & UPTO(end) & ~UPTO(begin < end -> begin : end))

/* A run of a file that has the schedule on, killed after the batch that ends at `end`. */
inline enqueue(name) {
#ifndef NAME_LATER
  with = name;
#endif
  if
  :: DUE || mark > 0 ->
     /* No backlog after a time without it. */
     assert(!WAS_GONE || (DUE & ~ledger & UPTO(now - 1)) == 0);
     ledger = ledger | DUE;
     at = LATER(at, end);
     with = name;
#ifndef MARK_STAYS
     mark = 0
#endif
  :: else
  fi;
  start = (WAS_GONE -> LATER(start, now - 1) : start);
  away = 0;
  last_with = name;
  /* Nothing is lost but of the time without it. */
  assert(end < now || start >= now || (ticks & UPTO(now) & ~UPTO(start) & ~ledger) == 0)
}

inline go_on(name) {
  begin = (IS_NEW -> LATER(at, now - 1) : at);
  end = now;
  do
  :: end > begin + 1 -> end--
  :: break
  od;
  true;
  d_step { enqueue(name); begin = 0; end = 0 }
}

/* A run of a file that has not: it marks the schedule if it can have left that file. */
inline leave(can_have_left) {
  if
#ifdef MARK_MOVES
  :: can_have_left -> mark = now
#else
  :: (can_have_left) && mark == 0 -> mark = now
#endif
  :: else
  fi;
#ifdef OFF_MOVES
  at = LATER(at, now);
#endif
}

inline look_away(can_tell) {
  away = (away == 0 && (can_tell) -> now : away)
}

/* What people have named the schedule beside this one is 0 or 1. */
inline run_ours() {
  now = present;
  if
  :: now > 1 -> now-- /* a clock that is behind, or a run that was slow */
  :: true
  fi;
  if
  :: go_on(0)
  :: go_on(1)
  :: d_step { leave(true); look_away(true) } /* enabled = false */
  :: d_step { leave(with == 0); look_away(last_with == 0) }
  :: d_step { leave(with == 1); look_away(last_with == 1) }
  fi;
  now = 0
}

inline run_stranger() {
  now = present;
#if defined(STRANGER_MARKS)
  leave(true);
#elif defined(OVERLAP)
  leave(with == 0);
#endif
  now = 0
}

/* Ticks that have been dealt with, and that no run looks at any more: fewer states. */
inline forget() {
  ticks = ticks & ~(UPTO(at) & (UPTO(start) | ledger));
  ledger = ledger & ~UPTO(at)
}

init {
  atomic {
    do
    :: present <= INSTANTS ->
       if
       :: start < TICKS -> ticks = ticks | AT(present); start++
       :: true
       fi;
       present++
    :: else -> break
    od;
    start = 0; present = 1
  }
  do
  :: d_step { present < INSTANTS -> present++; forget() }
  :: atomic { true -> run_ours() }
  :: d_step { true -> run_stranger() }
  od
}
