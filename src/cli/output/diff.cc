#include "cli/output/diff.h"

#include <algorithm>

#include "core/text/counted.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

struct Look {
  const char* name;
  const char* colour;
};

Look look_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added:
      return {"new", "\x1b[32m"};
    case ChangeKind::removed:
      return {"gone", "\x1b[31m"};
    case ChangeKind::renamed:
      return {"renamed", "\x1b[33m"};
    case ChangeKind::changed:
      return {"changed", "\x1b[33m"};
    case ChangeKind::reworded:
      break;
  }
  return {"same", "\x1b[2m"};
}

/// A line, and those that belong below it: a name in front, the rest behind it in one column.
class Lines {
 public:
  explicit Lines(bool colour) : colour_(colour) {}

  void add(const std::string& name, const std::string& text, const char* colour) {
    std::string padded = name;
    padded.resize(std::max(width, name.size() + 1), ' ');
    text_ += (colour_ ? colour + padded + "\x1b[0m" : padded) + text + "\n";
  }

  void add_below(const std::string& text) { text_ += std::string(width, ' ') + text + "\n"; }

  std::string text() const { return text_; }

 private:
  static constexpr std::size_t width = 9;

  bool colour_;
  std::string text_;
};

std::string arrow(const ValueChange& value) {
  return shown_value(value.before) + " -> " + shown_value(value.after);
}

/// The name, and what there is to say beside it.
std::string headline(const ScheduleChange& change, TimeStyle style) {
  const std::string name = quote_unless_word(change.schedule().name);
  switch (change.kind) {
    case ChangeKind::added:
      return name + ": " + tick_set_text(change.ticks.gained, *change.after, style);
    case ChangeKind::removed:
      return name + ": " + tick_set_text(change.ticks.lost, *change.before, style);
    case ChangeKind::renamed:
      return quote_unless_word(change.before->name) + " -> " + name +
             ": to Redis it is another schedule, which begins anew";
    case ChangeKind::changed:
      return name + (change.ticks.any() ? "" : ": the same ticks");
    case ChangeKind::reworded:
      break;
  }
  return name + ": the same ticks and jobs";
}

void add_ticks(const ScheduleChange& change, TimeStyle style, Lines& lines) {
  const TickChange& ticks = change.ticks;
  if (change.is_in_both() && ticks.lost.count > 0) {
    lines.add_below("lost: " + tick_set_text(ticks.lost, *change.before, style));
  }
  if (change.is_in_both() && ticks.gained.count > 0) {
    lines.add_below("gained: " + tick_set_text(ticks.gained, *change.after, style));
  }
  if (ticks.later) lines.add_below(later_text(change, style));
}

/// Of the ticks that are not shown, those that are moved: a year has one or none.
std::string moved_behind(const TickSet& ticks, const Zone& zone, TimeStyle style) {
  std::string text;
  for (const auto& [tick, from] : ticks.moved) {
    if (tick <= ticks.first.back()) continue;
    text += (text.empty() ? ", among them " : ", ") + instant_text(tick, zone, style) +
            moved_text(from);
  }
  const std::size_t more = ticks.moved_count - ticks.moved.size();
  return more == 0 ? text : text + " and " + std::to_string(more) + " more that are moved";
}

}  // namespace

bool ConfigDiff::differs() const {
  return schedules.differs() ||
         std::ranges::any_of(settings, [](const auto& each) { return !each.effect.empty(); });
}

std::string_view change_name(ChangeKind kind) {
  return look_of(kind).name;
}

std::string diff_sum(const ConfigDiff& diff) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (!diff.settings.empty()) add(counted(diff.settings.size(), "setting"));
  for (const auto kind : {ChangeKind::added, ChangeKind::removed, ChangeKind::renamed,
                          ChangeKind::changed, ChangeKind::reworded}) {
    const auto count = std::ranges::count(diff.schedules.changes, kind, &ScheduleChange::kind);
    if (count == 0) continue;
    add(std::to_string(count) + (kind == ChangeKind::reworded
                                     ? " only written otherwise"
                                     : " " + std::string(change_name(kind))));
  }
  if (diff.schedules.same > 0) add(std::to_string(diff.schedules.same) + " as before");
  return text.empty() ? "no schedule in either" : text;
}

std::string shown_value(const std::string& json) {
  return json.empty() ? "none" : shorten(json);
}

std::string tick_set_text(const TickSet& ticks, const Schedule& schedule, TimeStyle style) {
  std::string text = ticks.count == 0 ? "no tick" : counted(ticks.count, "tick") + ": ";
  const Zone& zone = *schedule.zone;
  for (std::size_t i = 0; i < ticks.first.size(); ++i) {
    text += (i > 0 ? ", " : "") + instant_text(ticks.first[i], zone, style) +
            moved_text(schedule.timing, zone, ticks.first[i]);
  }
  const std::size_t more = ticks.count - ticks.first.size();
  if (more == 0) return text;
  return text + " and " + std::to_string(more) + " more" + moved_behind(ticks, zone, style);
}

std::string later_text(const ScheduleChange& change, TimeStyle style) {
  return std::string(change.is_in_both() ? "first differs at " : "first tick at ") +
         instant_text(*change.ticks.later, *change.schedule().zone, style) +
         moved_text(change.ticks.later_moved_from);
}

std::string diff_text(const ConfigDiff& diff, TimeStyle style, bool colour) {
  Lines lines(colour);
  for (const SettingChange& each : diff.settings) {
    lines.add("setting", each.value.key + ": " + arrow(each.value), "\x1b[33m");
    if (!each.effect.empty()) lines.add_below(each.effect);
  }
  for (const ScheduleChange& change : diff.schedules.changes) {
    const Look look = look_of(change.kind);
    lines.add(look.name, headline(change, style), look.colour);
    for (const ValueChange& value : change.values) lines.add_below(value.key + ": " + arrow(value));
    add_ticks(change, style, lines);
  }
  return lines.text() + diff_sum(diff) + ", from " + format_instant(diff.schedules.from) + " to " +
         format_instant(diff.schedules.to) + "\n";
}

}  // namespace sidetick
