#include "core/doctor/findings.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sidetick {

void Findings::ok(std::string check, std::string text) {
  all_.push_back({FindingState::ok, std::move(check), std::move(text), ""});
}

void Findings::warn(std::string check, std::string text, std::string advice) {
  all_.push_back({FindingState::warning, std::move(check), std::move(text), std::move(advice)});
}

void Findings::fail(std::string check, Exit exit, std::string text, std::string advice) {
  all_.push_back(
      {FindingState::failure, std::move(check), std::move(text), std::move(advice), exit});
}

void Findings::unknown(std::string check, std::string text) {
  all_.push_back({FindingState::unknown, std::move(check), std::move(text), ""});
}

void Findings::skip(std::string check, const std::string& why, std::string advice) {
  all_.push_back(
      {FindingState::unknown, std::move(check), "not looked at: " + why, std::move(advice)});
}

void Findings::append(Findings more) {
  all_.insert(all_.end(), std::make_move_iterator(more.all_.begin()),
              std::make_move_iterator(more.all_.end()));
}

std::size_t Findings::count(FindingState state) const {
  return static_cast<std::size_t>(std::ranges::count(all_, state, &Finding::state));
}

Exit Findings::exit() const {
  const auto first = std::ranges::find(all_, FindingState::failure, &Finding::state);
  return first == all_.end() ? Exit::ok : first->exit;
}

}  // namespace sidetick
