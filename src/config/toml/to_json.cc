#include "config/toml/to_json.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/text/json.h"
#include "core/text/number.h"

namespace sidetick {

namespace {

void append_date(std::string& out, const toml::date& date) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  out += text;
}

void append_time(std::string& out, const toml::time& time) {
  char text[32];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d", time.hour, time.minute, time.second);
  out += text;
  if (time.nanosecond == 0) return;
  std::snprintf(text, sizeof text, ".%09u", time.nanosecond);
  out += text;
  while (out.back() == '0') out.pop_back();
}

void append_offset(std::string& out, int minutes) {
  char text[16];
  const int size = minutes < 0 ? -minutes : minutes;
  std::snprintf(text, sizeof text, "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60, size % 60);
  out += minutes == 0 ? "Z" : text;
}

void append_date_time(std::string& out, const toml::date_time& value) {
  append_date(out, value.date);
  out += 'T';
  append_time(out, value.time);
  if (value.offset) append_offset(out, value.offset->minutes);
}

void append_array(std::string& out, const toml::array& array) {
  out += '[';
  for (const toml::node& element : array) {
    if (&element != array.get(0)) out += ',';
    append_json(out, element);
  }
  out += ']';
}

void append_table(std::string& out, const toml::table& table) {
  out += '{';
  for (const auto& [key, value] : table) {
    append_key(out, key.str());
    append_json(out, value);
  }
  out += '}';
}

/// Dates and times, in quotes.
void append_moment(std::string& out, const toml::node& node) {
  out += '"';
  if (const auto* date = node.as_date()) append_date(out, date->get());
  if (const auto* time = node.as_time()) append_time(out, time->get());
  if (const auto* value = node.as_date_time()) append_date_time(out, value->get());
  out += '"';
}

}  // namespace

void append_json(std::string& out, const toml::node& node) {
  if (const auto* text = node.as_string()) {
    append_json_string(out, text->get());
  } else if (const auto* integer = node.as_integer()) {
    out += std::to_string(integer->get());
  } else if (const auto* boolean = node.as_boolean()) {
    out += boolean->get() ? "true" : "false";
  } else if (const auto* number = node.as_floating_point()) {
    if (!std::isfinite(number->get())) throw NotJson{&node};
    out += float_text(number->get());
  } else if (const auto* array = node.as_array()) {
    append_array(out, *array);
  } else if (const auto* table = node.as_table()) {
    append_table(out, *table);
  } else {
    append_moment(out, node);
  }
}

std::size_t nesting(const toml::node& node) {
  std::size_t deepest = 0;
  if (const auto* array = node.as_array()) {
    for (const auto& element : *array) deepest = std::max(deepest, nesting(element));
  } else if (const auto* table = node.as_table()) {
    for (const auto& [key, value] : *table) deepest = std::max(deepest, nesting(value));
  } else {
    return 0;
  }
  return deepest + 1;
}

}  // namespace sidetick
