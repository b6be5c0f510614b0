#include "io/net/tls_abi.h"

#include <hiredis/hiredis.h>
#include <hiredis/hiredis_ssl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>

#include "io/net/tls_failure.h"

namespace sidetick {
namespace {

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Session = std::unique_ptr<SSL, decltype(&SSL_free)>;

bool is_set(const char* text) {
  return text[0] != '\0';
}

bool is_directory(const char* path) {
  struct stat status {};
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/// Reading the bundle of all CAs costs 25 ms, looking one up in the hashed directory next to
/// nothing.
bool load_system_store(SSL_CTX* context) {
  const char* directory = std::getenv(X509_get_default_cert_dir_env());
  if (!directory) directory = X509_get_default_cert_dir();
  const bool has_file = std::getenv(X509_get_default_cert_file_env()) != nullptr;
  if (!has_file && is_directory(directory)) {
    return SSL_CTX_load_verify_locations(context, nullptr, directory) == 1;
  }
  return SSL_CTX_set_default_verify_paths(context) == 1;
}

bool fail_file(const TlsOptions& options, TlsFailure* failure, const char* setting,
               const char* path, const char* wrong) {
  const bool readable = access(path, R_OK) == 0;
  std::string why = readable ? wrong : std::strerror(errno);
  why[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(why[0])));
  std::snprintf(failure->text, sizeof failure->text, "%s %s \"%s\": %s", options.section, setting,
                path, why.c_str());
  failure->remedy = TlsRemedy::configure;
  return false;
}

bool load_ca(SSL_CTX* context, const TlsOptions& options, TlsFailure* failure) {
  if (!is_set(options.ca_file)) {
    if (load_system_store(context)) return true;
    fail(failure, TlsRemedy::configure, "no CA store on this system: set ca_file");
    return false;
  }
  if (SSL_CTX_load_verify_locations(context, options.ca_file, nullptr) == 1) return true;
  return fail_file(options, failure, "ca_file", options.ca_file, "not a certificate in PEM form");
}

bool load_certificate(SSL_CTX* context, const TlsOptions& options, TlsFailure* failure) {
  if (!is_set(options.cert_file)) return true;
  if (SSL_CTX_use_certificate_chain_file(context, options.cert_file) != 1) {
    return fail_file(options, failure, "cert_file", options.cert_file,
                     "not a certificate in PEM form");
  }
  const char* key_file = is_set(options.key_file) ? options.key_file : options.cert_file;
  if (SSL_CTX_use_PrivateKey_file(context, key_file, SSL_FILETYPE_PEM) != 1) {
    return fail_file(options, failure, "key_file", key_file,
                     "not the private key of cert_file in PEM form without a passphrase");
  }
  return true;
}

/// OpenSSL would ask for a passphrase on the terminal.
int no_passphrase(char*, int, int, void*) {
  return 0;
}

Context make_context(const TlsOptions& options, TlsFailure* failure) {
  Context context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  if (!context) {
    fail(failure, TlsRemedy::give_up, "OpenSSL cannot be set up");
    return context;
  }
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_default_passwd_cb(context.get(), no_passphrase);
  if (!load_ca(context.get(), options, failure) ||
      !load_certificate(context.get(), options, failure)) {
    context.reset();
  }
  return context;
}

/// Without this a certificate of any host that a known CA has signed would do.
bool expect_host(SSL* ssl, const char* host) {
  if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1) return true;
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return is_set(host) && SSL_set1_host(ssl, host) == 1 && SSL_set_tlsext_host_name(ssl, host) == 1;
}

void* begin(redisContext* redis, const TlsOptions* options, TlsFailure* failure) {
  ERR_clear_error();
  const Context context = make_context(*options, failure);
  if (!context) return nullptr;
  Session ssl(SSL_new(context.get()), SSL_free);
  if (!ssl || !expect_host(ssl.get(), options->host)) {
    fail(failure, TlsRemedy::configure, "not a host name that a certificate could hold");
    return nullptr;
  }
  ERR_clear_error();
  if (redisInitiateSSL(redis, ssl.get()) != REDIS_OK) {
    if (!explain_tls(ssl.get(), failure)) fail(failure, TlsRemedy::retry, redis->errstr);
    return nullptr;
  }
  return ssl.release();
}

TlsStep handshake(void* session, TlsFailure* failure) {
  auto* ssl = static_cast<SSL*>(session);
  ERR_clear_error();
  errno = 0;
  const int result = SSL_do_handshake(ssl);
  const int system_error = errno;
  if (result == 1) return TlsStep::done;
  const int error = SSL_get_error(ssl, result);
  if (error == SSL_ERROR_WANT_READ) return TlsStep::wants_read;
  if (error == SSL_ERROR_WANT_WRITE) return TlsStep::wants_write;
  if (!explain_tls(ssl, failure)) {
    fail(failure, TlsRemedy::retry,
         system_error ? std::strerror(system_error)
                      : "the server closed the connection during the handshake");
  }
  return TlsStep::failed;
}

bool explain(void* session, TlsFailure* failure) {
  return explain_tls(static_cast<SSL*>(session), failure);
}

long long certificate_end(void* session) {
  X509* certificate = SSL_get_peer_certificate(static_cast<SSL*>(session));
  if (certificate == nullptr) return 0;
  tm end{};
  const bool told = ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) == 1;
  X509_free(certificate);
  return told ? timegm(&end) : 0;
}

}  // namespace
}  // namespace sidetick

/// The one symbol of the module.
extern "C" __attribute__((visibility("default"))) const sidetick::TlsModule sidetick_tls_module;
const sidetick::TlsModule sidetick_tls_module{sizeof(sidetick::TlsModule), sidetick::begin,
                                              sidetick::handshake, sidetick::explain,
                                              sidetick::certificate_end};
