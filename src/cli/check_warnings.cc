#include "cli/check_warnings.h"

#include <map>
#include <variant>

#include "core/job/placeholders.h"
#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

/// Why `schedule` never fires; "" when it does.
std::string never_fires(const Schedule& schedule, Instant now) {
  const auto* at = std::get_if<At>(&schedule.timing);
  if (!schedule.enabled) return "is disabled: it never fires";
  if (at == nullptr || at->instant > now) return "";
  return "at " + format_instant(at->instant) + " is past: it does not fire again";
}

/// Why a placeholder is passed on as it is written; "" when there is none, or it is replaced.
std::string literal_placeholder(const Schedule& schedule) {
  if (schedule.job.has_placeholders) return "";
  const auto found = placeholder_in(schedule.job.args);
  if (found.empty()) return "";
  return "args has " + quote(found) + ", which only template = true replaces";
}

std::string short_window(Seconds window) {
  const std::string text = format_duration(window);
  return "missed_jobs_window " + quote(text) + ": a tick is dropped when its run is more than " +
         text + " late: make it " + format_duration(shortest_safe_window) +
         " or longer, so that one run may be missing";
}

/// A short window may be that of the file: its schedules are warned of together.
class Warnings {
 public:
  Warnings(Config& config, Instant now) : config_(config), now_(now) {}

  void add() {
    for (const Schedule& schedule : config_.schedules) {
      if (is_short(schedule)) ++short_windows_[schedule.window];
    }
    for (std::size_t i = 0; i < config_.schedules.size(); ++i) add_of(i);
  }

 private:
  bool is_short(const Schedule& schedule) const {
    return schedule.window < shortest_safe_window && never_fires(schedule, now_).empty();
  }

  void add_of(std::size_t index) {
    const Schedule& schedule = config_.schedules[index];
    if (const auto text = never_fires(schedule, now_); !text.empty()) return warn(index, "", text);
    if (const auto text = literal_placeholder(schedule); !text.empty()) warn(index, "", text);
    const auto found = short_windows_.find(schedule.window);
    if (found == short_windows_.end()) return;
    const std::size_t others = found->second - 1;
    warn(index, others == 0 ? "" : " and " + std::to_string(others) + " more",
         short_window(schedule.window));
    short_windows_.erase(found);
  }

  void warn(std::size_t index, const std::string& others, const std::string& text) {
    const SchedulePlace& place = config_.places[index];
    config_.warnings.push_back(
        {config_.files[place.file], place.line, place.column,
         "schedule " + quote(config_.schedules[index].name) + others + ": " + text});
  }

  Config& config_;
  Instant now_;
  std::map<Seconds, std::size_t> short_windows_;  // how many schedules have it, until warned of
};

}  // namespace

void add_warnings(Config& config, Instant now) {
  Warnings(config, now).add();
}

}  // namespace sidetick
