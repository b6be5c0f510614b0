// The single words of fugit's natural language: numbers, weekdays, places, hours, units, zones.
//
// Source:  fugit's lib/fugit/nat.rb, as core/dialects/fugit_phrases.h says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sidetick {

/// Throws Untranslatable, for words that are none of fugit's or make no sense where they stand.
[[noreturn]] void refuse_fugit_words();

/// "monday, tuesday" is three words: a comma is one of its own.
std::vector<std::string> split_fugit_words(std::string_view text);

/// Of at most four digits.
std::optional<int> fugit_number_of(std::string_view text);

/// The weekday of "mon" or "monday"; 0 is Sunday.
std::optional<int> fugit_weekday_of(const std::string& word);

/// "1st", "first", "last"; -1 is the last.
std::optional<int> fugit_ordinal_of(const std::string& word);

/// "five", "noon", "midnight"
std::optional<int> fugit_hour_of(const std::string& lower);

/// "second", "minute", … "year"; "" for what is no unit. "M" is a month to fugit, "m" a minute.
std::string fugit_unit_of(const std::string& word);

/// "Europe/Berlin", "UTC", "Z"
bool is_fugit_zone(const std::string& word);

}  // namespace sidetick
