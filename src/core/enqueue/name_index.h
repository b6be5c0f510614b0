// The place of each schedule by its name, for names that come in the order of a hash of Redis.
//
// A lookup touches little memory, and lookups the same: where each goes to another node of a map and
// to another schedule, ten thousand of them wait for memory most of the time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/schedule/schedule.h"

namespace sidetick {

/// Open addressing with linear probing, at most three quarters full.
class NameIndex {
 public:
  /// Copies the names, which differ.
  explicit NameIndex(const std::vector<Schedule>& schedules);

  /// The place of the schedule of that name.
  std::optional<std::size_t> find(std::string_view name) const;

 private:
  static constexpr std::uint32_t no_place = UINT32_MAX;
  struct Slot {
    std::uint32_t place = no_place;
    std::uint32_t hash = 0;  // its upper half: the lower one has led here
  };

  std::string_view name_at(std::size_t place) const;
  std::size_t after(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }

  std::string names_;                // one after the other
  std::vector<std::uint32_t> ends_;  // where each ends in names_
  std::vector<Slot> slots_;          // a power of two
};

}  // namespace sidetick
