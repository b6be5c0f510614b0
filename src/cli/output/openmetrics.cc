#include "cli/output/openmetrics.h"

#include <array>
#include <optional>

#include "core/text/quote.h"

namespace sidetick {

namespace {

/// A value of a label: within quotation marks, with their escapes of `\\`, `"` and newline.
std::string label_value(const std::string& text) {
  std::string out = "\"";
  for (const char c : escape_controls(text)) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string head(const std::string& name, const std::string& help) {
  return "# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n";
}

std::string up(int value) {
  return head("sidetick_up", "Whether Redis has answered.") + "sidetick_up " +
         std::to_string(value) + "\n";
}

using Value = std::optional<long long>;

Value seconds_of(const std::optional<Instant>& instant) {
  return instant ? Value(instant->time_since_epoch().count()) : std::nullopt;
}

/// A gauge of which each schedule has one.
struct Gauge {
  const char* name;
  const char* help;
  Value (*value)(const Schedule&, const ScheduleStatus&);
};

std::array<Gauge, 8> gauges() {
  return {{
      {"sidetick_enabled", "Whether the schedule is on, in the file and by the switch in Redis.",
       [](const Schedule& schedule, const ScheduleStatus& status) -> Value {
         return schedule.enabled && status.switched_on ? 1 : 0;
       }},
      {"sidetick_cursor_timestamp_seconds", "Through when runs have dealt with the ticks.",
       [](const Schedule&, const ScheduleStatus& status) { return seconds_of(status.cursor); }},
      {"sidetick_lag_seconds",
       "For how long the oldest tick has been due that no run has dealt with.",
       [](const Schedule&, const ScheduleStatus& status) {
         return status.lag ? Value(status.lag->count()) : std::nullopt;
       }},
      {"sidetick_last_tick_timestamp_seconds", "The last tick that was enqueued.",
       [](const Schedule&, const ScheduleStatus& status) { return seconds_of(status.last_tick); }},
      {"sidetick_next_tick_timestamp_seconds", "The next tick.",
       [](const Schedule&, const ScheduleStatus& status) { return seconds_of(status.next_tick); }},
      {"sidetick_waiting_ticks",
       "How many due ticks wait for room in their queue, by their max_backlog.",
       [](const Schedule& schedule, const ScheduleStatus& status) -> Value {
         if (schedule.max_backlog == 0) return std::nullopt;
         return static_cast<long long>(status.waiting);
       }},
      {"sidetick_dropped_ticks",
       "How many ticks the last run that dropped any has dropped, within a week.",
       [](const Schedule&, const ScheduleStatus& status) -> Value {
         return status.dropped ? static_cast<long long>(status.dropped->count) : 0;
       }},
      {"sidetick_complete_since_timestamp_seconds",
       "Since when the ledger has every tick that was enqueued; 0 is the beginning.",
       [](const Schedule&, const ScheduleStatus& status) {
         return status.complete == always ? Value(0) : seconds_of(status.complete);
       }},
  }};
}

std::string gauge_text(const Gauge& gauge, const StatusRequest& request, const Status& status) {
  std::string out = head(gauge.name, gauge.help);
  for (std::size_t i = 0; i < status.schedules.size(); ++i) {
    const Value value = gauge.value(request.schedules[i], status.schedules[i]);
    if (!value) continue;
    out += gauge.name + ("{schedule=" + label_value(request.schedules[i].name)) + "} " +
           std::to_string(*value) + "\n";
  }
  return out;
}

std::string queue_text(const std::vector<QueueDepth>& depths) {
  std::string lengths = head("sidetick_queue_length", "How many jobs wait in the queue.");
  std::string latencies =
      head("sidetick_queue_latency_seconds", "For how long the next job of the queue has waited.");
  for (const QueueDepth& depth : depths) {
    const std::string label = "{queue=" + label_value(depth.queue) + "} ";
    lengths += "sidetick_queue_length" + label + std::to_string(depth.length) + "\n";
    latencies += "sidetick_queue_latency_seconds" + label +
                 std::to_string(depth.latency.value_or(Seconds{0}).count()) + "\n";
  }
  return lengths + latencies;
}

}  // namespace

std::string openmetrics_text(const StatusRequest& request, const Status& status,
                             const std::vector<QueueDepth>& depths) {
  std::string out = up(1);
  for (const Gauge& gauge : gauges()) out += gauge_text(gauge, request, status);
  return out + queue_text(depths) + "# EOF\n";
}

std::string openmetrics_down() {
  return up(0) + "# EOF\n";
}

}  // namespace sidetick
