#include "io/redis/reply_reader.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace sidetick {
namespace {

/// Of the elements that a server announces, as address space. For more it has to send them: memory
/// costs it bytes.
constexpr std::size_t most_reserved = 1 << 17;

// hiredis completes an array before it begins the next element of the array's parent. So a pointer
// into `elements` is not used any more when a further element moves them.
Reply* place(const redisReadTask* task) {
  if (!task->parent) return new Reply;
  return &static_cast<Reply*>(task->parent->obj)->elements.emplace_back();
}

int depth(const redisReadTask* task) {
  return task->parent ? depth(task->parent) + 1 : 1;
}

std::optional<Reply::Type> text_type(const redisReadTask* task) {
  switch (task->type) {
    case REDIS_REPLY_STRING:
      return Reply::Type::string;
    case REDIS_REPLY_STATUS:
      return Reply::Type::status;
    case REDIS_REPLY_ERROR:
      return Reply::Type::error;
    default:
      return std::nullopt;
  }
}

void* create_string(const redisReadTask* task, char* text, std::size_t length) {
  const auto type = text_type(task);
  if (!type) return nullptr;
  Reply* reply = place(task);
  reply->type = *type;
  reply->text.assign(text, length);
  return reply;
}

void* create_array(const redisReadTask* task, std::size_t size) {
  if (task->type != REDIS_REPLY_ARRAY || depth(task) > ReplyReader::deepest) return nullptr;
  Reply* reply = place(task);
  reply->type = Reply::Type::array;
  reply->elements.reserve(std::min(size, most_reserved));
  return reply;
}

void* create_integer(const redisReadTask* task, long long integer) {
  Reply* reply = place(task);
  reply->type = Reply::Type::integer;
  reply->integer = integer;
  return reply;
}

void* create_nil(const redisReadTask* task) {
  return place(task);
}
void* refuse_double(const redisReadTask*, double, char*, std::size_t) {
  return nullptr;
}
void* refuse_bool(const redisReadTask*, int) {
  return nullptr;
}
void free_reply(void* reply) {
  delete static_cast<Reply*>(reply);
}

redisReplyObjectFunctions functions{create_string, create_array, create_integer, refuse_double,
                                    create_nil,    refuse_bool,  free_reply};

}  // namespace

ReplyReader::ReplyReader(redisReader* reader) : reader_(reader) {
  reader_->fn = &functions;
  reader_->maxelements = most_elements;
}

std::optional<Reply> ReplyReader::next() {
  void* reply = nullptr;
  if (redisReaderGetReply(reader_, &reply) != REDIS_OK) {
    // So hiredis calls an object that one of the functions above refused.
    if (reader_->err == REDIS_ERR_OOM)
      throw std::runtime_error("a reply that is nested too deeply or not RESP2");
    throw std::runtime_error(reader_->errstr);
  }
  if (!reply) {
    expect_line_end();
    return std::nullopt;
  }
  const std::unique_ptr<Reply> owner(static_cast<Reply*>(reply));
  return std::move(*owner);
}

// After each read hiredis searches all of a line again for its end: 25 s for a line of 128 MiB.
void ReplyReader::expect_line_end() const {
  const std::size_t rest = reader_->len - reader_->pos;
  if (rest <= longest_line || std::memchr(reader_->buf + reader_->pos, '\n', longest_line)) return;
  throw std::runtime_error("a line without an end");
}

}  // namespace sidetick
