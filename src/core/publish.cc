#include "core/publish.h"

#include "core/json_text.h"

namespace sidetick {

namespace {

const char* timing_key(const Timing& timing) {
  if (std::holds_alternative<CronExpr>(timing)) return "cron";
  return std::holds_alternative<Every>(timing) ? "every" : "at";
}

/// As fugit reads it: a zone other than UTC is the last field.
std::string timing_text(const Schedule& schedule) {
  const auto* cron = std::get_if<CronExpr>(&schedule.timing);
  bool bare = cron == nullptr || !cron->zone_name().empty() || schedule.zone->name() == "UTC";
  return bare ? schedule.expression : schedule.expression + " " + schedule.zone->name();
}

}  // namespace

std::string published_json(const Schedule& schedule) {
  std::string out = "{";
  auto field = [&](const char* key) {
    out += out.size() > 1 ? ",\"" : "\"";
    out += key;
    out += "\":";
  };
  field(timing_key(schedule.timing));
  append_json_string(out, timing_text(schedule));
  field("class");
  append_json_string(out, schedule.job.class_name);
  field("queue");
  append_json_string(out, schedule.job.queue);
  field("args");
  out += schedule.job.args;
  if (!schedule.description.empty()) {
    field("description");
    append_json_string(out, schedule.description);
  }
  field("enabled");
  out += schedule.enabled ? "true}" : "false}";
  return out;
}

}  // namespace sidetick
