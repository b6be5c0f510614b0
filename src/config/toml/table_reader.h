// Strict, typed access to a TOML table: a key that is not known, or whose value has the wrong type,
// is reported once as a problem, with its place.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/toml/key_answer.h"
#include "config/toml/problems.h"
#include "config/toml/toml.h"
#include "core/time/instant.h"

namespace sidetick {

using KnownKeys = std::span<const std::string_view>;

/// What a value is, for messages: `the integer 5`, `the string "x"`, `an array`.
std::string describe(const toml::node& node);

Place place_of(const toml::node& node);

struct DurationRange {
  Milliseconds least;
  Milliseconds most;
};

/// Ten years.
inline constexpr Milliseconds longest_duration = std::chrono::hours{24 * 3650};

inline constexpr DurationRange window_range{std::chrono::seconds{1}, longest_duration};
inline constexpr DurationRange history_range{std::chrono::minutes{1}, longest_duration};
inline constexpr DurationRange every_range{std::chrono::seconds{1}, longest_duration};

class TableReader {
 public:
  /// Reports each key of `table` that is not in `known`, with what `answer` says of it, if
  /// anything. Keeps references to the first three.
  TableReader(const toml::table& table, KnownKeys known, const Scope& scope,
              AnswerKey answer = nullptr);

  /// The value of `key`, or null.
  const toml::node* find(std::string_view key) const {
    return (marks_ & mark_of(key)) == 0 ? nullptr : find_entry(key);
  }

  // Each returns nothing when the key is absent, and when its value is wrong, which is reported.
  const std::string* string(std::string_view key, const char* expected = "a string") const;
  std::optional<bool> boolean(std::string_view key) const;
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t least,
                                      std::int64_t most) const;
  std::optional<Milliseconds> duration(std::string_view key, DurationRange range) const;
  std::optional<Seconds> whole_seconds(std::string_view key, DurationRange range) const;
  const toml::table* table(std::string_view key) const;
  const toml::array* array(std::string_view key) const;

  /// Takes what was read of `key`, a string, where it is right, and how it is written: so it is told.
  template <typename Value>
  void take_written(std::string_view key, const std::optional<Value>& read, Value& value,
                    std::string& written) const {
    if (!read) return;
    value = *read;
    written = *string(key);
  }

  /// One of a few words, each with what it stands for.
  template <typename Value, std::size_t N>
  std::optional<Value> choice(std::string_view key,
                              const std::pair<std::string_view, Value> (&choices)[N]) const {
    const std::string* text = string(key);
    if (text == nullptr) return {};
    for (const auto& [word, value] : choices) {
      if (word == *text) return value;
    }
    std::vector<std::string_view> words;
    for (const auto& [word, value] : choices) words.push_back(word);
    refuse_word(key, *text, words);
    return {};
  }

  /// Reports `KEY TEXT`, or `KEY: …`, at the key's value, or at the table when the key is absent.
  void problem(std::string_view key, const std::string& text) const;

  /// The same of what is allowed, but perhaps not meant.
  void warning(std::string_view key, Rule rule, const std::string& text) const;

  /// The same of a value that is not on this host.
  void absent(std::string_view key, const std::string& text) const;

  /// Where the table begins.
  Place place() const;
  const Scope& scope() const { return *scope_; }

 private:
  struct Entry {
    std::string_view key;
    const toml::node* node;
  };

  /// One of 64 bits for a key, by its first letter and its length. No known key is empty.
  static constexpr std::uint64_t mark_of(std::string_view key) {
    const std::size_t first = static_cast<unsigned char>(key[0]);
    return std::uint64_t{1} << ((first * 5 + key.size()) % 64);
  }
  const toml::node* find_entry(std::string_view key) const;
  void refuse_unknown(const toml::key& key, KnownKeys known, const std::string& answer) const;
  void refuse_type(std::string_view key, const toml::node& node, const char* expected) const;
  /// One value, or a table, where an array of them had to be.
  void refuse_single(std::string_view key, const toml::node& node) const;
  void refuse_word(std::string_view key, std::string_view text,
                   const std::vector<std::string_view>& words) const;

  const toml::table* table_;
  const Scope* scope_;
  std::vector<Entry> entries_;
  std::uint64_t marks_ = 0;  // of their keys: most keys that are asked for are not there
};

}  // namespace sidetick
