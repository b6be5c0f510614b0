#include "core/fault.h"

#include <algorithm>

namespace sidetick {

void add_once(std::vector<std::string>& texts, std::string text) {
  if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

void add_once(std::vector<Fault>& faults, Fault fault) {
  bool known = std::ranges::any_of(faults, [&](const Fault& f) { return f.text == fault.text; });
  if (!known) faults.push_back(std::move(fault));
}

}  // namespace sidetick
