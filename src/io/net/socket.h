// Connects a non-blocking socket, within a deadline.
//
// Source:  connect(2), tcp(7), unix(7).
// Knows nothing of names: io/net/name_lookup turns them into addresses.
#pragma once

#include <sys/socket.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "core/redis/redis.h"
#include "io/host/deadline.h"

namespace sidetick {

/// The address of a socket: IPv4, IPv6 or a path.
struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;
  bool is_of_name = false;  ///< and not numeric: messages have it beside the name
};

/// "127.0.0.1", "::1": the address without its port.
std::string display(const Address& address);

/// A file descriptor that is closed with its owner.
class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(other.release()) {}
  Socket& operator=(Socket&&) = delete;
  ~Socket();
  int fd() const { return fd_; }
  /// Gives the descriptor to somebody else to close.
  int release();

 private:
  int fd_;
};

/// Why a socket could not be connected: "connection refused", "no answer within 2 s"; of addresses
/// that a name has, with them: "connection refused (::1, 127.0.0.1)".
class ConnectFailure : public std::runtime_error {
 public:
  using Cause = ConnectionLost::Cause;
  explicit ConnectFailure(int error);
  explicit ConnectFailure(const std::string& text, Cause cause = Cause::passing, int error = 0)
      : std::runtime_error(text), cause(cause), error(error) {}
  Cause cause;
  int error;  ///< errno, or 0
};

/// Tries the addresses in order, each within its share of `deadline`. Throws ConnectFailure with
/// what each of them came to, and the errno of the last; refused when each of them was.
Socket connect_socket(const std::vector<Address>& addresses, const Deadline& deadline);

/// Lets the kernel ask a silent peer of a TCP connection whether it is still there: after 15 s, and
/// after three more of 5 s each the socket is in error. So a balancer keeps the connection too.
void keep_alive(int fd);

/// The address of a unix socket. Throws ConnectFailure when the path is too long for one.
Address unix_address(const std::string& path);

/// A text of the system as the program's messages are written: "connection refused", "I/O error".
std::string as_message(std::string text);

}  // namespace sidetick
