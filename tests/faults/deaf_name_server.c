/* Preloaded: a getaddrinfo that answers for numeric hosts alone, and for names never. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <unistd.h>

int getaddrinfo(const char *host, const char *port, const struct addrinfo *hints,
                struct addrinfo **found) {
  int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
  *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
  if (hints && (hints->ai_flags & AI_NUMERICHOST)) return real(host, port, hints, found);
  for (;;) pause();
}
