#include "core/time/tzif.h"

#include <endian.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

namespace sidetick {
namespace {

// RFC 9636 section 3.2: offsets of more than a day are not to be relied upon, and everything that
// looks for repeated hours relies on their being small.
constexpr Seconds westernmost = Seconds{1} - std::chrono::hours{25};
constexpr Seconds easternmost = std::chrono::hours{26} - Seconds{1};

[[noreturn]] void fail(const std::string& what) {
  throw std::invalid_argument(what);
}

/// A signed number of 4 or 8 bytes, big-endian.
std::int64_t read_number(std::string_view bytes) {
  if (bytes.size() == 4) {
    std::uint32_t number = 0;
    std::memcpy(&number, bytes.data(), sizeof number);
    return static_cast<std::int32_t>(be32toh(number));
  }
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  return static_cast<std::int64_t>(be64toh(number));
}

/// Hands out bytes from left to right and never more than there are.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::size_t size) {
    if (size > rest_.size()) fail("the file is cut short");
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::size_t take_count() { return static_cast<std::uint32_t>(read_number(take(4))); }

  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

struct Header {
  char version;
  std::size_t utc_flags, standard_flags, leap_seconds, times, types, letters;
};

Header take_header(Bytes& bytes) {
  if (bytes.take(4) != "TZif") fail("it does not begin with TZif");
  Header header{};
  header.version = bytes.take(16).front();
  header.utc_flags = bytes.take_count();
  header.standard_flags = bytes.take_count();
  header.leap_seconds = bytes.take_count();
  header.times = bytes.take_count();
  header.types = bytes.take_count();
  header.letters = bytes.take_count();
  return header;
}

struct LocalTimeType {
  Seconds offset;
  bool summer;
};

/// What follows a header, cut into its tables.
struct Block {
  std::string_view times, type_of_time, types;
};

Block take_block(Bytes& bytes, const Header& header, std::size_t time_size) {
  Block block;
  block.times = bytes.take(header.times * time_size);
  block.type_of_time = bytes.take(header.times);
  block.types = bytes.take(header.types * 6);
  bytes.take(header.letters);
  bytes.take(header.leap_seconds * (time_size + 4));
  bytes.take(header.standard_flags);
  bytes.take(header.utc_flags);
  return block;
}

std::vector<LocalTimeType> read_types(std::string_view table) {
  std::vector<LocalTimeType> types;
  for (; !table.empty(); table.remove_prefix(6)) {
    const Seconds offset{read_number(table.substr(0, 4))};
    if (offset < westernmost || offset > easternmost) fail("an offset is more than a day");
    types.push_back({offset, table[4] != 0});
  }
  if (types.empty()) fail("it has no offsets");
  return types;
}

/// RFC 9636 says type 0; files older than that rule mean the first one that is not summer time.
Seconds first_offset(const std::vector<LocalTimeType>& types) {
  for (const LocalTimeType& type : types) {
    if (!type.summer) return type.offset;
  }
  return types.front().offset;
}

ZoneHistory read_block(const Block& block, std::size_t time_size) {
  const auto types = read_types(block.types);
  ZoneHistory history;
  history.first_offset = first_offset(types);
  history.changes.reserve(block.type_of_time.size());
  for (std::size_t i = 0; i < block.type_of_time.size(); ++i) {
    const std::int64_t time = read_number(block.times.substr(i * time_size, time_size));
    const auto type = static_cast<unsigned char>(block.type_of_time[i]);
    if (type >= types.size()) fail("a change is to an offset that is not there");
    const Instant at = std::clamp(Instant{Seconds{time}}, never_began, never_ends);
    if (!history.changes.empty() && at <= history.changes.back().at) {
      fail("its changes are not in order");
    }
    history.changes.push_back({at, types[type].offset});
  }
  return history;
}

std::optional<PosixRule> read_footer(std::string_view footer) {
  if (footer.empty() || footer.front() != '\n') fail("its footer is missing");
  footer.remove_prefix(1);
  const std::size_t end = footer.find('\n');
  if (end == std::string_view::npos) fail("its footer is cut short");
  if (end == 0) return std::nullopt;
  return PosixRule::parse(footer.substr(0, end));
}

void refuse_leap_seconds(const Header& header) {
  if (header.leap_seconds != 0) fail("it counts leap seconds, which the epoch does not");
}

}  // namespace

ZoneHistory parse_tzif(std::string_view text) {
  Bytes bytes(text);
  const Header old = take_header(bytes);
  const Block old_block = take_block(bytes, old, 4);
  refuse_leap_seconds(old);
  if (old.version == '\0') return read_block(old_block, 4);
  const Header header = take_header(bytes);
  const Block block = take_block(bytes, header, 8);
  refuse_leap_seconds(header);
  ZoneHistory history = read_block(block, 8);
  history.rule = read_footer(bytes.rest());
  return history;
}

}  // namespace sidetick
