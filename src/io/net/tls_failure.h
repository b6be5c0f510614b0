// What OpenSSL's errors mean, in the words of somebody who runs a Redis with TLS.
//
// Source:  openssl/sslerr.h, openssl/x509_vfy.h. Part of sidetick-tls.so.
#pragma once

#include <openssl/ssl.h>

#include "io/net/tls_abi.h"

namespace sidetick {

/// Fills in `failure`.
void fail(TlsFailure* failure, TlsRemedy remedy, const char* text);

/// Fills in `failure` from the error that OpenSSL has queued and the verification of the server's
/// certificate. False when there is none, and nothing was filled in.
bool explain_tls(SSL* ssl, TlsFailure* failure);

}  // namespace sidetick
