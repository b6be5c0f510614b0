// Commands and replies over one connected socket. All of hiredis but its parser is behind this file.
//
// Source:  hiredis 1.x with REDIS_OPT_NONBLOCK; the waiting is ours, for hiredis' timeouts are for
//          each read and a peer that sends a byte now and then would hold it for ever.
// Knows nothing of what the commands mean.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/redis/redis.h"
#include "io/host/deadline.h"
#include "io/net/socket.h"
#include "io/net/tls.h"
#include "io/redis/reply_reader.h"

struct redisContext;

namespace sidetick {

class Wire {
 public:
  /// Speaks over `socket`. `place` begins what is thrown: "node 10.0.0.5:6379: ", or "".
  Wire(Socket socket, std::string place, const Deadline& deadline);

  /// Goes over to TLS, before anything is queued: see Tls::start.
  void start_tls(const RedisSettings& settings, const std::string& host, const Deadline& deadline);

  /// From now on all waiting ends at `deadline`.
  void set_deadline(const Deadline& deadline) { deadline_ = deadline; }

  /// The socket, for who waits for its end.
  int fd() const;

  /// When the certificate of the server ends; nothing without TLS.
  std::optional<Instant> certificate_end() const;

  /// Puts a command behind those that wait to be sent; from `worth_sending` bytes on, sends them.
  void queue(const Command& command);

  /// Sends as much of what is queued as goes without waiting. exchange sends the rest, and throws
  /// when this call failed.
  void send();

  /// Sends what is queued and returns a reply for each command since the last call. Writing and
  /// reading go on at once, so that no size of either can block. Throws ConnectionLost when the
  /// connection ends, or when nothing moves for as long as `patience`; Error(Exit::temporary) at
  /// the deadline, or when the peer does not speak RESP2; std::bad_alloc. `work` is called after the
  /// first sending, before the waiting.
  std::vector<Reply> exchange(Milliseconds patience, const std::function<void()>& work = {});

  /// More than this in one exchange is not what sidetick asked for.
  static constexpr std::size_t most_bytes = std::size_t{128} << 20;

 private:
  /// What Redis reads at once: enough for it to begin with, while the rest becomes text.
  static constexpr std::size_t worth_sending = std::size_t{16} << 10;
  /// What hiredis reads at once.
  static constexpr std::size_t read_size = 16384;

  struct Free {
    void operator()(redisContext* context) const;
  };

  void hand_over();
  void write();
  void read_all(std::vector<Reply>& replies);
  void read();
  void collect(std::vector<Reply>& replies);
  void wait(Milliseconds patience);
  std::string failure() const;
  [[noreturn]] void throw_lost(const std::vector<Reply>& replies);
  [[noreturn]] void throw_nonsense(const std::string& why) const;

  std::string place_;
  Deadline deadline_;
  std::unique_ptr<redisContext, Free> context_;
  ReplyReader reader_;
  std::optional<Tls> tls_;
  std::size_t awaited_ = 0;   // replies
  std::string queued_;        // text of commands that hiredis does not have yet
  bool unsent_ = false;       // hiredis has something to send
  std::size_t received_ = 0;  // bytes, in this exchange
  std::string lost_;          // why the connection is not usable any more
};

}  // namespace sidetick
