#include "io/net/name_lookup.h"

#include <netdb.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "core/time/duration.h"
#include "core/time/instant.h"
#include "io/net/shortage.h"
#include "io/net/wait.h"

namespace sidetick {
namespace {

struct Answer {
  int error = 0;         // EAI_*
  int system_error = 0;  // errno, for EAI_SYSTEM
  std::vector<Address> addresses;
};

Answer ask(const Endpoint& endpoint, int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  Answer answer;
  answer.error =
      getaddrinfo(endpoint.host.c_str(), std::to_string(endpoint.port).c_str(), &hints, &found);
  answer.system_error = errno;
  if (answer.error != 0) return answer;
  for (const addrinfo* one = found; one; one = one->ai_next) {
    Address address;
    std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
    address.length = one->ai_addrlen;
    address.is_of_name = (flags & AI_NUMERICHOST) == 0;
    answer.addresses.push_back(address);
  }
  freeaddrinfo(found);
  return answer;
}

/// A lookup in a thread of its own, which nobody waits for at the end of the program.
class Lookup {
 public:
  static std::shared_ptr<Lookup> start(const Endpoint& endpoint) {
    auto lookup = std::make_shared<Lookup>();
    try {
      std::thread([lookup, endpoint] { lookup->finish(ask(endpoint, 0)); }).detach();
    } catch (const std::system_error&) {
      // Without a thread a dead name server would hold the run beyond its deadline.
      throw ConnectFailure(thread_shortage(), ConnectionLost::Cause::shortage);
    }
    return lookup;
  }

  std::optional<Answer> wait(const Deadline& deadline) {
    std::unique_lock lock(mutex_);
    while (!answer_ && !deadline.passed()) finished_.wait_for(lock, next_nap(deadline));
    return answer_;
  }

 private:
  void finish(Answer answer) {
    const std::lock_guard lock(mutex_);
    answer_ = std::move(answer);
    finished_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable finished_;
  std::optional<Answer> answer_;
};

std::vector<Address> addresses_of(const Answer& answer) {
  if (answer.error == 0) return answer.addresses;
  if (answer.error == EAI_SYSTEM) throw ConnectFailure(answer.system_error);
  if (answer.error == EAI_MEMORY) throw ConnectFailure(ENOMEM);
  const bool refused = answer.error == EAI_NONAME || answer.error == EAI_NODATA;
  throw ConnectFailure(as_message(gai_strerror(answer.error)),
                       refused ? ConnectionLost::Cause::refused : ConnectionLost::Cause::passing);
}

/// Lookups that were begun and not yet heard of. Never destroyed: their threads may still run while
/// the program ends.
std::map<std::string, std::shared_ptr<Lookup>>& unfinished() {
  static auto* lookups = new std::map<std::string, std::shared_ptr<Lookup>>;
  return *lookups;
}

}  // namespace

std::vector<Address> look_up(const Endpoint& endpoint, const Deadline& deadline) {
  const Answer numeric = ask(endpoint, AI_NUMERICHOST);
  if (numeric.error == 0) return numeric.addresses;
  const std::string name = endpoint.host + ":" + std::to_string(endpoint.port);
  auto& lookup = unfinished()[name];
  if (!lookup) lookup = Lookup::start(endpoint);
  const auto answer = lookup->wait(deadline);
  if (!answer) {
    throw ConnectFailure("the name server does not answer within " +
                         length_text(deadline.budget()));
  }
  unfinished().erase(name);
  return addresses_of(*answer);
}

}  // namespace sidetick
