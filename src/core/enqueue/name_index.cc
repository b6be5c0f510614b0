#include "core/enqueue/name_index.h"

#include <bit>

#include "core/text/hash.h"

namespace sidetick {

namespace {

std::uint32_t upper_half(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> 32);
}

}  // namespace

NameIndex::NameIndex(const std::vector<Schedule>& schedules) {
  ends_.reserve(schedules.size());
  slots_.resize(std::bit_ceil(schedules.size() + schedules.size() / 3 + 1));
  for (std::uint32_t place = 0; place < schedules.size(); ++place) {
    const auto& name = schedules[place].name;
    names_ += name;
    ends_.push_back(static_cast<std::uint32_t>(names_.size()));
    const auto hash = hash64(name);
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot].place != no_place) slot = after(slot);
    slots_[slot] = {place, upper_half(hash)};
  }
}

std::optional<std::size_t> NameIndex::find(std::string_view name) const {
  const auto hash = hash64(name);
  for (std::size_t slot = hash & (slots_.size() - 1);; slot = after(slot)) {
    const auto [place, upper] = slots_[slot];
    if (place == no_place) return std::nullopt;
    if (upper == upper_half(hash) && name_at(place) == name) return place;
  }
}

std::string_view NameIndex::name_at(std::size_t place) const {
  const std::size_t begin = place == 0 ? 0 : ends_[place - 1];
  return std::string_view(names_).substr(begin, ends_[place] - begin);
}

}  // namespace sidetick
