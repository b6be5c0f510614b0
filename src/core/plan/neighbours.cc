#include "core/plan/neighbours.h"

#include <utility>

namespace sidetick {

Neighbours::Neighbours(const std::vector<std::string>& names) : names_(names) {
  for (const auto& name : names) {
    if (!first_ || name < *first_) {
      second_ = std::exchange(first_, &name);
    } else if (name != *first_ && (!second_ || name < *second_)) {
      second_ = &name;
    }
  }
}

bool Neighbours::has(std::string_view name) const {
  if (first_ && (name == *first_ || (second_ && name == *second_))) return true;
  if (set_.empty()) set_.insert(names_.begin(), names_.end());
  return set_.contains(name);
}

const std::string& Neighbours::first_beside(const std::string& name) const {
  if (first_ && *first_ != name) return *first_;
  return second_ ? *second_ : name;
}

const std::string& Neighbours::beside(const std::string& name, const std::string& before) const {
  return !before.empty() && before != name && has(before) ? before : first_beside(name);
}

}  // namespace sidetick
