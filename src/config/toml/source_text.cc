#include "config/toml/source_text.h"

#include <algorithm>
#include <array>

#include "core/text/quote.h"
#include "core/text/utf8.h"

namespace sidetick {

namespace {

/// Tables nest as deep as a key has parts: toml++ destroys them by recursion.
constexpr int most_parts = 64;

bool is_allowed(unsigned char c) {
  return c >= 0x20 ? c != 0x7f : c == '\t' || c == '\n' || c == '\r';
}

constexpr std::size_t block = 32;

/// Whether the bytes of a block are printable ASCII and newlines: nearly all there is. Compilers make vectors of it.
bool is_plain(const char* bytes) {
  unsigned char others = 0;
  for (std::size_t i = 0; i < block; ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    const bool printable = static_cast<unsigned char>(c - 0x20) < 0x5f;
    others |= static_cast<unsigned char>(!printable & (c != '\n'));
  }
  return others == 0;
}

Place place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::string_view line = before.substr(newline == std::string_view::npos ? 0 : newline + 1);
  const auto characters = std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u;
  });
  return {static_cast<unsigned>(lines + 1), static_cast<unsigned>(characters + 1)};
}

/// How many bytes from `at` on are one character that may be there; 0 when it may not.
std::size_t good_bytes(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return is_allowed(c) ? 1 : 0;
  return utf8_length(text.substr(at));
}

/// The first byte that may not be there, or the size of `text`.
std::size_t first_bad_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(at + block, text.size());
    if (end - at == block && is_plain(text.data() + at)) at = end;
    while (at < end) {
      const std::size_t good = good_bytes(text, at);
      if (good == 0) return at;
      at += good;
    }
  }
  return at;
}

std::string bad_byte_text(std::string_view text, std::size_t at) {
  const std::string shown = escape_controls(text.substr(at, 1));
  if (utf8_length(text.substr(at)) == 0)
    return "the byte " + shown + " is not UTF-8: save the file in that encoding";
  return "the control character " + shown + " is not allowed: write it as an escape in quotes";
}

/// Whether any line has so many dots that a key could have too many parts.
bool has_dotted_line(std::string_view text) {
  int dots = 0;
  std::size_t last = 0;
  for (std::size_t at = text.find('.'); at != std::string_view::npos; at = text.find('.', at + 1)) {
    const bool new_line = text.substr(last, at - last).find('\n') != std::string_view::npos;
    dots = new_line ? 1 : dots + 1;
    if (dots >= most_parts) return true;
    last = at;
  }
  return false;
}

/// Where the string or comment that begins at `at` ends; `at` itself when none does.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const char first = text[at];
  if (first == '#') return std::min(text.find('\n', at), text.size());
  if (first != '"' && first != '\'') return at;
  const bool triple = text.substr(at, 3) == std::string(3, first);
  const std::string end(triple ? 3 : 1, first);
  for (at += end.size(); at < text.size(); ++at) {
    if (text.substr(at, end.size()) == end) return at + end.size();
    if (text[at] == '\n' && !triple) return at;
    if (text[at] == '\\' && first == '"') ++at;
  }
  return text.size();
}

/// The first dot too many in a key, or the size of `text`.
std::size_t first_deep_key(std::string_view text) {
  if (!has_dotted_line(text)) return text.size();
  int dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = skip_quoted(text, at);
    if (end != at) {
      at = end;
      continue;
    }
    if (std::string_view("\n=,{[").find(text[at]) != std::string_view::npos) dots = 0;
    if (text[at] == '.' && ++dots >= most_parts) return at;
    ++at;
  }
  return text.size();
}

bool is_header(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line[first] == '[';
}

bool may_hold_secret(std::string_view line) {
  constexpr std::array signs{"://", "redis", "password", "secret"};
  return std::ranges::any_of(
      signs, [&](const char* sign) { return line.find(sign) != std::string_view::npos; });
}

}  // namespace

std::optional<TextFault> text_fault(std::string_view text) {
  const std::size_t bad = first_bad_byte(text);
  if (bad < text.size()) return TextFault{place_of(text, bad), bad_byte_text(text, bad)};
  const std::size_t deep = first_deep_key(text);
  if (deep == text.size()) return {};
  return TextFault{place_of(text, deep),
                   "a key of more than " + std::to_string(most_parts) + " parts"};
}

void add_source_lines(std::string_view text, std::vector<Problem>& problems) {
  bool secret_table = false;
  unsigned number = 0;
  auto problem = problems.begin();
  while (problem != problems.end() && !text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    ++number;
    if (is_header(line)) secret_table = line.find("redis") != std::string_view::npos;
    for (; problem != problems.end() && problem->line <= number; ++problem) {
      if (problem->line == number && !secret_table && !may_hold_secret(line)) {
        problem->source = line.substr(0, line.find('\r'));
      }
    }
  }
}

std::string_view TextLines::from(Place place) {
  if (begins_.empty()) {
    begins_.push_back(0);
    for (std::size_t at = text_.find('\n'); at != std::string_view::npos;
         at = text_.find('\n', at + 1)) {
      begins_.push_back(at + 1);
    }
  }
  if (place.line == 0 || place.line > begins_.size()) return {};
  std::string_view line = text_.substr(begins_[place.line - 1]);
  line = line.substr(0, line.find_first_of("\r\n"));
  for (unsigned column = 1; column < place.column && !line.empty(); ++column) {
    line.remove_prefix(std::max<std::size_t>(utf8_length(line), 1));
  }
  return line;
}

}  // namespace sidetick
