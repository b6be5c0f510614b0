#include "cli/output/nagios.h"

#include <algorithm>
#include <functional>

#include "cli/output/status.h"
#include "cli/output/suggested_command.h"
#include "cli/output/ticks_text.h"
#include "core/text/counted.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

constexpr std::size_t most_names = 3;

const char* state_name(NagiosState state) {
  switch (state) {
    case NagiosState::ok:
      return "OK";
    case NagiosState::warning:
      return "WARNING";
    case NagiosState::critical:
      return "CRITICAL";
    case NagiosState::unknown:
      break;
  }
  return "UNKNOWN";
}

/// A `|` in the text would begin the performance data.
std::string line(NagiosState state, std::string text, const std::string& performance) {
  std::ranges::replace(text, '|', '/');
  return std::string("SIDETICK ") + state_name(state) + " - " + escape_controls(text) +
         (performance.empty() ? "" : " | " + performance) + "\n";
}

struct Figures {
  Seconds lag{0};
  std::size_t due = 0;
  std::size_t dropped = 0;
};

Figures figures_of(const Status& status) {
  Figures figures;
  for (const auto& each : status.schedules) {
    figures.lag = std::max(figures.lag, each.lag.value_or(Seconds{0}));
    figures.due += each.due;
    if (lately_dropped(each, status.now)) figures.dropped += each.dropped->count;
  }
  return figures;
}

std::string performance(const Figures& figures, Seconds max_lag) {
  return "lag=" + std::to_string(figures.lag.count()) + "s;;" + std::to_string(max_lag.count()) +
         ";0 due=" + std::to_string(figures.due) +
         ";;;0 dropped=" + std::to_string(figures.dropped) + ";;;0";
}

/// `2 schedules late: "report" by 12 min, "mail" by 7 min`, the latest first; "" when none is.
std::string late_text(const StatusRequest& request, const Status& status, Seconds max_lag) {
  std::vector<std::size_t> late;
  for (std::size_t i = 0; i < status.schedules.size(); ++i) {
    if (status.schedules[i].lag.value_or(Seconds{0}) > max_lag) late.push_back(i);
  }
  if (late.empty()) return "";
  std::ranges::stable_sort(late, std::greater<>(),
                           [&](std::size_t i) { return *status.schedules[i].lag; });
  std::string text = counted(late.size(), "schedule") + " late:";
  for (std::size_t i = 0; i < std::min(late.size(), most_names); ++i) {
    text += (i == 0 ? " " : ", ") + json_string(request.schedules[late[i]].name) + " by " +
            length_text(*status.schedules[late[i]].lag);
    if (status.schedules[late[i]].waiting > 0) text += " (waits for room in its queue)";
  }
  if (late.size() > most_names)
    text += " and " + std::to_string(late.size() - most_names) + " more";
  return text;
}

std::string critical_text(const Options& options, const StatusRequest& request,
                          const Status& status, std::size_t wrong) {
  std::string text = late_text(request, status, *options.max_lag);
  const bool none_seen =
      !status.schedules.empty() && std::ranges::all_of(status.schedules, [](const auto& each) {
        return each.seen == Seen::never;
      });
  if (none_seen) text = "no run has been seen in this Redis";
  if (wrong == 0) return text;
  return text + (text.empty() ? "" : "; ") + counted(wrong, "schedule") +
         " wrong in the configuration: see " + suggested_check(options);
}

std::vector<std::string> warnings(const StatusRequest& request, const Status& status) {
  std::vector<std::string> texts;
  for (const auto& problem : status_problems(request, status)) texts.push_back(problem.text);
  for (std::size_t i = 0; i < status.schedules.size(); ++i) {
    const Schedule& schedule = request.schedules[i];
    const ScheduleStatus& each = status.schedules[i];
    const std::string where = "schedule " + json_string(schedule.name) + ": ";
    if (lately_dropped(each, status.now)) {
      const Dropped& dropped = *each.dropped;
      texts.push_back(where + ticks_text(dropped.count, dropped.first, dropped.last) +
                      " dropped by " + run_text(dropped.at, status.now));
    }
    const bool on = schedule.enabled && each.switched_on;
    if (on && each.seen == Seen::never) texts.push_back(where + "no run has seen it yet");
    if (on && each.seen == Seen::otherwise) {
      texts.push_back(where + "no run has seen it in its present form yet");
    }
  }
  return texts;
}

}  // namespace

NagiosAnswer nagios_answer(const Options& options, const StatusRequest& request,
                           const Status& status, std::size_t wrong) {
  const std::string figures = performance(figures_of(status), *options.max_lag);
  const std::string critical = critical_text(options, request, status, wrong);
  if (!critical.empty()) {
    return {NagiosState::critical, line(NagiosState::critical, critical, figures)};
  }
  const auto texts = warnings(request, status);
  if (texts.empty()) {
    return {NagiosState::ok,
            line(NagiosState::ok, counted(status.schedules.size(), "schedule") + ", none late",
                 figures)};
  }
  std::string text = texts.front();
  if (texts.size() > 1) text += " (and " + std::to_string(texts.size() - 1) + " more)";
  return {NagiosState::warning, line(NagiosState::warning, text, figures)};
}

NagiosAnswer nagios_failure(Exit exit, const std::string& message) {
  const bool of_redis = exit == Exit::unavailable || exit == Exit::temporary || exit == Exit::data;
  const auto state = of_redis ? NagiosState::critical : NagiosState::unknown;
  return {state, line(state, message, "")};
}

Exit nagios_exit(NagiosState state) {
  return static_cast<Exit>(static_cast<int>(state));
}

}  // namespace sidetick
