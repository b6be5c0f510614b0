// Starts one command a line of standard input, waits for its end, and says what it cost.
//
// Input:  FILE-FOR-STDIN TAB FILE-FOR-STDOUT TAB ARGUMENT TAB ARGUMENT ... NEWLINE
// Output: NANOSECONDS CPU-MICROSECONDS PEAK-KIB PAGE-FAULTS STATUS NEWLINE
// Why C:  from Python a start costs as much as the run that is measured, and a child that was
//         forked from a big process inherits its peak memory. posix_spawn from a small one does not.
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char** environ;

static long long nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static long long microseconds(struct timeval time) {
  return time.tv_sec * 1000000LL + time.tv_usec;
}

static void run(const char* in, const char* out, char** argv) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, in, O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child;
  int status = 0;
  struct rusage usage;
  const long long begin = nanoseconds();
  const int failure = posix_spawnp(&child, argv[0], &files, NULL, argv, environ);
  if (failure != 0) {
    fprintf(stderr, "%s: %s\n", argv[0], strerror(failure));
    exit(1);
  }
  wait4(child, &status, 0, &usage);
  const long long took = nanoseconds() - begin;
  printf("%lld %lld %ld %ld %d\n", took, microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
         usage.ru_maxrss, usage.ru_minflt, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  fflush(stdout);
  posix_spawn_file_actions_destroy(&files);
}

int main(void) {
  enum { most_arguments = 64 };
  char* line = NULL;
  size_t capacity = 0;
  while (getline(&line, &capacity, stdin) > 0) {
    char* words[most_arguments + 3];
    int count = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char* word = strtok(line, "\t"); word && count < most_arguments + 2; word = strtok(NULL, "\t"))
      words[count++] = word;
    words[count] = NULL;
    if (count > 2) run(words[0], words[1], words + 2);
  }
  free(line);
  return 0;
}
