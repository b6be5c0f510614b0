#include "core/doctor/queues.h"

#include "core/admin/queue_depth.h"
#include "core/text/counted.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

constexpr const char* queue_check = "queue";

/// A job that waits for so long is late by any schedule's measure.
constexpr Seconds long_wait = std::chrono::hours{1};

class QueueLook {
 public:
  QueueLook(const QueueDepth& depth, const Workers& workers) : depth_(depth), workers_(workers) {}

  void add(Findings& findings) const {
    const auto& wait = depth_.latency;
    const std::string text = quote(depth_.queue) + ": " + length_words();
    if (workers_.paused.contains(depth_.queue)) {
      return findings.warn(queue_check, text + "; it is paused", "resume it in Sidekiq::Web");
    }
    if (is_taken_by_nobody()) return add_untaken(text, findings);
    if (!wait || *wait <= long_wait) return findings.ok(queue_check, text + takers());
    findings.warn(queue_check, text + takers() + (takers().empty() ? "" : ", and does not keep up"),
                  "start more workers, or see what holds them");
  }

 private:
  std::string length_words() const {
    if (depth_.length == 0) return "empty";
    std::string text = counted(depth_.length, "job");
    if (depth_.latency) text += ", the oldest for " + length_text(*depth_.latency);
    return text;
  }

  /// Where no process is known, or none is live, that has been said once.
  bool is_taken_by_nobody() const {
    return workers_.is_known && !workers_.queues.empty() && workers_.takers(depth_.queue) == 0;
  }

  void add_untaken(const std::string& text, Findings& findings) const {
    const auto taken = workers_.taken();
    findings.warn(queue_check, text + "; no process takes it" + did_you_mean(depth_.queue, taken),
                  "name a queue that is taken, or start a worker with -q " + depth_.queue);
  }

  std::string takers() const {
    const auto count = workers_.takers(depth_.queue);
    if (count == 0) return "";
    return "; " + std::to_string(count) + (count == 1 ? " process takes" : " processes take") +
           " it";
  }

  const QueueDepth& depth_;
  const Workers& workers_;
};

}  // namespace

Findings look_at_queues(Redis& redis, const DoctorRequest& request, const Workers& workers,
                        Instant now) {
  const auto queues = queue_names(request.schedules);
  Findings findings;
  if (queues.empty()) return findings;
  const auto replies =
      ask_allowed(redis, request.access, queue_depth_commands(request.access.keys, queues));
  // One of another type, which is left out, has been told of.
  for (const auto& depth : queue_depths(queues, replies, now)) {
    QueueLook(depth, workers).add(findings);
  }
  return findings;
}

}  // namespace sidetick
