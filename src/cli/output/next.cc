#include "cli/output/next.h"

#include <algorithm>

#include "cli/output/time_text.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

/// `text`, as wide as the widest so far.
std::string padded(std::string text, std::size_t& widest) {
  widest = std::max(widest, text.size());
  text.resize(widest, ' ');
  return text;
}

}  // namespace

TickOutput::TickOutput(OutputFormat format, TimeStyle style, Instant now,
                       std::vector<TickLabel> labels)
    : format_(format), style_(style), now_(now), labels_(std::move(labels)) {
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

/// `Sun 2026-03-29 03:00 +02:00 (01:00 UTC)  in 19 h`, or for programs
/// `2026-03-29T01:00:00Z  2026-03-29T03:00:00+02:00`.
std::string TickOutput::times(Instant tick, const TickLabel& label) {
  if (style_ == TimeStyle::people) {
    return padded(time_text(tick, *label.zone), time_width_) + "  " +
           padded(distance_text(tick, now_), distance_width_);
  }
  return format_instant(tick) + "  " +
         padded(format_local(tick, label.zone->period(tick).offset), time_width_);
}

std::string TickOutput::line(Instant tick, const TickLabel& label) {
  std::string text = times(tick, label) + "  ";
  if (label.schedule.empty()) {
    text += label.zone->name();
  } else {
    std::string zone = label.zone->name();
    zone.resize(zone_width_, ' ');
    text += zone + "  " + quote_unless_word(label.schedule) + (label.enabled ? "" : " (disabled)");
  }
  if (!label.hashed.empty()) text += " (cron " + label.hashed + ")";
  return text + moved_text(*label.timing, *label.own_zone, tick) + "\n";
}

std::string TickOutput::element(Instant tick, const TickLabel& label) const {
  std::string text = "{";
  if (!label.schedule.empty()) text += "\"schedule\":" + json_string(label.schedule) + ",";
  text += "\"tick\":\"" + format_instant(tick) + "\",\"local\":\"" +
          format_local(tick, label.zone->period(tick).offset) +
          "\",\"zone\":" + json_string(label.zone->name());
  if (!label.hashed.empty()) text += ",\"cron\":" + json_string(label.hashed);
  return text + (label.enabled ? "}" : ",\"enabled\":false}");
}

}  // namespace sidetick
