#include "support/tzif_text.h"

namespace sidetick {
namespace {

std::string big_endian(long long number, int size) {
  std::string bytes;
  for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(static_cast<unsigned long long>(number) >> shift & 0xff);
  }
  return bytes;
}

std::string header(const TzifText& text, std::size_t changes, std::size_t types) {
  std::string bytes = std::string("TZif") + text.version + std::string(15, '\0');
  bytes += big_endian(0, 4) + big_endian(0, 4) + big_endian(text.leap_seconds, 4);
  return bytes + big_endian(static_cast<long long>(changes), 4) +
         big_endian(static_cast<long long>(types), 4) + big_endian(4, 4);
}

std::string block(const TzifText& text, int time_size) {
  std::string bytes = header(text, text.changes.size(), text.types.size());
  for (const TzifChange& change : text.changes) bytes += big_endian(change.at, time_size);
  for (const TzifChange& change : text.changes) bytes += static_cast<char>(change.type);
  for (const TzifType& type : text.types) {
    bytes += big_endian(type.offset, 4) + (type.summer ? '\1' : '\0') + '\0';
  }
  bytes += std::string("ABC\0", 4);
  return bytes + std::string(text.leap_seconds * static_cast<std::size_t>(time_size + 4), '\0');
}

}  // namespace

std::string TzifText::bytes() const {
  if (version == '\0') return block(*this, 4);
  TzifText empty;
  empty.types = {{0}};
  empty.version = version;
  return block(empty, 4) + block(*this, 8) + "\n" + footer + "\n";
}

}  // namespace sidetick
