#include "io/net/tls_failure.h"

#include <openssl/err.h>
#include <openssl/sslerr.h>
#include <openssl/x509_vfy.h>

#include <cstdio>

namespace sidetick {
namespace {

struct Cause {
  int code;
  TlsRemedy remedy;
  const char* words;
};

constexpr const char* unknown_ca = "its certificate is not signed by a known CA: set ca_file";
constexpr const char* other_host =
    "its certificate is for another host: connect to the name that it holds, or set server_name";

/// Results of the verification of the server's certificate.
constexpr Cause of_verification[] = {
    {X509_V_ERR_CERT_HAS_EXPIRED, TlsRemedy::permit, "its certificate has expired"},
    {X509_V_ERR_CERT_NOT_YET_VALID, TlsRemedy::permit, "its certificate is not valid yet"},
    {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, TlsRemedy::permit, unknown_ca},
    {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, TlsRemedy::permit, unknown_ca},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, TlsRemedy::permit, unknown_ca},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, TlsRemedy::permit, unknown_ca},
    {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, TlsRemedy::permit, unknown_ca},
    {X509_V_ERR_HOSTNAME_MISMATCH, TlsRemedy::permit, other_host},
    {X509_V_ERR_IP_ADDRESS_MISMATCH, TlsRemedy::permit, other_host},
};

constexpr const char* wants_certificate =
    "it wants a client certificate: set cert_file and key_file";
constexpr const char* refuses_certificate = "it refuses the client certificate";
constexpr const char* too_old = "it does not speak TLS 1.2 or later";

/// Reasons of the library, and alerts that the server sent.
constexpr Cause of_library[] = {
    {SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED, TlsRemedy::permit, wants_certificate},
    {SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE, TlsRemedy::permit,
     "it refuses the TLS handshake, which may mean that it wants a client certificate"},
    {SSL_R_TLSV1_ALERT_UNKNOWN_CA, TlsRemedy::permit, refuses_certificate},
    {SSL_R_SSLV3_ALERT_BAD_CERTIFICATE, TlsRemedy::permit, refuses_certificate},
    {SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED, TlsRemedy::permit, refuses_certificate},
    {SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED, TlsRemedy::permit, refuses_certificate},
    {SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, TlsRemedy::permit, refuses_certificate},
    {SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE, TlsRemedy::permit, refuses_certificate},
    {SSL_R_TLSV1_ALERT_ACCESS_DENIED, TlsRemedy::permit, refuses_certificate},
    {SSL_R_TLSV1_ALERT_PROTOCOL_VERSION, TlsRemedy::give_up, too_old},
    {SSL_R_UNSUPPORTED_PROTOCOL, TlsRemedy::give_up, too_old},
    {SSL_R_WRONG_VERSION_NUMBER, TlsRemedy::give_up, "it does not speak TLS on this port"},
#ifdef SSL_R_UNEXPECTED_EOF_WHILE_READING
    {SSL_R_UNEXPECTED_EOF_WHILE_READING, TlsRemedy::retry, "the server closed the connection"},
#endif
};

template <std::size_t size>
const Cause* find(const Cause (&causes)[size], long code) {
  for (const Cause& cause : causes) {
    if (cause.code == code) return &cause;
  }
  return nullptr;
}

void explain_verification(long result, TlsFailure* failure) {
  if (const Cause* cause = find(of_verification, result)) {
    return fail(failure, cause->remedy, cause->words);
  }
  std::snprintf(failure->text, sizeof failure->text, "its certificate is not accepted: %s",
                X509_verify_cert_error_string(result));
  failure->remedy = TlsRemedy::permit;
}

}  // namespace

void fail(TlsFailure* failure, TlsRemedy remedy, const char* text) {
  std::snprintf(failure->text, sizeof failure->text, "%s", text);
  failure->remedy = remedy;
}

bool explain_tls(SSL* ssl, TlsFailure* failure) {
  const unsigned long error = ERR_peek_error();
  if (error == 0) return false;
  const int reason = ERR_GET_REASON(error);
  if (ERR_GET_LIB(error) == ERR_LIB_SSL && reason == SSL_R_CERTIFICATE_VERIFY_FAILED) {
    explain_verification(SSL_get_verify_result(ssl), failure);
  } else if (const Cause* cause = find(of_library, reason)) {
    fail(failure, cause->remedy, cause->words);
  } else {
    const char* words = ERR_reason_error_string(error);
    fail(failure, TlsRemedy::retry, words ? words : "a fault of TLS");
  }
  return true;
}

}  // namespace sidetick
