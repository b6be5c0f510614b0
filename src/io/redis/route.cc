#include "io/redis/route.h"

#include <csignal>
#include <utility>

#include "core/text/quote.h"
#include "core/time/duration.h"
#include "io/net/name_lookup.h"
#include "io/redis/dial.h"
#include "io/redis/sentinel.h"

namespace sidetick {
namespace {

/// Who renews by hand needs some days; who has it renewed has it done by then.
constexpr Seconds ends_soon = std::chrono::hours{24 * 14};

class Route {
 public:
  Route(const RedisSettings& settings, const Deadline& deadline, Instant now)
      : settings_(settings), deadline_(deadline), now_(now), endpoint_(settings.endpoint) {}

  Findings look() {
    if (!settings_.sentinels.empty() && !step("sentinel", [this] { ask_sentinels(); })) {
      return std::move(findings_);
    }
    if (settings_.unix_path.empty()) {
      look_over_tcp();
    } else {
      const std::string path = escape_controls(settings_.unix_path);
      const auto connect = [&] {
        dial_unix(settings_, deadline_);
        findings_.ok("connection", path + " takes connections");
      };
      step("connection", connect, "cannot connect to " + path + ": ");
    }
    return std::move(findings_);
  }

 private:
  void look_over_tcp() {
    const bool reached =
        step("name", [this] { look_up_name(); }) && step("connection", [this] { connect_only(); });
    if (reached && settings_.tls) step("tls", [this] { start_tls(); });
  }

  /// One that is behind the times names a server that is gone: then the next one is asked.
  void ask_sentinels() {
    find_primary(settings_, deadline_, [this](const Endpoint& primary) {
      endpoint_ = primary;
      dial_plainly();
    });
    findings_.ok("sentinel",
                 display(endpoint_) + " is the primary " + quote(settings_.sentinel_master));
  }

  void look_up_name() {
    std::string text;
    for (const auto& address : look_up(endpoint_, within())) {
      const std::string each = display(address);
      if (each == endpoint_.host) return;  // it is no name
      text += (text.empty() ? "" : ", ") + each;
    }
    findings_.ok("name", escape_controls(endpoint_.host) + " is " + text);
  }

  /// Without TLS: it is a step of its own.
  void dial_plainly() const {
    RedisSettings plain = settings_;
    plain.tls = false;
    dial(plain, endpoint_, place(), deadline_);
  }

  void connect_only() {
    dial_plainly();
    findings_.ok("connection", display(endpoint_) + " takes connections");
  }

  void start_tls() {
    const auto end = dial(settings_, endpoint_, "", deadline_)->certificate_end();
    if (!end) return findings_.ok("tls", "the certificate is accepted");
    const Seconds left = std::max(*end - now_, Seconds{0});
    const std::string text =
        "the certificate ends in " + length_text(left) + ", on " + format_instant(*end);
    if (left > ends_soon) return findings_.ok("tls", text);
    findings_.warn("tls", text + ": then Redis cannot be reached", "renew it");
  }

  std::string place() const { return "cannot connect to " + display(endpoint_) + ": "; }
  Deadline within() const { return deadline_.within(settings_.connect_timeout); }

  /// False when `work` failed, which is told as a run would tell it, behind `where`.
  template <typename Work>
  bool step(const char* check, Work work, const std::string& where = "") {
    try {
      work();
      return true;
    } catch (const NotReady& trouble) {
      findings_.fail(check, Exit::temporary, where + trouble.what());
    } catch (const ConnectionLost& lost) {
      findings_.fail(check, Exit::unavailable, where + lost.what());
    } catch (const ConnectFailure& failure) {
      findings_.fail(check, Exit::unavailable, place() + failure.what());
    } catch (const Error& error) {
      findings_.fail(check, error.exit, where + error.what());
    }
    return false;
  }

  const RedisSettings& settings_;
  const Deadline& deadline_;
  const Instant now_;
  Endpoint endpoint_;
  Findings findings_;
};

}  // namespace

Findings look_at_route(const RedisSettings& settings, const Deadline& deadline, Instant now) {
  // Neither hiredis nor OpenSSL sends with MSG_NOSIGNAL.
  std::signal(SIGPIPE, SIG_IGN);
  return Route(settings, deadline, now).look();
}

}  // namespace sidetick
