#include "core/plan/cursor.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text/hash.h"
#include "core/text/number.h"

namespace sidetick {

namespace {

void append_canonical(std::string& out, const CronExpr& cron) {
  out += "cron ";
  cron.append_canonical(out);
}

void append_canonical(std::string& out, const Every& every) {
  auto phase = every.anchor.time_since_epoch() % every.period;
  if (phase < Seconds{0}) phase += every.period;
  out += "every " + std::to_string(every.period.count()) + " " + std::to_string(phase.count());
}

void append_canonical(std::string& out, const At& at) {
  out += "at " + std::to_string(at.instant.time_since_epoch().count());
}

constexpr std::size_t hash_digits = 16;

constexpr std::uint8_t no_digit = 16;

/// What each byte is worth as a hexadecimal digit.
constexpr std::array<std::uint8_t, 256> digit_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::uint8_t i = 0; i < 10; ++i) values['0' + i] = i;
  for (std::uint8_t i = 10; i < 16; ++i) values['a' + i - 10] = i;
  return values;
}();

/// Nothing when `text` is not of digits; 0 when there are not as many as a hash has.
std::optional<std::uint64_t> parse_hash(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::uint64_t hash = 0;
  for (const char c : text) {
    const std::uint8_t value = digit_values[static_cast<unsigned char>(c)];
    if (value == no_digit) return std::nullopt;
    hash = hash << 4 | value;
  }
  return text.size() == hash_digits ? hash : 0;
}

constexpr std::string_view dropped_word = "dropped=";

std::string dropped_text(const Dropped& dropped) {
  return std::string(dropped_word) + std::to_string(dropped.count) + "," +
         epoch_text(dropped.first) + "," + epoch_text(dropped.last) + "," + epoch_text(dropped.at);
}

/// The number at the beginning of `text`, which is taken off it.
std::optional<long long> take_number(std::string_view& text) {
  long long number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// An instant of seconds that its arithmetic has room for.
bool is_epoch(long long number) {
  return number >= earliest_instant.time_since_epoch().count() &&
         number <= latest_instant.time_since_epoch().count();
}

/// Nothing when `text` is not of this form.
std::optional<Dropped> parse_dropped(std::string_view text) {
  if (!text.starts_with(dropped_word)) return std::nullopt;
  text.remove_prefix(dropped_word.size());
  std::array<long long, 4> numbers{};
  for (auto& number : numbers) {
    if (&number != &numbers.front() && !text.starts_with(',')) return std::nullopt;
    if (text.starts_with(',')) text.remove_prefix(1);
    const auto taken = take_number(text);
    if (!taken || !is_epoch(*taken)) return std::nullopt;
    number = *taken;
  }
  if (!text.empty() || numbers[0] < 1) return std::nullopt;
  const auto instant = [&](std::size_t i) { return Instant{Seconds{numbers[i]}}; };
  return Dropped{static_cast<std::size_t>(numbers[0]), instant(1), instant(2), instant(3)};
}

}  // namespace

std::string Cursor::text() const {
  std::string text;
  text.reserve(2 * hash_digits + 12);
  append_decimal(text, at.time_since_epoch().count());
  text += ' ';
  append_hex(text, ticks_hash, hash_digits);
  text += '.';
  append_hex(text, page_hash, hash_digits);
  return dropped ? text + " " + dropped_text(*dropped) : text;
}

std::optional<Cursor> parse_cursor(std::string_view text) {
  const auto epoch = take_number(text);
  // The range first: seconds beyond it may not fit an Instant's arithmetic.
  if (!epoch || !is_epoch(*epoch) || !text.starts_with(' ')) return std::nullopt;
  text.remove_prefix(1);
  auto hashes = text.substr(0, text.find(' '));
  text.remove_prefix(hashes.size());
  auto dot = hashes.find('.');
  auto page = dot == std::string_view::npos ? unpublished : parse_hash(hashes.substr(dot + 1));
  auto ticks = parse_hash(hashes.substr(0, dot));
  if (!ticks || !page) return std::nullopt;
  Cursor cursor{Instant{Seconds{*epoch}}, *ticks, *page};
  if (!text.empty()) cursor.dropped = parse_dropped(text.substr(1));
  return text.empty() || cursor.dropped ? std::optional(cursor) : std::nullopt;
}

std::uint64_t ticks_hash(const Schedule& schedule) {
  std::string timing;
  timing.reserve(128);
  std::visit([&](const auto& kind) { append_canonical(timing, kind); }, schedule.timing);
  bool zone_matters = std::holds_alternative<CronExpr>(schedule.timing);
  if (zone_matters) timing.append(" ").append(schedule.zone->name());
  return hash64(timing);
}

}  // namespace sidetick
