#include "core/enqueue/queue_length.h"

#include "core/redis/expect.h"

namespace sidetick {

void ask_length(const Keys& keys, const std::string& queue, Pipeline& pipeline,
                QueueLengths& lengths) {
  pipeline.ask({"LLEN", keys.queue(queue)},
               [&lengths, queue](const Command& asked, const Reply& reply) {
                 if (reply.is_error("WRONGTYPE")) return;  // TYPE is asked beside it
                 lengths[queue] = expect_count(asked, reply);
               });
}

}  // namespace sidetick
