#include "cli/output/next.h"

#include <algorithm>
#include <array>

#include "cli/output/print.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

/// "Sun 2026-03-29 03:00:00 +02:00"
std::string readable(Instant tick, Seconds offset) {
  constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const date::weekday weekday{date::floor<date::days>(tick + offset)};
  std::string text = format_local(tick, offset);
  text[10] = ' ';
  text.insert(19, " ");
  return std::string(weekdays[weekday.c_encoding()]) + " " + text;
}

}  // namespace

TickOutput::TickOutput(OutputFormat format, std::vector<TickLabel> labels)
    : format_(format), labels_(std::move(labels)) {
  for (const TickLabel& label : labels_) {
    zone_width_ = std::max(zone_width_, label.zone->name().size());
  }
}

void TickOutput::add(const ScheduledTick& tick) {
  const TickLabel& label = labels_[tick.schedule];
  if (format_ == OutputFormat::text) {
    print(line(tick.tick, label));
  } else {
    print((empty_ ? "[" : ",\n ") + element(tick.tick, label));
  }
  empty_ = false;
}

void TickOutput::finish() {
  if (format_ == OutputFormat::json) print(empty_ ? "[]\n" : "]\n");
}

std::string TickOutput::line(Instant tick, const TickLabel& label) const {
  std::string zone = label.zone->name();
  std::string text = readable(tick, label.zone->period(tick).offset) + "  ";
  if (label.schedule.empty()) return text + zone + "\n";
  zone.resize(zone_width_, ' ');
  return text + zone + "  " + label.schedule + (label.enabled ? "\n" : " (disabled)\n");
}

std::string TickOutput::element(Instant tick, const TickLabel& label) const {
  std::string text = "{";
  if (!label.schedule.empty()) text += "\"schedule\":" + json_string(label.schedule) + ",";
  text += "\"tick\":\"" + format_instant(tick) + "\",\"local\":\"" +
          format_local(tick, label.zone->period(tick).offset) +
          "\",\"zone\":" + json_string(label.zone->name());
  return text + (label.enabled ? "}" : ",\"enabled\":false}");
}

}  // namespace sidetick
