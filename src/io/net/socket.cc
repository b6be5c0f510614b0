#include "io/net/socket.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/time/duration.h"
#include "core/time/instant.h"
#include "io/net/shortage.h"
#include "io/net/wait.h"

namespace sidetick {
namespace {

using Cause = ConnectFailure::Cause;

/// Errors that an address answers with at once, and will again in a moment.
bool is_refusal(int error) {
  constexpr std::array refusals{ECONNREFUSED, ENOENT,        ENETUNREACH,
                                EHOSTUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT};
  return std::ranges::find(refusals, error) != refusals.end();
}

Cause cause_of(int error) {
  if (shortage(error)) return Cause::shortage;
  return is_refusal(error) ? Cause::refused : Cause::passing;
}

/// The error of a connection that was begun, when it has come to its end.
int pending_error(int fd) {
  int error = 0;
  socklen_t size = sizeof error;
  return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

Socket connect_one(const Address& address, const Deadline& deadline) {
  const auto* where = reinterpret_cast<const sockaddr*>(&address.storage);
  Socket socket(::socket(where->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (socket.fd() < 0) throw ConnectFailure(errno);
  if (connect(socket.fd(), where, address.length) != 0) {
    // A unix socket whose backlog is full says EAGAIN, and there is nothing to wait for.
    if (errno == EAGAIN && where->sa_family == AF_UNIX) {
      throw ConnectFailure("the server has not accepted earlier connections yet");
    }
    if (errno != EINPROGRESS && errno != EINTR) throw ConnectFailure(errno);
    if (!wait_for(socket.fd(), POLLOUT, deadline)) {
      throw ConnectFailure("no answer within " + length_text(deadline.budget()));
    }
    if (const int error = pending_error(socket.fd())) throw ConnectFailure(error);
  }
  const int on = 1;
  if (where->sa_family != AF_UNIX)
    setsockopt(socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

/// What became of each address, told in one line.
class FailedAddresses {
 public:
  void add(const Address& address, const ConnectFailure& failure) {
    if (texts_.empty() || texts_.back() != failure.what()) {
      texts_.emplace_back(failure.what());
      names_.emplace_back();
    }
    std::string& names = names_.back();
    // What this host is short of, it is for every address.
    const bool is_of_address = address.is_of_name && failure.cause != Cause::shortage;
    if (is_of_address) names += (names.empty() ? "" : ", ") + display(address);
    if (failure.cause != Cause::refused) cause_ = failure.cause;
    error_ = failure.error;
  }

  ConnectFailure sum() const {
    std::string line;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (i > 0) line += "; ";
      line += texts_[i] + (names_[i].empty() ? "" : " (" + names_[i] + ")");
    }
    return ConnectFailure(line, cause_, error_);
  }

 private:
  std::vector<std::string> texts_;  // neighbours differ
  std::vector<std::string> names_;  // of the addresses with that text
  Cause cause_ = Cause::refused;
  int error_ = 0;
};

}  // namespace

Socket::~Socket() {
  if (fd_ >= 0) close(fd_);
}

int Socket::release() {
  return std::exchange(fd_, -1);
}

ConnectFailure::ConnectFailure(int error)
    : std::runtime_error(shortage(error).value_or(as_message(std::strerror(error)))),
      cause(cause_of(error)),
      error(error) {}

Socket connect_socket(const std::vector<Address>& addresses, const Deadline& deadline) {
  FailedAddresses failed;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    try {
      // A silent first address must leave time for the ones after it.
      return connect_one(addresses[i], deadline.within(deadline.left() / (addresses.size() - i)));
    } catch (const ConnectFailure& failure) {
      failed.add(addresses[i], failure);
    }
  }
  throw failed.sum();
}

void keep_alive(int fd) {
  const auto set = [fd](int level, int name, int value) {
    setsockopt(fd, level, name, &value, sizeof value);
  };
  // A unix socket refuses these, and needs none: its peer is on this host.
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, 15);
  set(IPPROTO_TCP, TCP_KEEPINTVL, 5);
  set(IPPROTO_TCP, TCP_KEEPCNT, 3);
}

Address unix_address(const std::string& path) {
  sockaddr_un where{};
  if (path.size() >= sizeof where.sun_path) throw ConnectFailure(ENAMETOOLONG);
  where.sun_family = AF_UNIX;
  std::memcpy(where.sun_path, path.data(), path.size());
  Address address;
  std::memcpy(&address.storage, &where, sizeof where);
  address.length = sizeof where;
  return address;
}

std::string display(const Address& address) {
  std::array<char, NI_MAXHOST> host{};
  const int error = getnameinfo(reinterpret_cast<const sockaddr*>(&address.storage), address.length,
                                host.data(), host.size(), nullptr, 0, NI_NUMERICHOST);
  return error == 0 ? host.data() : "an address that cannot be shown";
}

std::string as_message(std::string text) {
  if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1]))) {
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  }
  return text;
}

}  // namespace sidetick
