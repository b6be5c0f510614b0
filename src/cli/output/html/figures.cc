#include <algorithm>

#include "cli/output/html/lists.h"
#include "cli/output/html/text.h"
#include "cli/output/html/wall_text.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

std::string figure(const std::string& name, const std::string& value, const std::string& more) {
  return "<div><dt>" + name + "</dt><dd>" + value + (more.empty() ? "" : " <small>" + more) +
         (more.empty() ? "" : "</small>") + "</dd></div>";
}

/// "+01:00", "+01:00, later +02:00"
std::string offsets(const Axis& axis) {
  const auto offset = [&](Instant at) { return format_offset(axis.zone().period(at).offset); };
  const std::string first = offset(axis.begin());
  const std::string last = offset(axis.end() - Seconds{1});
  return first == last ? first : first + ", later " + last;
}

bool any_band(const PageRow& row, Seconds closest) {
  return std::ranges::any_of(tick_marks(row.ticks, closest), &TickMark::is_band);
}

std::string sample(const char* kind, const std::string& shapes, const std::string& meaning) {
  return std::string("<li><svg class=\"") + kind +
         "\" viewBox=\"0 0 16 10\" aria-hidden=\"true\">" + shapes + "</svg> " + meaning + "</li>";
}

/// The day is that of what the clock shows then: who goes back from midnight is on the day before.
std::string change_note(const ClockChange& change) {
  const bool on = change.to > change.from;
  std::string note = wall_text("%A %e %B", change.to);
  note.append(": at ").append(hour_text(change.from)).append(" the wall clock goes ");
  note.append(on ? "on to " : "back to ").append(hour_text(change.to)).append(", so that ");
  note.append(length_text(on ? change.to - change.from : change.from - change.to));
  return note + (on ? " is left out." : " is there twice.");
}

}  // namespace

std::string figures(const std::vector<PageRow>& rows, const Axis& axis, const Load& load) {
  const auto off = static_cast<std::size_t>(std::ranges::count(rows, false, &PageRow::enabled));
  const auto busiest = load.busiest(1);
  const std::string noun = is_expression(rows) ? "tick" : "job";
  std::string out = "<dl class=\"figures\">";
  if (!is_expression(rows)) {
    out += figure("Schedules", grouped(rows.size()), off == 0 ? "" : grouped(off) + " disabled");
  }
  return out + figure(is_expression(rows) ? "Ticks" : "Jobs", grouped(load.jobs()), "") +
         figure("Busiest minute",
                busiest.empty() ? "none" : axis.clock(load.minute(busiest.front())),
                busiest.empty() ? "" : grouped(load.most(), noun)) +
         figure("Times", html_name(axis.zone().name()), offsets(axis)) + "</dl>\n";
}

std::string picture_key(const std::vector<PageRow>& rows, const Axis& axis) {
  const auto any = [&](auto is) { return std::ranges::any_of(rows, is); };
  std::string out =
      "<ul class=\"key\">" + sample("q0", "<path class=\"t\" d=\"M8 0v10\"/>", "a tick");
  if (any([&](const PageRow& row) { return any_band(row, axis.closest()); })) {
    out += sample("q0", "<path class=\"b\" d=\"M0 2h16v6H0z\"/>",
                  "ticks less than " + length_text(axis.closest()) + " apart");
  }
  if (any([](const PageRow& row) { return !row.enabled; })) {
    out += sample("off", "<path class=\"t\" d=\"M8 0v10\"/>", "disabled, enqueues nothing");
  }
  if (any([](const PageRow& row) { return !row.moved.empty(); })) {
    out += sample("q0", "<path class=\"t\" d=\"M8 0v10\"/><path class=\"m\" d=\"M8 5h0\"/>",
                  "moved by daylight saving");
  }
  if (!axis.changes().empty()) {
    out += sample("", "<path class=\"gc\" d=\"M8 0v10\"/>", "the wall clock changes");
  }
  return out + "</ul>\n";
}

std::vector<std::string> change_notes(const Axis& axis) {
  std::vector<std::string> notes;
  for (const ClockChange& each : axis.changes()) notes.push_back(change_note(each));
  return notes;
}

}  // namespace sidetick
