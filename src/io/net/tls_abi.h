// What sidetick-tls.so offers to the program: TLS over a hiredis context, and nothing of OpenSSL.
//
// Source:  hiredis_ssl 1.x, which leaves the verification of the server's name to its user.
// The program does not link OpenSSL, for that would double the time of a run without TLS; it opens
// this module when a connection asks for TLS. Plain C types only: no exception and no C++ object
// crosses.
#pragma once

struct redisContext;

namespace sidetick {

/// Files and the name to verify; "" where there is none. No file: the system's CA store.
struct TlsOptions {
  const char* section;  ///< where they were written: "[redis.tls]"
  const char* ca_file;
  const char* cert_file;
  const char* key_file;
  const char* host;  ///< a name or an IP address that the certificate must hold
};

enum class TlsStep { done, wants_read, wants_write, failed };

/// What to do about a failure.
enum class TlsRemedy { retry, permit, configure, give_up };

struct TlsFailure {
  TlsRemedy remedy;
  char text[300];
};

struct TlsModule {
  unsigned size;  ///< of this struct, which tells a module of another version

  /// Puts TLS between `context` and its socket. The result is used for the handshake and belongs to
  /// `context`; null after a failure.
  void* (*begin)(redisContext* context, const TlsOptions* options, TlsFailure* failure);

  /// Goes on with the handshake until it is done or has to wait.
  TlsStep (*handshake)(void* session, TlsFailure* failure);

  /// Why reading or writing just failed. False when TLS knows of no reason.
  bool (*explain)(void* session, TlsFailure* failure);

  /// When the server's certificate ends, in seconds since the epoch; 0 when it does not say.
  long long (*certificate_end)(void* session);
};

}  // namespace sidetick
