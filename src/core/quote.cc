#include "core/quote.h"

namespace sidetick {

namespace {

unsigned char byte(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

bool continues(std::string_view text, std::size_t i) {
  return i < text.size() && (byte(text, i) & 0xc0u) == 0x80u;
}

/// Whether the second byte is within what RFC 3629, section 4, allows after the first.
bool second_byte_fits(unsigned char first, unsigned char second) {
  switch (first) {
    case 0xe0:
      return second >= 0xa0;
    case 0xed:
      return second <= 0x9f;
    case 0xf0:
      return second >= 0x90;
    case 0xf4:
      return second <= 0x8f;
    default:
      return true;
  }
}

std::size_t length_by_first_byte(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}

void append_hex(std::string& out, unsigned char c) {
  constexpr char hex[] = "0123456789abcdef";
  out += "\\x";
  out += hex[c >> 4];
  out += hex[c & 15u];
}

void append_control(std::string& out, unsigned char c) {
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c == '\t') {
    out += "\\t";
  } else {
    append_hex(out, c);
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
    append_hex(out, byte(text, 0));
    return 1;
  }
  if (!is_control(text)) {
    out += text.substr(0, length);
  } else if (length == 1) {
    append_control(out, byte(text, 0));
  } else {
    append_hex(out, byte(text, 1));
  }
  return length;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
  const std::size_t length = length_by_first_byte(byte(text, 0));
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(text, i)) return 0;
  }
  return length > 1 && !second_byte_fits(byte(text, 0), byte(text, 1)) ? 0 : length;
}

std::string escape_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) text.remove_prefix(append_character(out, text));
  return out;
}

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (int shown = 0; !text.empty(); ++shown) {
    if (shown == 100) return out + "…\"";
    text.remove_prefix(append_character(out, text));
  }
  return out + "\"";
}

}  // namespace sidetick
