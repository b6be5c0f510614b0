#include "io/host/file_text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace sidetick {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(const std::string& message) {
  throw std::runtime_error(message);
}

[[noreturn]] void fail_with_errno() {
  fail("cannot be read: " + std::string(strerror(errno)));
}

struct stat regular_file(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) fail_with_errno();
  if (S_ISDIR(status.st_mode)) fail("is a folder, not a file");
  if (!S_ISREG(status.st_mode)) fail("is not a regular file");
  return status;
}

std::string size_text(std::size_t bytes) {
  return bytes >= 1 << 20 ? std::to_string(bytes >> 20) + " MiB"
                          : std::to_string(bytes >> 10) + " KiB";
}

/// Reads until the end or until one byte more than `largest`, whatever the size was said to be.
std::string read_all(int descriptor, std::size_t expected, std::size_t largest) {
  std::string text(expected + 1, '\0');
  std::size_t size = 0;
  while (size <= largest) {
    if (size == text.size()) text.resize(size * 2);
    const ssize_t count = read(descriptor, text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_with_errno();
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  text.resize(size);
  return text;
}

}  // namespace

FileText read_file_text(const std::string& path, std::size_t largest) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.number() < 0) fail_with_errno();
  const struct stat status = regular_file(file.number());
  const auto expected = static_cast<std::size_t>(status.st_size);
  FileText result;
  if (expected <= largest) result.text = read_all(file.number(), expected, largest);
  if (expected > largest || result.text.size() > largest) {
    fail("is larger than " + size_text(largest));
  }
  result.others_may_read = (status.st_mode & S_IROTH) != 0;
  return result;
}

}  // namespace sidetick
