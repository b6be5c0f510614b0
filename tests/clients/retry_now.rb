# frozen_string_literal: true

# Makes all retries due and has Sidekiq's own poller put them back into their queues; prints their number.

require_relative "workers"
require "sidekiq/api"
require "sidekiq/scheduled"

jobs = Sidekiq.redis { |redis| redis.zrange("retry", 0, -1) }
Sidekiq.redis { |redis| redis.zadd("retry", jobs.map { |job| [0, job] }) }
Sidekiq::Scheduled::Enq.new.enqueue_jobs
puts jobs.size
