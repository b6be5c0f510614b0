#include "io/net/socket.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/un.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/time/duration.h"
#include "core/time/instant.h"
#include "io/net/wait.h"

namespace sidetick {
namespace {

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
    if (errno != EINPROGRESS && errno != EINTR) throw ConnectFailure(errno);
    if (!wait_for(socket.fd(), POLLOUT, deadline)) {
      throw ConnectFailure("no answer within " + format_duration(deadline.budget()));
    }
    if (const int error = pending_error(socket.fd())) throw ConnectFailure(error);
  }
  const int on = 1;
  if (where->sa_family != AF_UNIX)
    setsockopt(socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

}  // namespace

Socket::~Socket() {
  if (fd_ >= 0) close(fd_);
}

int Socket::release() {
  return std::exchange(fd_, -1);
}

ConnectFailure::ConnectFailure(int error)
    : std::runtime_error(as_message(std::strerror(error))), error(error) {}

Socket connect_socket(const std::vector<Address>& addresses, const Deadline& deadline) {
  for (std::size_t i = 0; i + 1 < addresses.size(); ++i) {
    try {
      // A silent first address must leave time for the ones after it.
      return connect_one(addresses[i], deadline.within(deadline.left() / (addresses.size() - i)));
    } catch (const ConnectFailure&) {
    }
  }
  return connect_one(addresses.at(addresses.size() - 1), deadline);
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

std::string as_message(std::string text) {
  if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1]))) {
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  }
  return text;
}

}  // namespace sidetick
