#include "core/redis/pipeline.h"

#include "core/redis/expect.h"

namespace sidetick {

void ask_ok(Command command, Pipeline& pipeline) {
  pipeline.ask(std::move(command), expect_ok);
}

}  // namespace sidetick
