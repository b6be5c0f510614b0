// Cron expressions: what is wrong is a CronError with its place; what is right matches as the
// naive reading of its fields does.
#include <algorithm>

#include "core/cron/expression.h"
#include "core/cron/hashed_item.h"
#include "core/cron/split.h"
#include "core/schedule/ticks.h"
#include "core/text/ascii.h"
#include "expect.h"
#include "support/naive_cron.h"

using namespace sidetick;
using fuzz::expect;

namespace {

/// That an H is made of.
constexpr std::string_view schedule = "report";

constexpr WallClock start = date::local_days{date::year{2027} / 2 / 25} + std::chrono::hours{13};

/// One item of a field as NaiveCron reads it: numbers without zeros in front, names in lower case,
/// L and W in upper case.
std::string naive_item(std::string_view item, std::size_t field) {
  std::string text;
  bool in_number = false;
  for (std::size_t i = 0; i < item.size(); ++i) {
    const bool digit = item[i] >= '0' && item[i] <= '9';
    const bool digit_follows = i + 1 < item.size() && item[i + 1] >= '0' && item[i + 1] <= '9';
    if (item[i] == '0' && !in_number && digit_follows) continue;
    in_number = digit;
    text += item[i];
  }
  text = lower_case(text);
  const bool special = field == 3 || (field == 5 && !text.empty() && text.back() == 'l');
  if (!special) return text;
  for (char& c : text) c = c == 'l' ? 'L' : c == 'w' && field == 3 ? 'W' : c;
  return text;
}

std::string naive_text(const CronText& cut) {
  std::string text;
  for (std::size_t field = 0; field < cut.fields.size(); ++field) {
    text += field == 0 ? "" : " ";
    std::string_view rest = cut.fields[field].text;
    while (!rest.empty()) {
      const std::size_t length = std::min(rest.find(','), rest.size());
      text += naive_item(rest.substr(0, length), field) + ",";
      rest.remove_prefix(std::min(length + 1, rest.size()));
    }
  }
  return text;
}

/// Nothing that matches lies right after `from`, right before `to`, or between them at `to`'s time
/// of day.
void expect_nothing_between(NaiveCron& naive, WallClock from, WallClock to, std::string_view text) {
  constexpr Seconds near{70};
  for (Seconds off{1}; off < near && from + off < to; off += Seconds{1}) {
    expect(!naive.matches(from + off), "no match is left out after a match", text);
    expect(!naive.matches(to - off) || to - off <= from, "nor before one", text);
  }
  int days = 0;
  for (auto at = to - date::days{1}; at > from && days < 400; at -= date::days{1}, ++days) {
    expect(!naive.matches(at), "nor on a day before one", text);
  }
}

void expect_matches(const CronExpr& expr, const CronText& cut, std::string_view text) {
  NaiveCron naive(naive_text(cut));
  expect(naive.follows_elapsed_time() == expr.follows_elapsed_time(), "the kind of time", text);
  WallClock last = start;
  MatchingMonth month;
  for (int i = 0; i < 8; ++i) {
    const auto next = expr.next(last, month);
    if (!next) return;
    expect(*next > last, "matches ascend", text);
    expect(naive.matches(*next), "a match is one to the naive reading too", text);
    expect_nothing_between(naive, last, *next, text);
    last = *next;
  }
}

void expect_ticks_both_ways(const CronExpr& expr, std::string_view text) {
  const Timing timing = expr;
  const auto utc = Zone::utc();
  const auto first = next_tick(timing, *utc, Instant{start.time_since_epoch()});
  if (!first) return;
  const auto second = next_tick(timing, *utc, *first);
  if (!second) return;
  expect(previous_tick(timing, *utc, *second) == first, "the tick before the next is this", text);
}

/// Blanks, case, and the seconds that are not written have no say.
void expect_one_canonical_form(const CronExpr& expr, const CronText& cut, std::string_view text) {
  std::string rewritten = " ";
  for (const Piece& field : cut.fields) rewritten += lower_case(field.text) + " \t";
  expect(CronExpr::parse(rewritten, schedule).canonical() == expr.canonical(), "one canonical form",
         text);
}

void expect_place(const CronError& error, std::string_view text) {
  fuzz::expect_message(error.what());
  expect(error.column <= text.size() && error.length <= text.size() - error.column,
         "a wrong piece lies within the text", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) try {
  const auto text = fuzz::as_text(data, size);
  CronExpr expr;
  try {
    expr = CronExpr::parse(text, schedule);
  } catch (const CronError& error) {
    expect_place(error, text);
    return 0;
  }
  const CronText cut = cut_cron_text(text);
  expect(cut.fields.size() == 6, "six fields", text);
  expect_one_canonical_form(expr, cut, text);
  const std::string without = without_hashes(text, schedule);
  expect(expr.is_hashed() || without == text, "only an H is written otherwise", text);
  expect(CronExpr::parse(without).canonical() == expr.canonical(), "an H is what it became", text);
  expect_matches(expr, cut_cron_text(without), text);
  expect_ticks_both_ways(expr, text);
  return 0;
} catch (const std::exception& error) {
  expect(false, "nothing but CronError is thrown", error.what());
  return 0;
}
