// A command for Redis, kept as it goes over the wire: one piece of memory, however many arguments.
//
// Source:  RESP2, https://redis.io/docs/reference/protocol-spec
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace sidetick {

/// A command and its arguments, binary safe.
class Command {
 public:
  Command() = default;
  Command(std::initializer_list<std::string_view> arguments);

  void push_back(std::string_view argument);
  template <typename Range>
  void append(const Range& arguments) {
    for (const auto& argument : arguments) push_back(argument);
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  /// Argument number `i`, empty when there are not so many; 0 is the command's name.
  std::string operator[](std::size_t i) const;
  /// Leaves the first `size` arguments, where there are more.
  void shorten(std::size_t size);

  /// Its arguments, each in RESP: "$3\r\nGET\r\n".
  const std::string& arguments() const { return arguments_; }

  bool operator==(const Command&) const = default;

 private:
  std::size_t begin_of(std::size_t i) const;

  std::string arguments_;
  std::size_t size_ = 0;
};

/// A line of RESP that begins a thing of so many elements or bytes: "*3\r\n", "$5\r\n".
void append_size(std::string& out, char kind, std::size_t size);

}  // namespace sidetick
