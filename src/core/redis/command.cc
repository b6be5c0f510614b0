#include "core/redis/command.h"

#include <array>
#include <charconv>

namespace sidetick {

namespace {

constexpr std::string_view line_end = "\r\n";

/// Room for an instant or two more.
constexpr std::size_t most_short_arguments = 48;

/// The bytes of the argument whose "$" stands at `at`, and how long its line with the size is.
struct Frame {
  std::size_t line = 0;
  std::size_t size = 0;
};
Frame read_frame(std::string_view text, std::size_t at) {
  Frame frame;
  const char* digits = text.data() + at + 1;
  const char* end = std::from_chars(digits, text.data() + text.size(), frame.size).ptr;
  frame.line = static_cast<std::size_t>(end - digits) + 1 + line_end.size();
  return frame;
}

}  // namespace

void append_size(std::string& out, char kind, std::size_t size) {
  std::array<char, 24> line{kind};
  char* end = std::to_chars(line.data() + 1, line.data() + line.size() - 2, size).ptr;
  *end++ = '\r';
  *end++ = '\n';
  out.append(line.data(),
             static_cast<std::size_t>(end - line.data()));  // of iterators it is slower
}

Command::Command(std::initializer_list<std::string_view> arguments) {
  std::size_t bytes = most_short_arguments;
  for (const auto& argument : arguments) bytes += argument.size() + 16;
  arguments_.reserve(bytes);
  append(arguments);
}

void Command::push_back(std::string_view argument) {
  append_size(arguments_, '$', argument.size());
  arguments_ += argument;
  arguments_ += line_end;
  ++size_;
}

std::size_t Command::begin_of(std::size_t i) const {
  std::size_t at = 0;
  for (; i > 0; --i) {
    const Frame frame = read_frame(arguments_, at);
    at += frame.line + frame.size + line_end.size();
  }
  return at;
}

std::string Command::operator[](std::size_t i) const {
  if (i >= size_) return {};
  const std::size_t at = begin_of(i);
  const Frame frame = read_frame(arguments_, at);
  return arguments_.substr(at + frame.line, frame.size);
}

void Command::shorten(std::size_t size) {
  if (size >= size_) return;
  arguments_.resize(begin_of(size));
  arguments_.shrink_to_fit();
  size_ = size;
}

}  // namespace sidetick
