#include "core/text/json.h"

#include <algorithm>
#include <array>

#include "core/text/number.h"

namespace sidetick {

namespace {

void append_escape(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  out += "\\u";
  append_hex(out, static_cast<unsigned char>(c), 4);
}

constexpr std::array<bool, 256> escaped = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 0x20; ++c) table[c] = true;
  table['"'] = table['\\'] = table[0x7f] = true;
  return table;
}();

bool needs_escape(char c) {
  return escaped[static_cast<unsigned char>(c)];
}

/// Appends `before`, `text` in quotes and `after`, in one piece: an entry of the web page has a dozen
/// of these, and each append costs a hundred instructions.
void append_quoted(std::string& out, std::string_view before, std::string_view text,
                   std::string_view after) {
  const std::size_t begin = out.size();
  out.resize(begin + before.size() + text.size() + after.size() + 2);
  char* to = std::ranges::copy(before, out.data() + begin).out;
  *to++ = '"';
  to = std::ranges::copy(text, to).out;
  *to++ = '"';
  std::ranges::copy(after, to);
}

bool is_plain(std::string_view text) {
  return std::ranges::none_of(text, needs_escape);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  if (is_plain(text)) return append_quoted(out, "", text, "");
  out += '"';
  for (auto rest = text.begin(); rest != text.end();) {
    const auto special = std::find_if(rest, text.end(), needs_escape);
    out.append(rest, special);
    if (special != text.end()) append_escape(out, *special);
    rest = special == text.end() ? special : special + 1;
  }
  out += '"';
}

void append_key(std::string& out, std::string_view key) {
  const std::string_view comma = out.back() == '{' ? "" : ",";
  if (is_plain(key)) return append_quoted(out, comma, key, ":");
  out += comma;
  append_json_string(out, key);
  out += ':';
}

void append_member(std::string& out, std::string_view key, std::string_view json) {
  append_key(out, key);
  out += json;
}

void append_string_member(std::string& out, std::string_view key, std::string_view text) {
  append_key(out, key);
  append_json_string(out, text);
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

const char* boolean_json(bool value) {
  return value ? "true" : "false";
}

}  // namespace sidetick
