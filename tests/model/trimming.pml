/* Trimming, backfills and forget: since when the ledger is complete. As sidetick(7) has it.
 *
 * A run is one step here, and so is a portion of a backfill: protocol.pml shows that what they have
 * read still holds when Redis carries their EXEC out. Each has settings of its own: `history`,
 * and a window that is no longer; people change them, and hosts differ.
 *
 * Units:   instants 1..INSTANTS, a tick at each. Sets of instants are bit masks.
 * Options: LOST: the cursor may be lost, the ledger stays. DELETED: a schedule that is gone may be
 *          deleted with all its keys, with KEEPS_LINE all but the line. ONE_HISTORY: nobody changes
 *          it.
 * Mutants: UNWRITTEN, FORGETS_LEDGER, FORGETS_LINE, RUN_BEFORE_LINE, UNFORCED, STALE_LINE,
 *          BACKFILL_TRIMS, OLD_ONES_ONLY, NEW_ONES_ONLY, NEWEST_IGNORED.
 */
#ifndef INSTANTS
#define INSTANTS 6
#endif

#define UPTO(n) ((1 << (n)) - 1) /* the instants 1..n */
#define AT(n) (1 << ((n) - 1))
#define LATER(a, b) ((a) > (b) -> (a) : (b))
#define AGO(n) (present > (n) -> present - (n) : 0)

byte present = 1;

/* ---- Redis ---- */
bool known;      /* the hash of cursors has the schedule: */
bool placed;     /* with a position, */
byte at;         /* this one; */
byte line;       /* and up to here the ledger is not complete */
byte ledger;
byte backfilled;
byte last;       /* last_times */
byte pushed;     /* the queue */

/* ---- beside Redis ---- */
byte by_hand; /* what backfills have enqueued */
byte gone;    /* since when no file has the schedule; 0: one has */
byte seen;    /* the line, as a backfill has read it earlier */

/* ---- one step ---- */
byte history, window, begin, end, tick;

#define LINE (known -> line : AGO(history))

inline choose_history() {
#ifdef ONE_HISTORY
  history = 2
#else
  if
  :: history = 1
  :: history = 3
  :: history = INSTANTS
  fi
#endif
}

/* Invariant 2: no tick is enqueued twice. */
inline push(jobs) {
  assert((pushed & (jobs)) == 0);
  pushed = pushed | (jobs)
}

inline trim() {
  if
  :: ledger & UPTO(AGO(history)) ->
#ifndef UNWRITTEN
     line = LATER(line, AGO(history));
#endif
     ledger = ledger & ~UPTO(AGO(history))
  :: else
  fi
}

inline find_beginning() {
  if
  :: placed -> begin = at
  :: !placed && known -> begin = present - 1
  :: !known && last > 0 -> begin = last
  :: !known && last == 0 -> begin = present - 1 /* a schedule that is new */
  :: !known && last == 0 -> begin = AGO(window) /* first_run = "window" */
  fi
}

#define DUE (UPTO(end) & ~UPTO(begin))

inline enqueue() {
  push(DUE & ~ledger);
  last = ((DUE & ~ledger) && end > last -> end : last);
  ledger = ledger | DUE;
  line = LINE;
  known = true;
  placed = true;
  at = LATER(at, end);
  trim()
}

inline go() {
  gone = 0;
  choose_history();
  if
  :: window = 1
  :: window = history
  fi;
  find_beginning();
  begin = LATER(begin, AGO(window));
  /* Invariant 1: no tick that is due is before the line. */
  assert(!placed || line <= begin);
  if
  :: placed && AGO(2) < begin -> begin = LATER(AGO(2), AGO(window)) /* edited: it looks back */
  :: true
  fi;
#ifndef RUN_BEFORE_LINE
  begin = LATER(begin, LINE);
#endif
  end = present;
  do
  :: end > begin + 1 -> end-- /* killed after the batch that ends here */
  :: break
  od;
  if
  :: d_step {
       end > begin ->
       enqueue();
       printf("at %d, a run of history %d looks at (%d, %d]: the ledger is complete since %d\n",
              present, history, begin, end, line)
     }
  :: else
  fi;
  history = 0; window = 0; begin = 0; end = 0
}

/* A tick in a portion of its own. By force, what a run has enqueued may come twice: the ledger does
 * not know it any more. What a backfill has enqueued may not. */
inline backfill() {
  choose_history();
  tick = present;
  do
  :: tick > 1 -> tick--
  :: break
  od;
  if
#ifdef UNFORCED
  :: d_step { !((ledger | backfilled) & AT(tick)) -> push(AT(tick)); remember() }
#elif defined(STALE_LINE)
  :: d_step { tick > seen && !((ledger | backfilled) & AT(tick)) -> push(AT(tick)); remember() }
#else
  :: d_step { tick > LINE && !((ledger | backfilled) & AT(tick)) -> push(AT(tick)); remember() }
#endif
  :: d_step {
       tick <= LINE && !((ledger | backfilled) & AT(tick)) ->
       assert(!(by_hand & AT(tick)));
       pushed = pushed | AT(tick);
       remember()
     }
  :: else
  fi;
  history = 0; tick = 0
}

inline remember() {
#ifdef OLD_ONES_ONLY
  backfilled = (tick <= LINE -> backfilled | AT(tick) : backfilled);
#else
  backfilled = backfilled | AT(tick);
#endif
#ifdef NEW_ONES_ONLY
  ledger = (tick > LINE -> ledger | AT(tick) : ledger);
#else
  ledger = (tick > LINE || !known -> ledger | AT(tick) : ledger);
#endif
  by_hand = by_hand | AT(tick);
  printf("at %d, a backfill of history %d enqueues %d, line %d\n", present, history, tick, LINE);
#ifdef BACKFILL_TRIMS
  trim();
#endif
}

/* sidetick forget. */
inline forget() {
  choose_history();
  line = LINE;
#ifdef FORGETS_LINE
  line = 0;
#endif
#ifdef FORGETS_LEDGER
  ledger = 0;
#endif
  known = true; placed = false; at = 0;
  printf("at %d, forgotten: the ledger is complete since %d\n", present, line);
  history = 0
}

#ifdef NEWEST_IGNORED
#define IS_OLD true
#else
#define IS_OLD (((ledger | backfilled) & ~UPTO(AGO(history))) == 0)
#endif

inline remove_keys() {
  choose_history();
  if
  :: gone > 0 && gone < AGO(history) && at < AGO(history) && IS_OLD ->
#ifdef KEEPS_LINE
     line = LATER(line, AGO(history)); known = true;
#else
     line = 0; known = false;
#endif
     placed = false; at = 0; last = 0;
     ledger = 0; backfilled = 0; by_hand = 0;
     printf("at %d, deleted\n", present)
  :: else
  fi;
  history = 0
}

init {
  do
  :: present < INSTANTS -> present++
  :: atomic { true -> go() }
  :: atomic { true -> backfill() }
  :: atomic { true -> forget() }
#ifdef STALE_LINE
  :: atomic { known -> seen = line }
#endif
#ifdef LOST
  :: d_step { true -> known = false; placed = false; at = 0; line = 0 }
#endif
#ifdef DELETED
  :: d_step { gone == 0 -> gone = present }
  :: atomic { true -> remove_keys() }
#endif
  od
}
