#include "io/net/tls.h"

#include <dlfcn.h>
#include <hiredis/hiredis.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <vector>

#include "core/error.h"
#include "core/time/duration.h"
#include "core/time/instant.h"
#include "io/net/socket.h"
#include "io/net/wait.h"

namespace sidetick {
namespace {

/// The folder of the running program, with a slash; "" when it cannot be told.
std::string program_folder() {
  std::array<char, PATH_MAX> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
  const std::string program(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  return program.substr(0, program.rfind('/') + 1);
}

/// Beside the program, as in a build; and where it is installed, also when the whole was moved.
std::vector<std::string> module_paths() {
  const std::string folder = program_folder();
  return {folder + "sidetick-tls.so", folder + "../" SIDETICK_LIBDIR "/sidetick/sidetick-tls.so",
          SIDETICK_PREFIX "/" SIDETICK_LIBDIR "/sidetick/sidetick-tls.so"};
}

/// dlopen has no errno: that this host is short of something is in its words, at their end.
[[noreturn]] void throw_unopened(const std::string& why) {
  for (const int error : {EMFILE, ENFILE, ENOMEM}) {
    if (why.ends_with(std::strerror(error))) throw ConnectFailure(error);
  }
  if (why.ends_with("failed to map segment from shared object")) throw ConnectFailure(ENOMEM);
  throw Error(Exit::config, "TLS cannot be used: " + why);
}

const TlsModule* open_module(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) throw_unopened(dlerror());
  const auto* module = static_cast<const TlsModule*>(dlsym(library, "sidetick_tls_module"));
  if (!module || module->size != sizeof(TlsModule)) {
    throw Error(Exit::config, "TLS cannot be used: \"" + path + "\" belongs to another version");
  }
  return module;
}

const TlsModule* find_module() {
  for (const auto& path : module_paths()) {
    if (access(path.c_str(), F_OK) == 0) return open_module(path);
  }
  throw Error(Exit::config, "TLS cannot be used: there is no \"" + module_paths().back() +
                                "\": install it, or build sidetick with -Dtls=enabled");
}

[[noreturn]] void throw_failure(const TlsFailure& failure, const std::string& place) {
  const std::string message = place + "TLS: " + failure.text;
  switch (failure.remedy) {
    case TlsRemedy::permit:
      throw Error(Exit::refused, message);
    case TlsRemedy::configure:
      throw Error(Exit::config, message);
    case TlsRemedy::give_up:
      throw Error(Exit::unavailable, message);
    case TlsRemedy::retry:
      break;
  }
  throw ConnectFailure("TLS: " + as_message(failure.text));
}

}  // namespace

Tls::Tls() {
  static const TlsModule* module = find_module();
  module_ = module;
}

void Tls::start(redisContext* context, const RedisSettings& settings, const std::string& host,
                const std::string& place, const Deadline& deadline) {
  const TlsSettings& tls = settings.tls_settings;
  std::string expected = tls.server_name.empty() ? host : tls.server_name;
  // RFC 6066: the name in SNI, and in certificates, has no dot at its end.
  if (expected.ends_with('.')) expected.pop_back();
  const TlsOptions options{tls.section.c_str(), tls.ca_file.c_str(), tls.cert_file.c_str(),
                           tls.key_file.c_str(), expected.c_str()};
  TlsFailure failure{};
  session_ = module_->begin(context, &options, &failure);
  if (!session_) throw_failure(failure, place);
  for (;;) {
    const TlsStep step = module_->handshake(session_, &failure);
    if (step == TlsStep::done) return;
    if (step == TlsStep::failed) throw_failure(failure, place);
    if (!wait_for(context->fd, step == TlsStep::wants_read ? POLLIN : POLLOUT, deadline)) {
      throw ConnectFailure("no answer to the TLS handshake within " +
                           length_text(deadline.budget()) + "; does it speak TLS?");
    }
  }
}

std::string Tls::explain(const std::string& place, const std::string& otherwise) const {
  TlsFailure failure{};
  if (!module_->explain(session_, &failure)) return otherwise;
  if (failure.remedy != TlsRemedy::retry) throw_failure(failure, place);
  return as_message(failure.text);
}

std::optional<Instant> Tls::certificate_end() const {
  const long long end = module_->certificate_end(session_);
  return end == 0 ? std::nullopt : std::optional(Instant{Seconds{end}});
}

}  // namespace sidetick
