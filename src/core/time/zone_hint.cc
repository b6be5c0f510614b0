#include "core/time/zone_hint.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/text/ascii.h"
#include "core/text/suggest.h"

namespace sidetick {

namespace {

struct Row {
  std::string_view name;
  std::string_view zones;  ///< one, or several with | between them
};

/// Without those that are the city of one zone, such as "Copenhagen": the zones that are there tell.
constexpr std::array rails_names{
    Row{"International Date Line West", "Pacific/Midway"},
    Row{"Midway Island", "Pacific/Midway"},
    Row{"American Samoa", "Pacific/Pago_Pago"},
    Row{"Hawaii", "Pacific/Honolulu"},
    Row{"Alaska", "America/Juneau"},
    Row{"Pacific Time (US & Canada)", "America/Los_Angeles"},
    Row{"Mountain Time (US & Canada)", "America/Denver"},
    Row{"Arizona", "America/Phoenix"},
    Row{"Central Time (US & Canada)", "America/Chicago"},
    Row{"Saskatchewan", "America/Regina"},
    Row{"Guadalajara", "America/Mexico_City"},
    Row{"Mexico City", "America/Mexico_City"},
    Row{"Central America", "America/Guatemala"},
    Row{"Eastern Time (US & Canada)", "America/New_York"},
    Row{"Indiana (East)", "America/Indiana/Indianapolis"},
    Row{"Quito", "America/Lima"},
    Row{"Atlantic Time (Canada)", "America/Halifax"},
    Row{"La Paz", "America/La_Paz"},
    Row{"Newfoundland", "America/St_Johns"},
    Row{"Brasilia", "America/Sao_Paulo"},
    Row{"Buenos Aires", "America/Argentina/Buenos_Aires"},
    Row{"Georgetown", "America/Guyana"},
    Row{"Puerto Rico", "America/Puerto_Rico"},
    Row{"Greenland", "America/Nuuk"},
    Row{"Mid-Atlantic", "Atlantic/South_Georgia"},
    Row{"Cape Verde Is.", "Atlantic/Cape_Verde"},
    Row{"Edinburgh", "Europe/London"},
    Row{"Bern", "Europe/Zurich"},
    Row{"West Central Africa", "Africa/Algiers"},
    Row{"Istanbul", "Europe/Istanbul"},
    Row{"Pretoria", "Africa/Johannesburg"},
    Row{"St. Petersburg", "Europe/Moscow"},
    Row{"Abu Dhabi", "Asia/Muscat"},
    Row{"Ekaterinburg", "Asia/Yekaterinburg"},
    Row{"Islamabad", "Asia/Karachi"},
    Row{"Chennai", "Asia/Kolkata"},
    Row{"Mumbai", "Asia/Kolkata"},
    Row{"New Delhi", "Asia/Kolkata"},
    Row{"Astana", "Asia/Dhaka"},
    Row{"Sri Jayawardenepura", "Asia/Colombo"},
    Row{"Rangoon", "Asia/Yangon"},
    Row{"Hanoi", "Asia/Bangkok"},
    Row{"Beijing", "Asia/Shanghai"},
    Row{"Chongqing", "Asia/Shanghai"},
    Row{"Hong Kong", "Asia/Hong_Kong"},
    Row{"Kuala Lumpur", "Asia/Kuala_Lumpur"},
    Row{"Osaka", "Asia/Tokyo"},
    Row{"Sapporo", "Asia/Tokyo"},
    Row{"Canberra", "Australia/Melbourne"},
    Row{"Port Moresby", "Pacific/Port_Moresby"},
    Row{"Solomon Is.", "Pacific/Guadalcanal"},
    Row{"New Caledonia", "Pacific/Noumea"},
    Row{"Marshall Is.", "Pacific/Majuro"},
    Row{"Wellington", "Pacific/Auckland"},
    Row{"Nuku'alofa", "Pacific/Tongatapu"},
    Row{"Tokelau Is.", "Pacific/Fakaofo"},
    Row{"Chatham Is.", "Pacific/Chatham"},
    Row{"Samoa", "Pacific/Apia"},
};

constexpr std::array abbreviations{
    Row{"ACDT", "Australia/Adelaide"},
    Row{"ACST", "Australia/Adelaide|Australia/Darwin"},
    Row{"ADT", "America/Halifax"},
    Row{"AEDT", "Australia/Sydney"},
    Row{"AEST", "Australia/Sydney|Australia/Brisbane"},
    Row{"AKDT", "America/Anchorage"},
    Row{"AKST", "America/Anchorage"},
    Row{"AST", "America/Halifax|Asia/Riyadh"},
    Row{"AWST", "Australia/Perth"},
    Row{"BRT", "America/Sao_Paulo"},
    Row{"BST", "Europe/London|Asia/Dhaka"},
    Row{"CAT", "Africa/Maputo"},
    Row{"CDT", "America/Chicago|America/Havana"},
    Row{"CEST", "Europe/Berlin|Europe/Paris"},
    Row{"CST", "America/Chicago|Asia/Shanghai|America/Havana"},
    Row{"EAT", "Africa/Nairobi"},
    Row{"EDT", "America/New_York"},
    Row{"EEST", "Europe/Athens|Europe/Helsinki"},
    Row{"GST", "Asia/Dubai"},
    Row{"HDT", "America/Adak"},
    Row{"HKT", "Asia/Hong_Kong"},
    Row{"ICT", "Asia/Bangkok"},
    Row{"IDT", "Asia/Jerusalem"},
    Row{"IST", "Asia/Kolkata|Europe/Dublin|Asia/Jerusalem"},
    Row{"JST", "Asia/Tokyo"},
    Row{"KST", "Asia/Seoul"},
    Row{"MDT", "America/Denver"},
    Row{"MSK", "Europe/Moscow"},
    Row{"NDT", "America/St_Johns"},
    Row{"NPT", "Asia/Kathmandu"},
    Row{"NST", "America/St_Johns"},
    Row{"NZDT", "Pacific/Auckland"},
    Row{"NZST", "Pacific/Auckland"},
    Row{"PDT", "America/Los_Angeles"},
    Row{"PHT", "Asia/Manila"},
    Row{"PKT", "Asia/Karachi"},
    Row{"PST", "America/Los_Angeles|Asia/Manila"},
    Row{"SAST", "Africa/Johannesburg"},
    Row{"SGT", "Asia/Singapore"},
    Row{"TRT", "Europe/Istanbul"},
    Row{"WAT", "Africa/Lagos"},
    Row{"WEST", "Europe/Lisbon"},
    Row{"WIB", "Asia/Jakarta"},
};

template <typename Rows>
std::string_view zones_of(const Rows& rows, std::string_view name) {
  const auto found = std::ranges::find_if(
      rows, [name](const Row& row) { return edit_distance(row.name, name, 0) == 0; });
  return found == rows.end() ? std::string_view() : found->zones;
}

std::string in_quotes(std::string_view zone) {
  return "\"" + std::string(zone) + "\"";
}

std::string of_several(const std::vector<std::string_view>& zones) {
  std::string text = ": it is an abbreviation that ";
  for (std::size_t i = 0; i < zones.size(); ++i) {
    if (i > 0) text += i + 1 == zones.size() ? " and " : ", ";
    text += in_quotes(zones[i]);
  }
  return text + " share: write the one that is meant";
}

}  // namespace

std::string zone_hint(std::string_view name) {
  if (const auto zone = zones_of(rails_names, name); !zone.empty()) {
    return ": it is Rails' name of " + in_quotes(zone) + ": write that";
  }
  const auto zones = words_of(zones_of(abbreviations, name), "|");
  if (zones.empty()) return {};
  if (zones.size() > 1) return of_several(zones);
  return ": it is an abbreviation of " + in_quotes(zones[0]) + ": write that";
}

}  // namespace sidetick
