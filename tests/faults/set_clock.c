/* A clock that somebody sets: CLOCK_REALTIME is ahead by what a mapped file says, in seconds. A timer on it is woken as
   Linux wakes it: at its instant by the new time, and with ECANCELED when the clock is set meanwhile. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "../redis/preloaded_clock.h"

static volatile int64_t *ahead;
static int timer = -1;
static int timer_flags;
static struct itimerspec asked;  /* by the clock that is set */
static int64_t ahead_when_armed;
static int cancelled;

__attribute__((constructor)) static void map(void) {
  ahead = map_clock_file();
}

int clock_gettime(clockid_t clock, struct timespec *out) {
  int result = (int)syscall(SYS_clock_gettime, clock, out);
  if (ahead && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) out->tv_sec += *ahead;
  return result;
}

static int arm(struct itimerspec *old) {
  struct itimerspec moved = asked;
  ahead_when_armed = *ahead;
  if (moved.it_value.tv_sec != 0) moved.it_value.tv_sec -= ahead_when_armed;
  return (int)syscall(SYS_timerfd_settime, timer, timer_flags, &moved, old);
}

/* As Linux says it: with ECANCELED, and set all the same, when the clock was set since the time before. */
int timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old) {
  const int was_set = fd == timer && timer_flags & TFD_TIMER_CANCEL_ON_SET && *ahead != ahead_when_armed;
  timer = fd;
  timer_flags = flags;
  asked = *new;
  cancelled = 0;
  if (arm(old) != 0) return -1;
  if (was_set) errno = ECANCELED;
  return -was_set;
}

/* What becomes of the timer when the clock was set: true when it is cancelled. */
static int look(struct pollfd *fds, nfds_t count) {
  if (*ahead == ahead_when_armed) return 0;
  if (!(timer_flags & TFD_TIMER_CANCEL_ON_SET)) return arm(NULL), 0;
  for (nfds_t i = 0; i < count; ++i) {
    if (fds[i].fd == timer) fds[i].revents = POLLIN, cancelled = 1;
  }
  return cancelled;
}

/* Waits for 5 ms at a time, as nobody says when the file changes. */
int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask) {
  static int (*real)(struct pollfd *, nfds_t, const struct timespec *, const sigset_t *);
  if (!real) real = (int (*)(struct pollfd *, nfds_t, const struct timespec *, const sigset_t *))dlsym(RTLD_NEXT, "ppoll");
  const struct timespec slice = {0, 5000000};
  int64_t left = timeout ? timeout->tv_sec * 1000000000 + timeout->tv_nsec : INT64_MAX;
  for (;;) {
    const int last = left <= slice.tv_nsec;
    const struct timespec rest = {0, left};
    const int ready = real(fds, count, last ? &rest : &slice, mask);
    if (ready != 0 || last) return ready;
    if (look(fds, count)) return 1;
    left -= slice.tv_nsec;
  }
}

ssize_t read(int fd, void *buffer, size_t size) {
  if (fd == timer && cancelled) {
    errno = ECANCELED;
    return -1;
  }
  return syscall(SYS_read, fd, buffer, size);
}
