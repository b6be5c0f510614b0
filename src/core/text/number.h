// Numbers as text: appended, and padded with zeros.
//
// Why:     snprintf was an eighth of the instructions of an idle run with 100 schedules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sidetick {

/// Appends `number` in lower-case hexadecimal digits, at least `width`.
void append_hex(std::string& out, std::uint64_t number, std::size_t width = 1);

/// Appends `number` in decimal digits, at least `width`, which a minus sign comes on top of.
void append_decimal(std::string& out, std::int64_t number, std::size_t width = 1);

}  // namespace sidetick
