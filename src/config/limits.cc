#include "config/limits.h"

#include <utility>

#include "config/timing.h"
#include "core/cron/field.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"

namespace sidetick {

namespace {

/// Days of the week, as the last field of an expression has them.
void add_days_of_week(std::string_view text, Exclusions& what) {
  HashedName nobody;  // an H is refused: dates are excluded by hand
  const Bits days = weekday_field.field(Piece{text, 0}, nobody);
  for (unsigned day = 0; day < 7; ++day) {
    if ((days >> day & 1U) != 0) what.add(date::weekday{day});
  }
}

/// Reads the items of one `exclude`.
class ExcludeReader {
 public:
  ExcludeReader(const TableReader& table, const Calendars& calendars)
      : scope_(table.scope()), calendars_(calendars) {}

  std::vector<ExcludedItem> read(const toml::array& array) {
    for (const toml::node& node : array) {
      ExcludedItem item{place_of(node), "", {}};
      read_item(node, item);
      item.what.finish();
      items_.push_back(std::move(item));
    }
    return std::move(items_);
  }

 private:
  void read_item(const toml::node& node, ExcludedItem& item) {
    if (const auto date = date_of(node)) {
      item.text = format_date(*date);
      return item.what.add(DateRange{*date, *date});
    }
    const auto* text = node.as_string();
    if (text == nullptr) {
      return scope_.problem(item.place,
                            "exclude must hold dates such as 2026-12-25, ranges, days of the week "
                            "and calendars such as \"@holidays\", not " +
                                describe(node));
    }
    item.text = text->get();
    if (item.text.starts_with('@')) return add_calendar(item);
    if (const auto range = parse_date_range(item.text)) return item.what.add(*range);
    read_days_of_week(item);
  }

  void read_days_of_week(ExcludedItem& item) {
    try {
      return add_days_of_week(item.text, item.what);
    } catch (const CronError&) {
      // Told below, with all that is allowed.
    }
    scope_.problem(item.place, "exclude " + no_date(item.text) +
                                   ", nor days of the week such as \"sat\" or \"mon-fri\", nor a "
                                   "calendar such as \"@holidays\"");
  }

  void add_calendar(ExcludedItem& item) {
    const std::string name = item.text.substr(1);
    const Calendar* calendar = calendars_.find(name);
    if (calendar == nullptr) {
      return scope_.problem(item.place, "exclude " + quote(item.text) +
                                            ": there is no [calendars." + name + "]" +
                                            did_you_mean_or_list(name, calendars_.names()));
    }
    if (!calendar->right) {
      return scope_.problem(
          item.place, "exclude " + quote(item.text) + ": something is wrong with this calendar");
    }
    for (const DateRange& range : calendar->dates) item.what.add(range);
  }

  const Scope& scope_;
  const Calendars& calendars_;
  std::vector<ExcludedItem> items_;
};

Limits read_own(const TableReader& table, const Schedule& schedule) {
  Limits limits;
  const Zone& zone = *schedule.zone;
  if (table.find("start") != nullptr) {
    limits.start = read_instant_or_date(table, "start", zone).value_or(limits.start);
  }
  if (table.find("end") != nullptr) {
    limits.end = read_instant_or_date(table, "end", zone).value_or(limits.end);
  }
  if (limits.end <= limits.start) {
    table.problem(
        "end", format_instant(limits.end) + ": is not after start " + format_instant(limits.start));
  }
  return limits;
}

/// Where every counts from, when the file says so.
std::optional<Instant> anchor_of(const Schedule& schedule) {
  const auto* every = schedule.timing.as<Every>();
  if (every == nullptr || every->anchor == Instant{}) return std::nullopt;
  return every->anchor;
}

}  // namespace

ExcludedItems read_exclude(const TableReader& table, const Calendars& calendars) {
  if (table.find("exclude") == nullptr) return nullptr;  // nearly all there is
  const toml::array* array = table.array("exclude");
  if (array == nullptr) return nullptr;
  return std::make_shared<const std::vector<ExcludedItem>>(
      ExcludeReader(table, calendars).read(*array));
}

void expect_some_tick(const TableReader& table, const Schedule& schedule) {
  if (next_tick(schedule.timing, *schedule.zone, earliest_instant)) return;
  constexpr const char* keys[] = {"exclude", "end", "start"};
  for (const char* key : keys) {
    if (table.find(key) == nullptr) continue;
    return table.problem(
        key, "leaves no tick of " + quote(schedule.expression) + ": it would never fire");
  }
  table.scope().problem(table.place(), "exclude in [defaults] leaves no tick of " +
                                           quote(schedule.expression) + ": it would never fire");
}

void read_limits(const TableReader& table, const ExcludedItems& items, Schedule& schedule) {
  const auto anchor = anchor_of(schedule);
  const bool has_own = table.find("start") != nullptr || table.find("end") != nullptr || anchor;
  if (!has_own && (!items || items->empty())) return;
  Limits limits = read_own(table, schedule);
  if (anchor) limits.start = std::max(limits.start, *anchor);
  if (items) {
    for (const ExcludedItem& item : *items) limits.exclusions.add(item.what);
  }
  limits.exclusions.finish();
  schedule.timing.limits = std::make_shared<const Limits>(std::move(limits));
}

}  // namespace sidetick
