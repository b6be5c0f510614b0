// Numbers as text: appended, padded with zeros, and read.
//
// Why:     snprintf was an eighth of the instructions of an idle run with 100 schedules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sidetick {

/// Appends `number` in lower-case hexadecimal digits, at least `width` of them, which is at most 16.
void append_hex(std::string& out, std::uint64_t number, std::size_t width = 1);

/// Appends `number` in decimal digits, at least `width`, which a minus sign comes on top of.
void append_decimal(std::string& out, std::int64_t number, std::size_t width = 1);

/// Nothing when `text` is not decimal digits from its first byte to its last, or when the number is
/// not in min..max. A minus may stand in front when `min` is negative.
std::optional<long long> parse_number(std::string_view text, long long min, long long max);

/// Nothing when `text` is not, from its first byte to its last, 1 to 16 lower-case hexadecimal
/// digits.
std::optional<std::uint64_t> parse_hex(std::string_view text);

/// Digits that are read back as `number`, and as a float, by JSON and TOML: "1.5", "3.0", "1e+20". By
/// TOML alone: "inf", "-inf" and "nan".
std::string float_text(double number);

}  // namespace sidetick
