// The page of `next --format html`, without its looks: escaping, bands, the axis, the load.
#include <doctest/doctest.h>

#include <string>

#include "cli/output/html/axis.h"
#include "cli/output/html/load.h"
#include "cli/output/html/path.h"
#include "cli/output/html/text.h"
#include "cli/output/html/tick_runs.h"
#include "core/time/duration.h"
#include "io/host/zone_file.h"

using namespace sidetick;
using namespace std::string_view_literals;

namespace {

Instant instant(const std::string& time) {
  return *parse_instant(time);
}

TickRuns ticks_of(const std::vector<std::string>& times) {
  TickRuns ticks;
  for (const std::string& time : times) ticks.add(instant("2026-03-01T" + time + "Z"));
  return ticks;
}

/// `count` ticks, `step` seconds apart.
TickRuns evenly(const std::string& first, int step, int count) {
  TickRuns ticks;
  for (int i = 0; i < count; ++i) ticks.add(instant(first) + Seconds{step} * i);
  return ticks;
}

std::string shown(const std::vector<TickMark>& marks) {
  std::string out;
  for (const TickMark& mark : marks) {
    out += (out.empty() ? "" : ", ") + format_instant(mark.first).substr(11, 8);
    if (mark.is_band()) out += "-" + format_instant(mark.last).substr(11, 8);
  }
  return out;
}

Axis axis(const char* begin, const char* end, const char* zone = "UTC") {
  return {instant(begin), instant(end), find_zone(zone)};
}

/// The labels that a page shows which shows those up to `level`.
std::string labels(const Axis& axis, unsigned level) {
  std::string out;
  for (const AxisLabel& each : axis.labels()) {
    if (each.level <= level) out += (out.empty() ? "" : " ") + each.text;
  }
  return out;
}

std::string changes(const Axis& axis) {
  std::string out;
  for (const ClockChange& each : axis.changes()) {
    out += format_instant(each.at).substr(0, 16) + " " +
           format_instant(Instant{each.from.time_since_epoch()}).substr(11, 5) + ">" +
           format_instant(Instant{each.to.time_since_epoch()}).substr(11, 5);
  }
  return out;
}

PageRow row(const std::string& queue, TickRuns ticks, bool enabled = true) {
  return {"name", "", "UTC", queue, "W", enabled, std::move(ticks), {}};
}

std::string queues(const Load& load) {
  std::string out;
  for (const QueueLoad& each : load.queues()) {
    out += (out.empty() ? "" : ", ") + each.queue + " " + std::to_string(each.jobs) + " " +
           std::to_string(each.most);
  }
  return out;
}

std::string busiest(const Load& load, std::size_t many) {
  std::string out;
  for (const std::size_t index : load.busiest(many)) {
    out += (out.empty() ? "" : ", ") + format_instant(load.minute(index)).substr(11, 5) + " " +
           std::to_string(jobs_of(load[index]));
  }
  return out;
}

}  // namespace

TEST_CASE("nothing that a user names becomes a part of the page") {
  CHECK(html_text("a & b <script>\"x\" 'y'</script>") ==
        "a &amp; b &lt;script&gt;&quot;x&quot; &#39;y&#39;&lt;/script&gt;");
  CHECK(html_text("&amp;") == "&amp;amp;");
  CHECK(html_text("tab\t nul\0 esc\x1b[31m del\x7f c1\xc2\x9b byte\xff"sv) ==
        "tab\\t nul\\x00 esc\\x1b[31m del\\x7f c1\\x9b byte\\xff");
  CHECK(html_text("é€😀") == "é€😀");
  CHECK(html_name("<") == "<bdi>&lt;</bdi>");
}

TEST_CASE("numbers are grouped by thousands") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1'000) == "1,000");
  CHECK(grouped(1'234'567) == "1,234,567");
  CHECK(grouped(1, "job") == "1 job");
  CHECK(grouped(1'000, "job") == "1,000 jobs");
}

TEST_CASE("ticks that are equally far apart are one run") {
  CHECK(evenly("2026-03-01T00:00:00Z", 60, 10'080).runs().size() == 1);
  const TickRuns ticks = ticks_of({"00:00:00", "00:01:00", "00:02:00", "05:00:00", "06:00:00"});
  CHECK(ticks.runs().size() == 2);
  CHECK(ticks.count() == 5);
  CHECK(ticks.first() == instant("2026-03-01T00:00:00Z"));
  CHECK(ticks.last() == instant("2026-03-01T06:00:00Z"));
}

TEST_CASE("ticks of a span are counted from its beginning up to its end, which is not of it") {
  const TickRuns ticks =
      ticks_of({"00:00:00", "00:00:20", "00:00:40", "00:01:00", "07:00:00", "07:00:01"});
  const auto count = [&](const char* from, const char* to) {
    return ticks.count_in(instant(std::string("2026-03-01T") + from + "Z"),
                          instant(std::string("2026-03-01T") + to + "Z"));
  };
  CHECK(count("00:00:00", "00:01:00") == 3);
  CHECK(count("00:01:00", "00:02:00") == 1);
  CHECK(count("00:00:01", "00:00:20") == 0);
  CHECK(count("00:02:00", "06:59:59") == 0);
  CHECK(count("00:00:00", "08:00:00") == 6);
}

TEST_CASE("ticks closer than what can be told apart are a band") {
  const Seconds closest{240};
  CHECK(shown(tick_marks(evenly("2026-03-01T00:00:00Z", 60, 1'440), closest)) ==
        "00:00:00-23:59:00");
  CHECK(shown(tick_marks(evenly("2026-03-01T00:00:00Z", 239, 3), closest)) == "00:00:00-00:07:58");
  CHECK(shown(tick_marks(evenly("2026-03-01T00:00:00Z", 240, 3), closest)) ==
        "00:00:00, 00:04:00, 00:08:00");
  CHECK(shown(tick_marks(ticks_of({"01:00:00", "02:00:00", "02:01:00", "02:02:30", "09:00:00"}),
                         closest)) == "01:00:00, 02:00:00-02:02:30, 09:00:00");
  CHECK(shown(tick_marks(TickRuns(), closest)).empty());
}

TEST_CASE("marks are drawn at the place of their ticks, a line once") {
  const Axis day = axis("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");
  const auto marks =
      tick_marks(ticks_of({"00:10:00", "05:00:00", "12:00:00", "12:01:00", "12:02:00", "23:59:00"}),
                 day.closest());
  CHECK(tick_path(marks, day) == "M10 0v10m290-10v10m1139-10v10");
  CHECK(band_path(marks, day) == "M720 2h2v6h-2z");
  CHECK(line_path({7, 7, 9}) == "M7 0v10m2-10v10");
  CHECK(line_path({}).empty());
}

TEST_CASE("a place is a part of the real time between both ends") {
  const Axis spring =
      axis("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "Europe/Copenhagen");  // 23 hours
  CHECK(spring.unit(instant("2026-03-28T23:00:00Z")) == 0);
  CHECK(spring.unit(instant("2026-03-29T10:30:00Z")) == 720);
  CHECK(spring.unit(instant("2026-03-29T22:00:00Z")) == 1440);
  CHECK(spring.unit(instant("2026-03-30T22:00:00Z")) == 1440);
}

TEST_CASE("labels are round times of the wall clock, fewer on a narrower page") {
  const Axis day = axis("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");
  CHECK(labels(day, 0) == "00:00 06:00 12:00 18:00");
  CHECK(labels(day, 1) ==
        "00:00 02:00 04:00 06:00 08:00 10:00 12:00 14:00 16:00 18:00 20:00 22:00");
  CHECK(day.labels().size() == 24);

  const Axis kolkata = axis("2026-03-01T18:00:00Z", "2026-03-02T06:00:00Z", "Asia/Kolkata");
  CHECK(labels(kolkata, 0) == "Mon 02 02:00 04:00 06:00 08:00 10:00");
  CHECK(labels(axis("2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z"), 0) ==
        "Sun 01 Mon 02 Tue 03 Wed 04 Thu 05 Fri 06 Sat 07 Sun 08");
  CHECK(labels(axis("2026-03-01T09:00:30Z", "2026-03-01T09:02:00Z"), 2) ==
        "09:00:30 09:00:40 09:00:50 09:01 09:01:10 09:01:20 09:01:30 09:01:40 09:01:50");
}

TEST_CASE("where the wall clock changes the labels jump, and none come closer than others") {
  const Axis spring = axis("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "Europe/Copenhagen");
  CHECK(changes(spring) == "2026-03-29T01:00 02:00>03:00");
  CHECK(labels(spring, 2).substr(0, 24) == "00:00 01:00 03:00 04:00 ");

  const Axis autumn = axis("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "Europe/Copenhagen");
  CHECK(changes(autumn) == "2026-10-25T01:00 03:00>02:00");
  CHECK(labels(autumn, 2).substr(0, 30) == "00:00 01:00 02:00 02:00 03:00 ");
  CHECK(labels(autumn, 1).substr(0, 24) == "00:00 02:00 04:00 06:00 ");

  CHECK(changes(axis("2026-06-01T00:00:00Z", "2026-06-08T00:00:00Z", "Europe/Copenhagen")).empty());
  // Midnight itself is left out there, and the day begins at one.
  const Axis havana = axis("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", "America/Havana");
  CHECK(changes(havana) == "2026-03-08T05:00 00:00>01:00");
  CHECK(labels(havana, 2).substr(0, 12) == "01:00 02:00 ");
}

TEST_CASE("a time has its day where there are several, and its offset where that changes") {
  const Axis day = axis("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");
  CHECK(day.clock(instant("2026-03-01T09:00:00Z")) == "09:00");
  CHECK(day.clock(instant("2026-03-01T09:00:01Z")) == "09:00:01");
  CHECK(day.clock(instant("2026-03-02T00:00:00Z")) == "Mon 02 00:00");
  const Axis autumn = axis("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "Europe/Copenhagen");
  CHECK(autumn.clock(instant("2026-10-25T00:30:00Z")) == "02:30 +02:00");
  CHECK(autumn.clock(instant("2026-10-25T01:30:00Z")) == "02:30 +01:00");
}

TEST_CASE("the title is the day, or the days, or both ends") {
  CHECK(axis("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z").title() == "Sunday 1 March 2026");
  CHECK(axis("2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z").title() ==
        "Sun 1 March 2026 to Sat 7 March 2026");
  CHECK(axis("2026-03-01T08:00:00Z", "2026-03-01T09:30:00Z").title() ==
        "Sun 1 March 2026, 08:00 to 09:30");
  CHECK(axis("2026-03-01T08:00:00Z", "2026-03-02T08:00:00Z").title() ==
        "Sun 1 March 2026, 08:00 to Mon 2 March 2026, 08:00");
  CHECK(axis("2026-03-01T08:00:00Z", "2026-03-01T08:00:01Z").title() ==
        "Sun 1 March 2026, 08:00 to 08:00:01");
}

TEST_CASE("the load is the jobs of each minute by queue, and those disabled are none") {
  const Load load(
      {row("low", ticks_of({"00:00:00", "00:05:00", "00:05:30"})),
       row("default", evenly("2026-03-01T00:00:00Z", 60, 10)), row("low", ticks_of({"00:05:59"})),
       row("off", evenly("2026-03-01T00:00:00Z", 60, 10), false), row("idle", {})},
      instant("2026-03-01T00:00:00Z"), instant("2026-03-01T01:00:00Z"));
  CHECK(queues(load) == "default 10 1, low 4 3");
  CHECK(load.jobs() == 14);
  CHECK(load.most() == 4);
  CHECK(load.size() == 61);
  CHECK(load.place("low") == 1);
  CHECK(load.place("off") == coloured_queues);
  CHECK(busiest(load, 3) == "00:05 4, 00:00 2, 00:01 1");
  CHECK(load.equally_busy() == 1);
}

TEST_CASE("a tick at either end of the axis is of the load, and so is one within a minute begun") {
  const Load load({row("q", ticks_of({"00:00:30", "00:02:30"}))}, instant("2026-03-01T00:00:30Z"),
                  instant("2026-03-01T00:02:30Z"));
  CHECK(busiest(load, 9) == "00:00 1, 00:02 1");
}

TEST_CASE("queues beyond those with a colour of their own share one") {
  std::vector<PageRow> rows;
  for (int i = 0; i < 9; ++i) {
    rows.push_back(row("q" + std::to_string(i), evenly("2026-03-01T00:00:00Z", 60, 20 - i)));
  }
  const Load load(rows, instant("2026-03-01T00:00:00Z"), instant("2026-03-01T01:00:00Z"));
  CHECK(queues(load) ==
        "q0 20 1, q1 19 1, q2 18 1, q3 17 1, q4 16 1, q5 15 1, 3 other queues 39 3");
  CHECK(load.place("q8") == coloured_queues);
  rows.resize(7);
  CHECK(queues(Load(rows, instant("2026-03-01T00:00:00Z"), instant("2026-03-01T01:00:00Z"))) ==
        "q0 20 1, q1 19 1, q2 18 1, q3 17 1, q4 16 1, q5 15 1, q6 14 1");
}

TEST_CASE("nothing to enqueue has no busiest minute") {
  const Load load({row("q", {})}, instant("2026-03-01T00:00:00Z"), instant("2026-03-02T00:00:00Z"));
  CHECK(load.most() == 0);
  CHECK(load.busiest(5).empty());
  CHECK(load.queues().empty());
}
