// H in a field: a value, or every n-th of them, that the name of the schedule decides.
//
// Source:  jenkinsci/jenkins, class hudson.scheduler.BaseParser, for the forms; sidetick(7), "Cron
//          expressions", for the numbers, which are the same on every host and for ever.
//            H = "H" ["(" value "-" value ")"] ["/" step]
// Note:    Jenkins takes H/1 for H; here it is an error.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/cron/field.h"

namespace sidetick {

/// The values that an H became: from the first to the last, every step-th.
struct HashedItem {
  int first;
  int last;  ///< may be above max: it wraps
  int step;  ///< at least 1

  Bits bits(const FieldKind& kind) const;
  /// As a list, a range with a step or a number: without an H.
  std::string text(const FieldKind& kind) const;
};

bool is_hashed_item(std::string_view item);

/// Reads an item that is one. Throws CronError, also when there is no name.
HashedItem read_hashed_item(const FieldKind& kind, Piece item,
                            const std::optional<std::string_view>& schedule);

/// `expression`, which is right, with what each H became for the schedule in its place.
std::string without_hashes(std::string_view expression, std::string_view schedule);

}  // namespace sidetick
