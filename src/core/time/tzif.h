// The bytes of a TZif file -> the changes of a zone's offset.
//
// Source:  RFC 9636. Of version 1 files the 32-bit block is read, of later ones the 64-bit block
//          and the footer. Abbreviations and the daylight-saving flag are not kept.
// Units:   offsets in seconds east of UTC.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/time/instant.h"
#include "core/time/posix_rule.h"

namespace sidetick {

struct ZoneChange {
  Instant at;
  Seconds offset;  ///< from then on
};

struct ZoneHistory {
  Seconds first_offset{0};          ///< before the first change
  std::vector<ZoneChange> changes;  ///< ascending
  std::optional<PosixRule> rule;    ///< holds from the last change on
};

/// Throws std::invalid_argument, saying what is wrong with the bytes of `text`.
ZoneHistory parse_tzif(std::string_view text);

}  // namespace sidetick
