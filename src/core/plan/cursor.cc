#include "core/plan/cursor.h"

#include <algorithm>
#include <array>
#include <cstring>

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

/// The form of one that begins with its anchor.
void append_canonical(std::string& out, const EveryDays& every) {
  out += "days " + std::to_string(every.period.count()) + " " +
         std::to_string(every.anchor.time_since_epoch().count());
}

void append_canonical(std::string& out, const At& at) {
  out += "at " + std::to_string(at.instant.time_since_epoch().count());
}

void append_canonical(std::string& out, const Limits& limits) {
  out += " from " + std::to_string(limits.start.time_since_epoch().count()) + " to " +
         std::to_string(limits.end.time_since_epoch().count());
  limits.exclusions.append_canonical(out);
}

constexpr std::size_t hash_digits = 16;

/// No window and no backfill of weight reaches further back.
constexpr Seconds deleted_memory = std::chrono::hours{24 * 366};

constexpr std::array<std::string_view, 3> drop_reasons{"window", "ledger", "missed"};

/// The text up to the next `end`, which is taken off `text`; all of it where there is none.
std::string_view take(std::string_view& text, char end) {
  const auto piece = text.substr(0, text.find(end));
  text.remove_prefix(std::min(piece.size() + 1, text.size()));
  return piece;
}

std::string dropped_text(const Dropped& dropped) {
  return std::to_string(dropped.count) + "," + epoch_text(dropped.first) + "," +
         epoch_text(dropped.last) + "," + epoch_text(dropped.at) + "," +
         std::string(drop_reasons[static_cast<std::size_t>(dropped.reason)]);
}

std::optional<Dropped> parse_dropped(std::string_view text) {
  const auto count = parse_number(take(text, ','), 1, 1'000'000'000);
  const auto first = parse_epoch(take(text, ','));
  const auto last = parse_epoch(take(text, ','));
  const auto at = parse_epoch(take(text, ','));
  const auto reason = std::ranges::find(drop_reasons, text);
  if (!count || !first || !last || !at || reason == drop_reasons.end()) return std::nullopt;
  return Dropped{static_cast<std::size_t>(*count), *first, *last, *at,
                 static_cast<DropReason>(reason - drop_reasons.begin())};
}

/// A name as one word.
std::string escape_name(std::string_view name) {
  std::string word;
  for (const char c : name) {
    if (c == ' ') {
      word += "%20";
    } else if (c == '%') {
      word += "%25";
    } else {
      word += c;
    }
  }
  return word;
}

std::string unescape_name(std::string_view word) {
  if (word.find('%') == std::string_view::npos) return std::string(word);
  std::string name;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto code = word.substr(i, 3);
    const bool escaped = code == "%20" || code == "%25";
    name += code == "%20" ? ' ' : word[i];
    if (escaped) i += 2;
  }
  return name;
}

/// Takes `key` off `word`, if that begins with it. Its length the compiler knows, and compares a number or two.
template <std::size_t size>
bool take_key(std::string_view& word, const char (&key)[size]) {
  const std::size_t length = size - 1;
  if (word.size() < length || std::memcmp(word.data(), key, length) != 0) return false;
  word.remove_prefix(length);
  return true;
}

using EpochField = std::optional<Instant> Cursor::*;

/// The field of a word that is an instant, whose key is then off the word; nothing when it is none of those.
EpochField take_epoch_key(std::string_view& word) {
  if (take_key(word, "next=")) return &Cursor::next;
  if (take_key(word, "complete=")) return &Cursor::complete;
  if (take_key(word, "from=")) return &Cursor::from;
  if (take_key(word, "owed=")) return &Cursor::owed;
  if (take_key(word, "gone=")) return &Cursor::gone;
  return take_key(word, "off=") ? &Cursor::off : nullptr;
}

/// False when it is a word of ours that cannot be read.
bool read_word(std::string_view word, Cursor& cursor) {
  auto value = word;
  if (const EpochField field = take_epoch_key(value)) {
    const bool is_always = field == &Cursor::complete && value == "always";
    cursor.*field = is_always ? always : parse_epoch(value);
    return (cursor.*field).has_value();
  }
  if (take_key(value, "with=")) return !(cursor.with = unescape_name(value)).empty();
  if (take_key(value, "dropped=")) return (cursor.dropped = parse_dropped(value)).has_value();
  if (word == "forgotten") return cursor.forgotten = true;
  cursor.others.append(" ").append(word);
  return true;
}

/// False when `text` is not a cursor.
bool read_cursor(std::string_view text, Cursor& cursor) {
  const auto at = parse_epoch(take(text, ' '));
  const auto hashes = take(text, ' ');
  if (!at || hashes.size() != 2 * hash_digits + 1 || hashes[hash_digits] != '.') return false;
  const auto form = parse_hex(hashes.substr(0, hash_digits));
  const auto page = parse_hex(hashes.substr(hash_digits + 1));
  if (!form || !page) return false;
  cursor.at = *at;
  cursor.form = *form;
  cursor.page = *page;
  while (!text.empty()) {
    if (!read_word(take(text, ' '), cursor)) return false;
  }
  return true;
}

void append_epoch(std::string& out, const char* word, const std::optional<Instant>& instant) {
  if (!instant) return;
  out += word;
  append_decimal(out, instant->time_since_epoch().count());
}

}  // namespace

std::string Cursor::text() const {
  std::string text;
  text.reserve(128);
  append_decimal(text, at.time_since_epoch().count());
  text += ' ';
  append_hex(text, form, hash_digits);
  text += '.';
  append_hex(text, page, hash_digits);
  append_epoch(text, " next=", next);
  append_epoch(text, " from=", from);
  append_epoch(text, " owed=", owed);
  if (complete == always) {
    text += " complete=always";
  } else {
    append_epoch(text, " complete=", complete);
  }
  if (dropped) text += " dropped=" + dropped_text(*dropped);
  if (!with.empty()) text += " with=" + escape_name(with);
  append_epoch(text, " gone=", gone);
  append_epoch(text, " off=", off);
  if (forgotten) text += " forgotten";
  return text + others;
}

std::optional<Cursor> parse_cursor(std::string_view text) {
  std::optional<Cursor> cursor(std::in_place);
  if (!read_cursor(text, *cursor)) cursor.reset();
  return cursor;
}

std::string deleted_text(const Deleted& deleted, Instant now) {
  std::string text;
  for (const auto& [name, through] : deleted) {
    if (now - through > deleted_memory) continue;
    text += (text.empty() ? "" : " ") + escape_name(name) + "=" + epoch_text(through);
  }
  return text;
}

Deleted parse_deleted(std::string_view text) {
  Deleted deleted;
  while (!text.empty()) {
    const auto word = take(text, ' ');
    const auto sign = std::min(word.rfind('='), word.size());
    const auto through = parse_epoch(word.substr(std::min(sign + 1, word.size())));
    if (through) deleted.emplace(unescape_name(word.substr(0, sign)), *through);
  }
  return deleted;
}

std::uint64_t form_hash(const Schedule& schedule) {
  std::string scratch;
  return form_hash(schedule, scratch);
}

std::uint64_t form_hash(const Schedule& schedule, std::string& scratch) {
  scratch.clear();
  const Timing& timing = schedule.timing;
  std::visit([&](const auto& kind) { append_canonical(scratch, kind); }, timing.recurrence);
  if (timing.limits) append_canonical(scratch, *timing.limits);
  const bool reads_wall_clock = timing.as<CronExpr>() != nullptr ||
                                timing.as<EveryDays>() != nullptr ||
                                (timing.limits && !timing.limits->exclusions.empty());
  if (reads_wall_clock) scratch.append(" ").append(schedule.zone->identity());
  return std::max<std::uint64_t>(hash64(scratch), no_form + 1);
}

}  // namespace sidetick
