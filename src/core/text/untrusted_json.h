// JSON that other programs have put into Redis.
//
// Why:     nlohmann reads without recursion, but writes and copies with it: a text of some
//          thousand brackets would overflow the stack. Ruby's JSON reads 100 levels (max_nesting),
//          so that nothing of Sidekiq's has more.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace sidetick {

/// A discarded value (`is_discarded()`) when `text` is not JSON, or nests more than 100 levels.
nlohmann::json parse_foreign_json(std::string_view text);

/// The same, with the keys of objects in their order.
nlohmann::ordered_json parse_foreign_json_in_order(std::string_view text);

}  // namespace sidetick
