#include "config/timing.h"

#include <stdexcept>

#include "config/calendars.h"
#include "core/text/quote.h"
#include "io/host/zone_file.h"

namespace sidetick {

namespace {

std::shared_ptr<const Zone> zone_or_problem(const TableReader& table, Place place,
                                            const std::string& name) {
  try {
    return find_zone(name);
  } catch (const std::invalid_argument& error) {
    table.scope().problem(place, error.what());
    return nullptr;
  }
}

/// Where in the file the character `offset` of a string value stands; the value itself when the
/// string is not written plainly on one line.
Place place_within(const toml::node& value, std::size_t offset, TextLines& lines) {
  const Place place = place_of(value);
  const std::string_view source = lines.from(place);
  const bool triple = source.substr(0, 3) == "\"\"\"" || source.substr(0, 3) == "'''";
  if (triple || source.substr(0, offset + 1).find('\\') != std::string_view::npos) return place;
  return {place.line, place.column + 1 + static_cast<unsigned>(offset)};
}

/// The zone in the expression wins over a file's, and must be the schedule's own if there is one.
void take_cron_zone(const TableReader& table, const CronExpr& expr, Place place,
                    Schedule& schedule) {
  if (expr.zone_name().empty()) return;
  const std::string* own = table.string("time_zone");
  if (own != nullptr && *own != expr.zone_name()) {
    table.problem("time_zone", quote(*own) + ": the cron expression names another zone, " +
                                   quote(expr.zone_name()) + ": keep one");
    return;
  }
  auto zone = zone_or_problem(table, place, expr.zone_name());
  if (zone) schedule.zone = std::move(zone);
}

/// A zone may never show a time that an expression in elapsed time asks for; a fixed time fires
/// after the gap.
void expect_tick(const TableReader& table, const Schedule& schedule) {
  constexpr Instant since = date::sys_days{date::year{2000} / 1 / 1};
  if (next_tick(schedule.timing, *schedule.zone, since)) return;
  table.problem("cron", quote(schedule.expression) + ": never fires in " + schedule.zone->name());
}

void read_cron(const TableReader& table, TextLines& lines, Schedule& schedule) {
  const std::string* text = table.string("cron");
  if (text == nullptr) return;
  schedule.expression = *text;
  const toml::node& node = *table.find("cron");
  try {
    CronExpr expr = CronExpr::parse(*text, schedule.name);
    take_cron_zone(table, expr, place_of(node), schedule);
    const bool may_never_fire = expr.follows_elapsed_time();
    schedule.timing.recurrence = std::move(expr);
    if (may_never_fire) expect_tick(table, schedule);
  } catch (const CronError& error) {
    table.scope().problem(place_within(node, error.column, lines),
                          "cron " + quote(*text) + ": " + error.what());
  }
}

/// What the wall clock shows at a date-time, wherever that is.
WallClock wall_clock_of(const toml::date_time& moment) {
  const date::year_month_day day{date::year{moment.date.year}, date::month{moment.date.month},
                                 date::day{moment.date.day}};
  return date::local_days{day} + std::chrono::hours{moment.time.hour} +
         std::chrono::minutes{moment.time.minute} + Seconds{moment.time.second};
}

std::optional<Instant> within_years(const TableReader& table, std::string_view key,
                                    Instant instant) {
  if (instant >= earliest_instant && instant <= latest_instant) return instant;
  table.problem(key, "is not in the years 1 to 9999");
  return {};
}

/// The instant of a date-time; one without an offset is read in the schedule's zone.
std::optional<Instant> instant_of(const TableReader& table, std::string_view key,
                                  const toml::date_time& moment, const Zone& zone) {
  const WallClock wall = wall_clock_of(moment);
  const Instant as_utc{wall.time_since_epoch()};
  const Instant instant =
      moment.offset ? as_utc - std::chrono::minutes{moment.offset->minutes} : zone.instant_of(wall);
  if (moment.time.nanosecond != 0) {
    table.problem(key, "has a fraction of a second: schedules know whole seconds");
    return {};
  }
  return within_years(table, key, instant);
}

std::optional<Instant> read_instant(const TableReader& table, std::string_view key,
                                    const Zone& zone) {
  const auto* value = table.find(key)->as_date_time();
  if (value != nullptr) return instant_of(table, key, value->get(), zone);
  table.problem(key, "must be a date-time such as 2026-12-31T23:59:00Z, without quotes, not " +
                         describe(*table.find(key)));
  return {};
}

/// A time of the wall clock and whole days count days; all else counts seconds.
Timing every_of(const TableReader& table, Seconds period, const Zone& zone) {
  if (table.find("anchor") == nullptr) return Every{period, Instant{}};
  const Instant anchor = read_instant(table, "anchor", zone).value_or(Instant{});
  const auto* moment = table.find("anchor")->as_date_time();
  const auto days = date::floor<date::days>(period);
  if (moment != nullptr && !moment->get().offset && days == period) {
    return EveryDays{days, wall_clock_of(moment->get())};
  }
  return Every{period, anchor};
}

void read_every(const TableReader& table, Schedule& schedule) {
  const auto* text = table.find("every")->as_string();
  const auto period = table.whole_seconds("every", every_range);
  schedule.timing = every_of(table, period.value_or(Seconds{1}), *schedule.zone);
  schedule.expression = text == nullptr ? "" : text->get();
}

void read_at(const TableReader& table, Schedule& schedule) {
  const auto instant = read_instant(table, "at", *schedule.zone);
  if (!instant) return;
  schedule.timing = At{*instant};
  schedule.expression = format_instant(*instant);
}

/// cron, every or at: the one that is there.
void read_kind(const TableReader& table, TextLines& lines, Schedule& schedule) {
  if (table.find("cron") != nullptr) read_cron(table, lines, schedule);
  if (table.find("every") != nullptr) read_every(table, schedule);
  if (table.find("at") != nullptr) read_at(table, schedule);
}

void expect_one_kind(const TableReader& table) {
  std::string_view first;
  for (const std::string_view kind : {"cron", "every", "at"}) {
    if (table.find(kind) == nullptr) continue;
    if (!first.empty()) table.problem(kind, "and " + std::string(first) + " exclude each other");
    first = kind;
  }
  if (first.empty()) table.scope().problem(table.place(), "has none of cron, every and at");
  if (table.find("anchor") != nullptr && table.find("every") == nullptr) {
    table.problem("anchor", "is for every alone");
  }
}

}  // namespace

void read_time_zone(const TableReader& table, std::shared_ptr<const Zone>& zone) {
  const std::string* name = table.string("time_zone");
  if (name == nullptr) return;
  auto found = zone_or_problem(table, place_of(*table.find("time_zone")), *name);
  if (found) zone = std::move(found);
}

std::optional<Instant> read_instant_or_date(const TableReader& table, std::string_view key,
                                            const Zone& zone) {
  const toml::node& node = *table.find(key);
  if (node.is_date_time()) return read_instant(table, key, zone);
  if (const auto date = date_of(node)) {
    return within_years(table, key, zone.instant_of(WallClock{*date}));
  }
  table.problem(key,
                "must be a date or a date-time such as 2026-12-31 or 2026-12-31T23:59:00Z, "
                "without quotes, not " +
                    describe(node));
  return {};
}

void read_timing(const TableReader& table, TextLines& lines, Schedule& schedule) {
  read_time_zone(table, schedule.zone);
  expect_one_kind(table);
  read_kind(table, lines, schedule);
}

}  // namespace sidetick
