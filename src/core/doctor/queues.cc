#include "core/doctor/queues.h"

#include "core/job/waiting_time.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

constexpr const char* check = "queue";

/// A job that waits for so long is late by any schedule's measure.
constexpr Seconds long_wait = std::chrono::hours{1};

class QueueLook {
 public:
  QueueLook(std::string name, const Workers& workers)
      : name_(std::move(name)), shown_(quote(name_) + ": "), workers_(workers) {}

  void add(const Reply& length, const Reply& oldest, Instant now, Findings& findings) const {
    if (!length.is_integer()) return;  // of another type, which has been said
    const auto wait = oldest.is_string() ? waiting_time(oldest.text, now) : std::nullopt;
    const std::string text = shown_ + length_words(length.integer, wait);
    if (workers_.paused.contains(name_)) {
      return findings.warn(check, text + "; it is paused", "resume it in Sidekiq::Web");
    }
    if (is_taken_by_nobody()) return add_untaken(text, findings);
    if (!wait || *wait <= long_wait) return findings.ok(check, text + takers());
    findings.warn(check, text + takers() + (takers().empty() ? "" : ", and does not keep up"),
                  "start more workers, or see what holds them");
  }

 private:
  static std::string length_words(long long length, const std::optional<Seconds>& wait) {
    if (length == 0) return "empty";
    std::string text = std::to_string(length) + (length == 1 ? " job" : " jobs");
    if (wait) text += ", the oldest for " + length_text(*wait);
    return text;
  }

  /// Where no process is known, or none is live, that has been said once.
  bool is_taken_by_nobody() const {
    return workers_.is_known && !workers_.queues.empty() && workers_.takers(name_) == 0;
  }

  void add_untaken(const std::string& text, Findings& findings) const {
    const auto taken = workers_.taken();
    findings.warn(check, text + "; no process takes it" + did_you_mean(name_, taken),
                  "name a queue that is taken, or start a worker with -q " + name_);
  }

  std::string takers() const {
    const auto count = workers_.takers(name_);
    if (count == 0) return "";
    return "; " + std::to_string(count) + (count == 1 ? " process takes" : " processes take") +
           " it";
  }

  const std::string name_;
  const std::string shown_;
  const Workers& workers_;
};

}  // namespace

Findings look_at_queues(Redis& redis, const DoctorRequest& request, const Workers& workers,
                        Instant now) {
  std::set<std::string> names;
  for (const auto& schedule : request.schedules) names.insert(schedule.job.queue);
  std::vector<Command> commands;
  for (const auto& name : names) {
    const auto key = request.access.keys.queue(name);
    commands.push_back({"LLEN", key});
    commands.push_back({"LINDEX", key, "-1"});
  }
  Findings findings;
  if (commands.empty()) return findings;
  const auto replies = ask_allowed(redis, request.access, commands);
  std::size_t i = 0;
  for (const auto& name : names) {
    QueueLook(name, workers).add(replies.at(i), replies.at(i + 1), now, findings);
    i += 2;
  }
  return findings;
}

}  // namespace sidetick
