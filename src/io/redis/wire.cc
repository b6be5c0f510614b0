#include "io/redis/wire.h"

#include <hiredis/hiredis.h>
#include <poll.h>

#include <cerrno>
#include <new>
#include <stdexcept>

#include "core/error.h"
#include "core/redis/error_reply.h"
#include "core/time/duration.h"
#include "core/time/instant.h"
#include "io/net/wait.h"

namespace sidetick {
namespace {

redisContext* open_context(Socket socket) {
  redisOptions options{};
  options.options = REDIS_OPT_NONBLOCK;
  options.type = REDIS_CONN_USERFD;
  options.endpoint.fd = socket.fd();
  redisContext* context = redisConnectWithOptions(&options);
  if (!context) throw std::bad_alloc();
  socket.release();
  return context;
}

/// What a server says before it closes the connection without having answered all. Protected mode
/// and limits answer no command of ours; and of a client that has not logged in, a command of more
/// than ten arguments ends the connection (Redis' networking.c, processMultibulkBuffer).
void throw_parting_words(const Reply& first) {
  const bool login = first.is_error("WRONGPASS") || first.is_error("ERR invalid password");
  // No word of what is said to AUTH is shown.
  if (login) throw_reply_error({"AUTH"}, first);
  for (const char* refusal : {"ERR max ", "DENIED", "NOAUTH", "ERR Protocol error"}) {
    if (first.is_error(refusal)) throw_reply_error({}, first);
  }
}

}  // namespace

void Wire::Free::operator()(redisContext* context) const {
  redisFree(context);
}

Wire::Wire(Socket socket, std::string place, const Deadline& deadline)
    : place_(std::move(place)),
      deadline_(deadline),
      context_(open_context(std::move(socket))),
      reader_(context_->reader) {}

void Wire::start_tls(const RedisSettings& settings, const std::string& host,
                     const Deadline& deadline) {
  tls_.emplace();
  tls_->start(context_.get(), settings, host, place_, deadline);
}

int Wire::fd() const {
  return context_->fd;
}

std::optional<Instant> Wire::certificate_end() const {
  return tls_ ? tls_->certificate_end() : std::nullopt;
}

// Text of ours, handed over in one piece: hiredis allocates and copies for every single command.
void Wire::queue(const Command& command) {
  append_size(queued_, '*', command.size());
  queued_ += command.arguments();
  ++awaited_;
  if (queued_.size() >= worth_sending) send();
}

void Wire::send() {
  hand_over();
  if (unsent_) write();
}

void Wire::hand_over() {
  if (queued_.empty()) return;
  if (redisAppendFormattedCommand(context_.get(), queued_.data(), queued_.size()) != REDIS_OK) {
    throw std::bad_alloc();
  }
  queued_.clear();
  unsent_ = true;
}

std::vector<Reply> Wire::exchange(Milliseconds patience, const std::function<void()>& work) {
  std::vector<Reply> replies;
  replies.reserve(awaited_);
  received_ = 0;
  send();
  if (work) work();
  while (replies.size() < awaited_) {
    wait(patience);
    if (unsent_) write();
    read_all(replies);
    if (!lost_.empty() && replies.size() < awaited_) throw_lost(replies);
  }
  if (reader_.has_rest()) throw_nonsense("more replies than commands");
  awaited_ = 0;
  return replies;
}

// A server that refuses a connection says why and closes it: what it said is still to be read when
// writing fails, so a failure is only remembered here.
void Wire::write() {
  int all_written = 0;
  const bool failed = redisBufferWrite(context_.get(), &all_written) != REDIS_OK;
  unsent_ = !failed && all_written == 0;
  if (!failed) return;
  lost_ = failure();
  context_->err = 0;
}

/// What has come in; after a full buffer it is not asked whether there is more. Each buffer becomes
/// replies at once: hiredis moves all that it holds for each kilobyte that it has read.
void Wire::read_all(std::vector<Reply>& replies) {
  std::size_t before = 0;
  do {
    before = received_;
    read();
    collect(replies);
  } while (received_ - before == read_size && lost_.empty());
}

void Wire::read() {
  const std::size_t before = context_->reader->len;
  if (redisBufferRead(context_.get()) != REDIS_OK) {
    if (context_->err == REDIS_ERR_OOM) throw std::bad_alloc();
    const std::string why = failure();
    if (lost_.empty()) lost_ = why;
  }
  received_ += context_->reader->len - before;
  if (received_ > most_bytes) throw_nonsense("a reply of more than 128 MiB");
}

std::string Wire::failure() const {
  const bool closed = context_->err == REDIS_ERR_EOF || errno == 0;
  const std::string text =
      closed ? "the server closed the connection" : as_message(context_->errstr);
  return tls_ ? tls_->explain(place_, text) : text;
}

void Wire::collect(std::vector<Reply>& replies) {
  try {
    while (replies.size() < awaited_) {
      auto reply = reader_.next();
      if (!reply) return;
      replies.push_back(std::move(*reply));
    }
  } catch (const std::runtime_error& error) {
    throw_nonsense(error.what());
  }
}

void Wire::wait(Milliseconds patience) {
  const auto events = static_cast<short>(unsent_ ? POLLIN | POLLOUT : POLLIN);
  if (wait_for(context_->fd, events, deadline_.within(patience))) return;
  const std::string silent = place_ + "no reply within ";
  if (deadline_.passed()) {
    throw Error(Exit::temporary, silent + length_text(deadline_.budget()));
  }
  throw ConnectionLost(silent + length_text(patience));
}

void Wire::throw_lost(const std::vector<Reply>& replies) {
  if (!replies.empty()) throw_parting_words(replies[0]);
  throw ConnectionLost(place_ + "connection lost: " + lost_);
}

void Wire::throw_nonsense(const std::string& why) const {
  throw Error(Exit::temporary, place_ + "the server does not answer as Redis does: " + why);
}

}  // namespace sidetick
