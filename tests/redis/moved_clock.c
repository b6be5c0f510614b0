/* A clock that is ahead of the kernel's by what a mapped file says, in nanoseconds, and goes on at its pace: for a server
   and a program whose present a test chooses. A timer that rings at an instant of CLOCK_REALTIME is one of that clock. */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "preloaded_clock.h"

enum { second = 1000000000 };

static volatile int64_t *ahead;

__attribute__((constructor)) static void map(void) {
  ahead = map_clock_file();
}

static void move(struct timespec *time, int64_t nanoseconds) {
  const int64_t moved = time->tv_sec * second + time->tv_nsec + nanoseconds;
  time->tv_sec = moved / second;
  time->tv_nsec = moved % second;
}

int clock_gettime(clockid_t clock, struct timespec *out) {
  const int result = (int)syscall(SYS_clock_gettime, clock, out);
  if (ahead && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) move(out, *ahead);
  return result;
}

/* Only for timers on CLOCK_REALTIME, as the program's is. Zero is no alarm; an instant that is past rings at once. */
int timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old) {
  struct itimerspec moved = *new;
  const int is_set = moved.it_value.tv_sec != 0 || moved.it_value.tv_nsec != 0;
  if (is_set && (flags & TFD_TIMER_ABSTIME)) move(&moved.it_value, -*ahead);
  if (is_set && moved.it_value.tv_sec < 0) moved.it_value = (struct timespec){0, 1};
  return (int)syscall(SYS_timerfd_settime, fd, flags, &moved, old);
}
