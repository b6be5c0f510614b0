#include "core/import/rufus_limits.h"

#include <array>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>

#include "core/dialects/rufus_time.h"

namespace sidetick {

namespace {

using nlohmann::json;
using OptionNames = std::span<const char* const>;

// The first that is there is the one.
constexpr std::array firsts{"first", "first_time", "first_at", "first_in"};
constexpr std::array lasts{"last", "last_at", "last_in"};

std::optional<Instant> instant_of(const json& value, const ImportContext& context) {
  if (!value.is_string()) return std::nullopt;
  try {
    const Translated time = translate_at(value.get_ref<const std::string&>());
    if (time.zone.empty()) return parse_instant(time.text);
    const auto wall = parse_wall_clock(time.text);
    return wall ? std::optional(context.find_zone(time.zone)->instant_of(*wall)) : std::nullopt;
  } catch (const Untranslatable&) {
    return std::nullopt;
  } catch (const std::invalid_argument&) {
    return std::nullopt;  // there is no such zone
  }
}

std::optional<Instant> take(json& options, OptionNames names, const ImportContext& context) {
  for (const char* key : names) {
    const auto found = options.find(key);
    if (found == options.end() || found->is_null()) continue;
    const auto instant = instant_of(*found, context);
    if (instant) options.erase(found);
    return instant;
  }
  return std::nullopt;
}

}  // namespace

RufusLimits take_rufus_limits(json& options, const ImportContext& context) {
  return {take(options, firsts, context), take(options, lasts, context)};
}

}  // namespace sidetick
