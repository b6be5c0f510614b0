// A TOML value as compact JSON text.
//
// Source:  RFC 8259. Integers stay exact, a float keeps its point, and a date, a time of day or a
//          date-time becomes a string in the form of RFC 3339, since JSON has none of the three.
#pragma once

#include <string>

#include "config/toml/toml.h"

namespace sidetick {

/// Thrown for inf and nan, which JSON cannot hold.
struct NotJson {
  const toml::node* value;
};

/// Appends `node`; throws NotJson.
void append_json(std::string& out, const toml::node& node);

/// How many arrays and tables are within one another, `node` itself included; 0 for a scalar.
std::size_t nesting(const toml::node& node);

}  // namespace sidetick
