// The names of the schedules of one configuration: who stands in it beside whom.
//
// Why:     a cursor names another schedule of its file. A file that has that one, and not the
//          schedule itself, is the file that the schedule has left; any other is a stranger's.
//          Source: sidetick(7), "Change".
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace sidetick {

class Neighbours {
 public:
  /// All names of the configuration, also of schedules that are off, wrong or left out by --only.
  /// Keeps a reference to `names`.
  explicit Neighbours(const std::vector<std::string>& names);

  bool has(std::string_view name) const;

  /// The first by name that is not `name`; `name` where it is alone.
  const std::string& first_beside(const std::string& name) const;

  /// What a cursor of `name` that is written names: what it named before, as long as that is here
  /// and another one.
  const std::string& beside(const std::string& name, const std::string& before) const;

  /// True when a schedule that is not here, and whose cursor names `with`, was here once.
  bool has_left(const std::string& name, const std::string& with) const {
    return with != name && has(with) && !has(name);
  }

 private:
  const std::vector<std::string>& names_;
  const std::string* first_ = nullptr;  // by name
  const std::string* second_ = nullptr;
  mutable std::unordered_set<std::string_view> set_;  // made when it is first asked for
};

}  // namespace sidetick
