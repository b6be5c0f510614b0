/* Preloaded: a getaddrinfo that answers 127.0.0.1 for every name. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <stddef.h>

int getaddrinfo(const char *host, const char *port, const struct addrinfo *hints,
                struct addrinfo **found) {
  int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
  *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
  int numeric = hints != NULL && (hints->ai_flags & AI_NUMERICHOST);
  return real(numeric ? host : "127.0.0.1", port, hints, found);
}
