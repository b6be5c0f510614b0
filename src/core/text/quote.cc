#include "core/text/quote.h"

#include "core/text/json.h"
#include "core/text/number.h"
#include "core/text/utf8.h"

namespace sidetick {

namespace {

unsigned char byte(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

void append_byte(std::string& out, unsigned char c) {
  out += "\\x";
  append_hex(out, c, 2);
}

void append_control(std::string& out, unsigned char c) {
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c == '\t') {
    out += "\\t";
  } else {
    append_byte(out, c);
  }
}

/// C0, DEL, and the C1 controls U+0080 to U+009F, which some terminals obey too.
bool is_control(std::string_view character) {
  const unsigned char first = byte(character, 0);
  return first < 0x20 || first == 0x7f || (first == 0xc2 && byte(character, 1) < 0xa0);
}

/// Appends the character at the beginning of `text`, and returns how many bytes it took.
std::size_t append_character(std::string& out, std::string_view text) {
  const std::size_t length = utf8_length(text);
  if (length == 0) {
    append_byte(out, byte(text, 0));
    return 1;
  }
  if (!is_control(text)) {
    out += text.substr(0, length);
  } else if (length == 1) {
    append_control(out, byte(text, 0));
  } else {
    append_byte(out, byte(text, 1));
  }
  return length;
}

}  // namespace

std::string escape_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) text.remove_prefix(append_character(out, text));
  return out;
}

std::string quote_unless_word(std::string_view name) {
  const bool is_word = !name.empty() && escape_controls(name) == name &&
                       name.find_first_of(" \"'") == std::string_view::npos;
  return is_word ? std::string(name) : json_string(escape_controls(name));
}

std::string shorten(std::string_view text) {
  std::string out;
  for (int shown = 0; !text.empty(); ++shown) {
    if (shown == 100) return out + "…";
    text.remove_prefix(append_character(out, text));
  }
  return out;
}

std::string quote(std::string_view text) {
  return '"' + shorten(text) + '"';
}

}  // namespace sidetick
