# frozen_string_literal: true

# Makes all retries due and has Sidekiq's own poller put them back into their queues; prints their number.

require_relative "workers"
require "sidekiq/api"
require "sidekiq/scheduled"

jobs = Sidekiq.redis { |redis| redis.call("ZRANGE", "retry", 0, -1) }
Sidekiq.redis { |redis| redis.call("ZADD", "retry", *jobs.flat_map { |job| [0, job] }) }
config = Sidekiq.respond_to?(:default_configuration) ? [Sidekiq.default_configuration] : []  # since Sidekiq 7
Sidekiq::Scheduled::Enq.new(*config).enqueue_jobs
puts jobs.size
