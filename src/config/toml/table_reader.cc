#include "config/toml/table_reader.h"

#include <algorithm>

#include "core/text/number.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

Place place_of_source(const toml::source_region& source) {
  return {source.begin.line, source.begin.column};
}

std::string list_of(std::span<const std::string_view> words, std::string_view last_separator) {
  std::string text;
  for (const std::string_view& word : words) {
    if (!text.empty()) text += &word == &words.back() ? last_separator : std::string_view(", ");
    text += word;
  }
  return text;
}

/// Keys differ in length or in their first letter, mostly; to compare them whole shows in profiles.
bool is_same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && !a.empty() && a[0] == b[0] && a == b;
}

bool is_known(std::string_view key, KnownKeys known) {
  return std::any_of(known.begin(), known.end(),
                     [key](std::string_view word) { return is_same(key, word); });
}

}  // namespace

std::string describe(const toml::node& node) {
  if (const auto* value = node.as_string()) return "the string " + quote(value->get());
  if (const auto* value = node.as_integer()) return "the integer " + std::to_string(value->get());
  if (const auto* value = node.as_floating_point()) return "the float " + float_text(value->get());
  if (const auto* value = node.as_boolean()) return value->get() ? "true" : "false";
  if (node.is_table()) return "a table";
  if (node.is_array()) return "an array";
  if (node.is_date()) return "a date";
  return node.is_time() ? "a time of day" : "a date-time";
}

Place place_of(const toml::node& node) {
  return place_of_source(node.source());
}

TableReader::TableReader(const toml::table& table, KnownKeys known, const Scope& scope,
                         AnswerKey answer)
    : table_(&table), scope_(&scope) {
  entries_.reserve(table.size());
  for (const auto& [key, node] : table) {
    if (is_known(key.str(), known)) {
      entries_.push_back({key.str(), &node});
      marks_ |= mark_of(key.str());
    } else {
      refuse_unknown(key, known, answer == nullptr ? "" : answer(key.str(), node));
    }
  }
}

const toml::node* TableReader::find_entry(std::string_view key) const {
  for (const Entry& entry : entries_) {
    if (is_same(entry.key, key)) return entry.node;
  }
  return nullptr;
}

const std::string* TableReader::string(std::string_view key, const char* expected) const {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  if (const auto* value = node->as_string()) return &value->get();
  refuse_type(key, *node, expected);
  return nullptr;
}

std::optional<bool> TableReader::boolean(std::string_view key) const {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  if (const auto* value = node->as_boolean()) return value->get();
  refuse_type(key, *node, "true or false");
  return {};
}

std::optional<std::int64_t> TableReader::integer(std::string_view key, std::int64_t least,
                                                 std::int64_t most) const {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  const auto* value = node->as_integer();
  if (value == nullptr) {
    refuse_type(key, *node, "an integer");
  } else if (value->get() < least || value->get() > most) {
    problem(key, std::to_string(value->get()) + ": is not in " + std::to_string(least) + "-" +
                     std::to_string(most));
  } else {
    return value->get();
  }
  return {};
}

std::optional<Milliseconds> TableReader::duration(std::string_view key, DurationRange range) const {
  // "a string" would have 3600 written as "3600", which has no unit either.
  const std::string* text = string(key, "a duration such as \"1h30m\"");
  if (text == nullptr) return {};
  const auto duration = parse_duration(*text);
  if (duration && *duration >= range.least && *duration <= range.most) return duration;
  if (duration) {
    problem(key, quote(*text) + ": is not from " + format_duration(range.least) + " to " +
                     format_duration(range.most));
  } else {
    problem(key, quote(*text) + ": is not a duration: write 500ms, 90s, 15m, 1h30m, 2d or 1w");
  }
  return {};
}

std::optional<Seconds> TableReader::whole_seconds(std::string_view key, DurationRange range) const {
  const auto milliseconds = duration(key, range);
  if (!milliseconds) return {};
  const auto seconds = std::chrono::floor<Seconds>(*milliseconds);
  if (seconds == *milliseconds) return seconds;
  problem(key, quote(*string(key)) + ": is not of whole seconds");
  return {};
}

const toml::table* TableReader::table(std::string_view key) const {
  const toml::node* node = find(key);
  if (node != nullptr && node->is_array()) {
    problem(key, "must be a table, not an array: write one pair of brackets around its name");
  } else if (node != nullptr && !node->is_table()) {
    refuse_type(key, *node, "a table");
  }
  return node == nullptr ? nullptr : node->as_table();
}

const toml::array* TableReader::array(std::string_view key) const {
  const toml::node* node = find(key);
  if (node != nullptr && !node->is_array()) refuse_single(key, *node);
  return node == nullptr ? nullptr : node->as_array();
}

void TableReader::problem(std::string_view key, const std::string& text) const {
  const toml::node* node = find(key);
  scope_->problem(node == nullptr ? place() : place_of(*node),
                  std::string(key) + (text[0] == ':' ? "" : " ") + text);
}

void TableReader::warning(std::string_view key, Rule rule, const std::string& text) const {
  scope_->warning(place_of(*find(key)), rule, std::string(key) + " " + text);
}

void TableReader::absent(std::string_view key, const std::string& text) const {
  scope_->absent(place_of(*find(key)), std::string(key) + " " + text);
}

Place TableReader::place() const {
  const Place begin = place_of(*table_);
  // The top of a file has no place of its own.
  return begin.line == 0 ? Place{1, 1} : begin;
}

void TableReader::refuse_unknown(const toml::key& key, KnownKeys known,
                                 const std::string& answer) const {
  std::string meant = answer.empty() ? did_you_mean(key.str(), known) : ": " + answer;
  if (meant.empty()) meant = ": allowed are " + list_of(known, " and ");
  scope_->problem(place_of_source(key.source()), "unknown key " + quote(key.str()) + meant);
}

void TableReader::refuse_type(std::string_view key, const toml::node& node,
                              const char* expected) const {
  problem(key, std::string("must be ") + expected + ", not " + describe(node));
}

void TableReader::refuse_single(std::string_view key, const toml::node& node) const {
  std::string value = node.is_table() ? "{ … }" : "…";
  if (const auto* text = node.as_string()) value = quote(text->get());
  problem(key, "must be an array, not " + describe(node) + ": write " + std::string(key) + " = [" +
                   value + "]");
}

void TableReader::refuse_word(std::string_view key, std::string_view text,
                              const std::vector<std::string_view>& words) const {
  std::string meant = did_you_mean(text, words);
  problem(key, quote(text) + ": is not " + list_of(words, " or ") + meant);
}

}  // namespace sidetick
