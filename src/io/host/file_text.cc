#include "io/host/file_text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
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

struct stat status_of(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) fail_with_errno();
  if (S_ISDIR(status.st_mode)) fail("is a folder, not a file");
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

FileText read_text(int descriptor, const struct stat& status, std::size_t largest) {
  FileText result;
  result.piped = !S_ISREG(status.st_mode);
  const auto expected = result.piped ? 0 : static_cast<std::size_t>(status.st_size);
  if (expected <= largest) result.text = read_all(descriptor, expected, largest);
  if (expected > largest || result.text.size() > largest) {
    fail("is larger than " + size_text(largest));
  }
  result.others_may_read = !result.piped && (status.st_mode & S_IROTH) != 0;
  return result;
}

/// Of the devices, standard input may be a terminal, and /dev/null stands for a file without a word.
bool is_readable_kind(const struct stat& status, bool is_stdin) {
  const mode_t mode = status.st_mode;
  const bool is_null = S_ISCHR(mode) && status.st_rdev == makedev(1, 3);  // null(4)
  return S_ISREG(mode) || S_ISFIFO(mode) || S_ISSOCK(mode) || (is_stdin && S_ISCHR(mode)) ||
         is_null;
}

}  // namespace

FileText read_file_text(const std::string& path, std::size_t largest) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.number() < 0) fail_with_errno();
  const struct stat status = status_of(file.number());
  if (!S_ISREG(status.st_mode)) fail("is not a regular file");
  return read_text(file.number(), status, largest);
}

FileText read_file_or_pipe(const std::string& path, std::size_t largest) {
  const bool is_stdin = path == "-";
  const Descriptor file(is_stdin ? dup(STDIN_FILENO)
                                 : open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (file.number() < 0) fail_with_errno();
  const struct stat status = status_of(file.number());
  if (!is_readable_kind(status, is_stdin)) fail("is neither a regular file nor a pipe");
  return read_text(file.number(), status, largest);
}

std::string beside_file(const std::string& file, const std::string& path) {
  const std::size_t slash = file.rfind('/');
  const bool is_pipe = file.starts_with("/dev/") || file.starts_with("/proc/");
  if (path.empty() || path[0] == '/' || slash == std::string::npos || is_pipe) return path;
  return file.substr(0, slash + 1) + path;
}

std::optional<FileIdentity> file_identity(const std::string& path) {
  struct stat status {};
  const int failed = path == "-" ? fstat(STDIN_FILENO, &status) : stat(path.c_str(), &status);
  if (failed != 0) return {};
  return FileIdentity{status.st_dev, status.st_ino};
}

}  // namespace sidetick
