#include "core/doctor/doctor.h"

#include <utility>

#include "core/doctor/commands.h"
#include "core/doctor/key_types.h"
#include "core/doctor/neighbours.h"
#include "core/doctor/other_schedulers.h"
#include "core/doctor/queues.h"
#include "core/doctor/rehearsal.h"
#include "core/doctor/server.h"
#include "core/doctor/storage.h"
#include "core/doctor/workers.h"

namespace sidetick {

namespace {

class Examination {
 public:
  explicit Examination(const DoctorRequest& request) : request_(request) {}

  Findings run() {
    const bool goes_on = log_in() && look_at_the_server();
    if (goes_on) look_at_the_rest();
    if (!goes_on) findings_.skip("rest", "a run ends here");
    return std::move(findings_);
  }

 private:
  enum class Needed { by_run, by_doctor };

  /// The login is answered with the first exchange.
  bool log_in() {
    return look("user", Needed::by_run, [this] {
      redis_ = request_.connect();
      try {
        server_ = look_at_server(*redis_, request_);
        findings_.ok("user", "\"" + request_.access.user + "\" is let in");
      } catch (const Error& error) {
        // A database or a cluster that the settings do not fit is no matter of the user.
        if (error.exit != Exit::config) throw;
        findings_.fail("server", error.exit, error.what());
        server_.is_usable = false;
      }
    });
  }

  bool look_at_the_server() {
    if (server_.is_usable) {
      const bool asked =
          look("clock", Needed::by_doctor, [this] { look_at_clock(*redis_, request_, server_); });
      if (!asked && !redis_) server_.is_usable = false;
    }
    findings_.append(std::exchange(server_.findings, {}));
    return server_.is_usable;
  }

  void look_at_the_rest() {
    look("commands", Needed::by_run, [this] { findings_.append(look_at_commands(request_)); });
    KeysLook keys;
    look("keys", Needed::by_doctor, [&] {
      keys = look_at_keys(*redis_, request_);
      findings_.append(keys.findings);
    });
    look("schedules", Needed::by_doctor,
         [&] { findings_.append(rehearse_run(*redis_, request_, keys.wrong)); });
    look("neighbours", Needed::by_doctor,
         [this] { findings_.append(look_at_neighbours(*redis_, request_)); });
    look_at_other_schedulers();
    if (server_.info) {
      findings_.append(look_at_storage(*server_.info, request_.redis.min_replicas));
    }
    look_at_the_workers();
    if (!redis_) findings_.skip("rest", "the connection is lost");
  }

  void look_at_other_schedulers() {
    look("schedulers", Needed::by_doctor,
         [this] { findings_.append(look_at_cron_jobs(*redis_, request_)); });
    if (!server_.time) return;
    look("schedulers", Needed::by_doctor,
         [this] { findings_.append(look_at_page_entries(*redis_, request_, redis_now())); });
  }

  void look_at_the_workers() {
    if (!server_.time) return findings_.skip("workers", "Redis' time is not known");
    look("workers", Needed::by_doctor, [this] {
      const auto workers = look_at_workers(*redis_, request_, redis_now(), findings_);
      look("queue", Needed::by_doctor,
           [&] { findings_.append(look_at_queues(*redis_, request_, workers, redis_now())); });
    });
  }

  Instant redis_now() const { return date::floor<Seconds>(*server_.time); }

  /// False when `work` could not be done. Nothing is, once the connection is lost.
  template <typename Work>
  bool look(const char* check, Needed needed, Work work) {
    const bool connects = needed == Needed::by_run;
    if (!redis_ && !connects) return false;
    try {
      work();
      return true;
    } catch (const NotAllowed& refused) {
      findings_.skip(check, refused.what(), refused.advice);
    } catch (const NotReady& trouble) {
      lose(check, Exit::temporary, trouble.what());
    } catch (const ConnectionLost& lost) {
      // As a run has it: what was reached once is expected back.
      lose(check, redis_ ? Exit::temporary : Exit::unavailable, lost.what());
    } catch (const Error& error) {
      const bool late = error.exit == Exit::temporary || error.exit == Exit::unavailable;
      if (late) {
        lose(check, error.exit, error.what());
      } else if (connects) {
        findings_.fail(check, error.exit, error.what());
      } else {
        findings_.skip(check, error.what());
      }
    }
    return false;
  }

  void lose(const char* check, Exit exit, const char* why) {
    findings_.fail(check, exit, why);
    redis_.reset();
  }

  const DoctorRequest& request_;
  std::unique_ptr<Redis> redis_;
  ServerLook server_;
  Findings findings_;
};

}  // namespace

Findings examine_redis(const DoctorRequest& request) {
  return Examination(request).run();
}

}  // namespace sidetick
