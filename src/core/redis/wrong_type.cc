#include "core/redis/wrong_type.h"

#include "core/error.h"
#include "core/text/json.h"
#include "core/text/quote.h"

namespace sidetick {

std::string wrong_type_text(std::string_view key, std::string_view type, std::string_view needed,
                            std::string_view consequence) {
  std::string text = "redis key " + json_string(key) + " is ";
  if (!type.empty()) text += "a " + escape_controls(type) + ", ";
  return text + "not a " + std::string(needed) + ": " + std::string(consequence) +
         "; rename or delete it";
}

void throw_wrong_type(std::string_view key, std::string_view type, std::string_view needed,
                      std::string_view consequence) {
  throw Error(Exit::data, wrong_type_text(key, type, needed, consequence));
}

bool is_type(std::string_view type, std::string_view needed) {
  return type == needed || type == "none";
}

}  // namespace sidetick
