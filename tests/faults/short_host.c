/* Preloaded: a host that is short of what $SHORT names: "threads", or "files" for sockets. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int is_short_of(const char *what) {
  const char *name = getenv("SHORT");
  return name != NULL && strcmp(name, what) == 0;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *),
                   void *argument) {
  int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  if (is_short_of("threads")) return EAGAIN;
  *(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
  return real(thread, attributes, start, argument);
}

int socket(int family, int type, int protocol) {
  int (*real)(int, int, int);
  if (is_short_of("files") && (type & SOCK_STREAM)) {
    errno = EMFILE;
    return -1;
  }
  *(void **)&real = dlsym(RTLD_NEXT, "socket");
  return real(family, type, protocol);
}
