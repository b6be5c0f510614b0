/* Edits, and two versions of a file on two hosts, as sidetick(7) has it.
 *
 * A run is one step here: protocol.pml shows that what it has read still holds when Redis carries
 * its EXEC out. What is asked is where a run begins, and what it writes.
 *
 * Units:   instants 1..INSTANTS; a minute is two of them. Two versions of one schedule, each with
 *          any ticks; at most TICKS instants are ticks of either. Sets of instants are bit masks.
 * Mutants: DROPPED, AT_ONCE, NEXT_IGNORED, NO_LOOK_BACK, SHORT_LOOK_BACK, FORM_ALONE,
 *          INSTANT_ALONE, LEDGER_IGNORED, AHEAD_IS_DONE, AHEAD_REPLACED, CUT_CLAIMS.
 */
#ifndef INSTANTS
#define INSTANTS 9
#endif
#ifndef TICKS
#define TICKS 3
#endif

#ifndef LOOK_BACK
#define LOOK_BACK 1
#endif

#define UPTO(n) ((1 << (n)) - 1) /* the instants 1..n */
#define AT(n) (1 << ((n) - 1))
#define NEVER (INSTANTS + 1)
#define MINUTE 2
#define MINUTE_OF(t) ((((t) - 1) / MINUTE) * MINUTE + 1) /* its first instant */
#define BACK (LOOK_BACK * MINUTE)
#define BEFORE(t) (MINUTE_OF(t) > BACK -> MINUTE_OF(t) - BACK : 1) /* where a look back begins */
/* In each minute, or in every second one, as far as it is looked back. */
#ifdef TWO_MINUTES
#define REGULAR(version) (ran[version] + 2 * MINUTE >= now)
#else
#define REGULAR(version) (ran[version] >= BEFORE(now))
#endif
#define FORGOTTEN (BACK + MINUTE) /* of a run that is longer ago, nothing is claimed */
#define EARLIER(a, b) ((a) < (b) -> (a) : (b))

short form[2]; /* the ticks of each version */
byte present = 1;

/* ---- Redis ---- */
byte at;   /* the cursor: its instant, */
bool by;   /* the version that wrote it, */
byte next; /* and the next tick of that one, NEVER without one */
short ledger;

/* ---- beside Redis: what the assertions are about ---- */
bool latest;   /* the version that was the last to deal with what was due */
byte through;  /* up to here it has */
byte ran[2];   /* the last run of each version; 0 without one, or one that is too long ago */

/* ---- one run ---- */
byte now, begin, end, missed;

/* to: the first tick of `ticks` after `from`. */
inline find_next(ticks, from, to) {
  to = from + 1;
  do
  :: to < NEVER && !((ticks) & AT(to)) -> to++
  :: else -> break
  od
}

/* begin: what this run looks at is later than that. */
inline find_beginning(version) {
  if
  :: by == version -> begin = at
  :: else ->
#if defined(DROPPED)
     begin = MINUTE_OF(now) - 1
#elif defined(NEXT_IGNORED)
     begin = BEFORE(now) - 1
#elif defined(AT_ONCE)
     begin = EARLIER(at, BEFORE(now) - 1)
#elif defined(NO_LOOK_BACK)
     begin = next - 1
#elif defined(SHORT_LOOK_BACK)
     begin = EARLIER(next, MINUTE_OF(now)) - 1
#else
     begin = EARLIER(next, BEFORE(now)) - 1
#endif
  fi
}

#define DUE (form[version] & UPTO(end) & ~UPTO(begin < end -> begin : end))

/* LPUSH and ZADD of what is due up to `end`. */
inline enqueue(version) {
#ifdef LEDGER_IGNORED
  assert((DUE & ledger) == 0);
#endif
  /* Nothing of the time that was dealt with, but for the minute before the present one. */
  assert((DUE & ~ledger & UPTO(EARLIER(missed, BEFORE(now)) - 1)) == 0);
  ledger = ledger | DUE
}

/* HSET of the cursor: never back. */
inline move_cursor(version) {
#ifdef FORM_ALONE
  if
  :: by != version && DUE == 0 -> skip
  :: else -> at = (end > at -> end : at)
  fi;
#else
  at = (end > at -> end : at);
#endif
#ifdef INSTANT_ALONE
  if
  :: by != version && DUE == 0 -> skip
  :: else -> by = version
  fi;
#else
  by = version;
#endif
  find_next(form[by], at, next)
}

#ifdef CUT_CLAIMS
#define REACHES true
#elif defined(AHEAD_REPLACED)
#define REACHES (end >= at || end == now)
#else
#define REACHES (end >= at)
#endif

inline record(version) {
  if
  :: REACHES && (by != version || DUE) -> move_cursor(version)
  :: else
  fi;
  if
  :: latest == version -> through = (end > through -> end : through)
  :: latest != version && by == version -> latest = version; through = end
  :: else
  fi
}

#define ALL_OF(ticks, from, to) (((ticks) & UPTO(to) & ~UPTO(from) & ~ledger) == 0)

/* When a run ends well. */
inline check(version) {
  /* What both have is never lost, whoever runs or does not. */
  assert(ALL_OF(form[0] & form[1], 0, now));
  /* What this version has is not lost while it runs at least every two minutes. */
  assert(ran[version] == 0 || now <= ran[version] ||
         ALL_OF(form[version], ran[version], now));
  ran[version] = (now > ran[version] -> now : ran[version]);
  /* Nor from the first tick on that the version before it has missed. */
  assert(missed > now || ALL_OF(form[version], missed - 1, now))
}

inline go(version) {
  now = present;
  if
  :: now > 1 -> now-- /* a clock that is behind, or a run that was slow */
  :: true
  fi;
  d_step {
    find_next(form[latest], through, missed);
    ran[version] = (REGULAR(version) -> ran[version] : 0);
    find_beginning(version)
  }
  end = now;
  do
  :: end > begin + 1 -> end-- /* killed after the batch that ends here */
  :: break
  od;
#ifdef AHEAD_IS_DONE
  if
  :: at > now -> begin = now; end = now
  :: else
  fi;
#endif
  d_step {
    enqueue(version);
    record(version);
    printf("at %d, version %d of now = %d enqueues (%d, %d]: cursor %d of version %d, next %d\n",
           present, version, now, begin, end, at, by, next);
    if
    :: end >= now || begin >= now -> check(version)
    :: else
    fi;
    now = 0; begin = 0; end = 0; missed = 0
  }
}

/* Ticks that no run looks at any more: fewer states. */
inline forget() {
  now = EARLIER(EARLIER(at, through), EARLIER(next, BEFORE(present - 1)) - 1);
  assert(ALL_OF(form[0] & form[1], 0, now));
  form[0] = form[0] & ~UPTO(now);
  form[1] = form[1] & ~UPTO(now);
  ledger = ledger & ~UPTO(now);
  now = 0
}

init {
  byte n;
  atomic {
    n = 0; present = 1;
    do
    :: present <= INSTANTS ->
       if
       :: n < TICKS -> form[0] = form[0] | AT(present); n++
       :: n < TICKS -> form[1] = form[1] | AT(present); n++
       :: n < TICKS -> form[0] = form[0] | AT(present); form[1] = form[1] | AT(present); n++
       :: true
       fi;
       present++
    :: else -> break
    od;
    n = 0; present = 1;
    find_next(form[0], 0, next)
  }
  do
  :: d_step {
       present < INSTANTS ->
       present++;
       ran[0] = (present > ran[0] + FORGOTTEN -> 0 : ran[0]);
       ran[1] = (present > ran[1] + FORGOTTEN -> 0 : ran[1]);
       forget()
     }
  :: atomic { true -> go(0) }
  :: atomic { true -> go(1) }
  od
}
