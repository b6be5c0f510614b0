#include "core/plan/ledger.h"

#include <algorithm>

#include "core/text/number.h"

namespace sidetick {

namespace {

constexpr long long seconds_per_day = 86'400;

/// Takes `next` to the end of `series`; false, and nothing done, when the distances differ.
bool append(const TickSeries& next, TickSeries& series) {
  const Seconds gap = next.first - series.last;
  if (gap <= Seconds{0} || end_of_day(series.first) < next.last) return false;
  if (!series.is_single() && series.step != gap) return false;
  if (!next.is_single() && next.step != gap) return false;
  series = {series.first, next.last, gap};
  return true;
}

}  // namespace

std::string TickSeries::text() const {
  std::string text = epoch_text(first);
  if (is_single()) return text;
  append_decimal(text += '-', last.time_since_epoch().count());
  append_decimal(text += '/', step.count());
  return text;
}

std::optional<TickSeries> parse_ledger_member(std::string_view member) {
  const auto dash = member.find('-', 1);  // before it may stand a minus
  const auto first = parse_epoch(member.substr(0, dash));
  if (!first) return std::nullopt;
  if (dash == std::string_view::npos) return TickSeries(*first);
  const auto slash = member.find('/', dash);
  if (slash == std::string_view::npos) return std::nullopt;
  const auto last = parse_epoch(member.substr(dash + 1, slash - dash - 1));
  const auto step = parse_number(member.substr(slash + 1), 1, seconds_per_day);
  if (!last || !step || *last <= *first || *last > end_of_day(*first)) return std::nullopt;
  const TickSeries series{*first, *last, Seconds{*step}};
  return series.has(*last) ? std::optional(series) : std::nullopt;
}

Instant end_of_day(Instant tick) {
  return date::floor<date::days>(tick) + Seconds{seconds_per_day - 1};
}

std::vector<TickSeries> put_together(std::vector<TickSeries> series, Instant single_from) {
  std::sort(series.begin(), series.end());
  std::vector<TickSeries> all;
  for (const auto& next : series) {
    const bool is_old = next.last < single_from;
    if (all.empty() || !is_old || !append(next, all.back())) all.push_back(next);
  }
  return all;
}

std::vector<TickSeries> series_of(const std::vector<Instant>& ticks, Instant single_from) {
  std::vector<TickSeries> all;
  for (const auto& tick : ticks) {
    const TickSeries next(tick);
    if (all.empty() || tick >= single_from || !append(next, all.back())) all.push_back(next);
  }
  return all;
}

std::vector<TickSeries> without(const TickSeries& series, const std::vector<Instant>& ticks) {
  std::vector<Instant> kept;
  for (Instant tick = series.first; tick <= series.last; tick += series.step) {
    if (!std::ranges::binary_search(ticks, tick)) kept.push_back(tick);
  }
  return series_of(kept, latest_instant);
}

}  // namespace sidetick
