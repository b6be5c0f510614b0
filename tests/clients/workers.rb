# frozen_string_literal: true

# Workers for a real Sidekiq, `sidekiq -r workers.rb`, which tells the test what it has done.
#
# Lists in Redis, in no namespace: "told" has a JSON object for each job that Sidekiq is through with,
# "performed" what a worker was called with.

require "active_support/all"
require "active_job"
require "connection_pool"
require "sidekiq"

# Sidekiq 6.4 and redis-rb 4.8 disagree on how some commands are to be called; Sidekiq 7 has redis-client.
Redis.silence_deprecations = true if defined?(Redis)

# Sidekiq 7 says on stdout that it connects, where a script has its answer.
Sidekiq.logger.level = Logger::WARN unless Sidekiq.server?

namespace = ENV["SIDEKIQ_NAMESPACE"]
redis = {url: ENV.fetch("REDIS_URL")}
redis[:namespace] = namespace if namespace

client = defined?(Redis) ? Redis : RedisClient
TELL = ConnectionPool.new(size: 5) { client.new(url: ENV.fetch("REDIS_URL"), timeout: 150) }

def tell(list, **what)
  TELL.with { |connection| connection.call("RPUSH", list, JSON.generate(what)) }
end

# The innermost place in which Sidekiq itself says that a job has come to its end.
class Witness
  def call(_worker, job, queue)
    yield
    tell("told", outcome: "done", queue: queue, **job.slice("class", "args", "jid").transform_keys(&:to_sym))
  end
end

Sidekiq.configure_client { |config| config.redis = redis }
Sidekiq.configure_server do |config|
  config.redis = redis
  config.server_middleware { |chain| chain.add Witness }
  # Called when the retry and dead sets have been written.
  config.error_handlers << lambda do |error, context, _config = nil|
    job = context[:job]
    tell("told", outcome: error.message, jid: job["jid"]) if job
  end
end

class Recorder
  include Sidekiq::Worker

  def perform(*args)
    tell("performed", by: self.class.name, args: args, types: args.map { |arg| arg.class.name })
  end
end

class Failing
  include Sidekiq::Worker

  def perform(name)
    raise ArgumentError, "#{name}: não"
  end
end

class Blocked
  include Sidekiq::Worker

  # Until the test pushes to "release".
  def perform
    TELL.with { |connection| connection.call("BLPOP", "release", 120) }
  end
end

# A process has a zone and a language of its own, which jobs that name none are to keep.
Time.zone_default = Time.find_zone!("Asia/Kolkata")
I18n.available_locales = %i[en da]
I18n.default_locale = :da
ActiveJob::Base.queue_adapter = :sidekiq
ActiveJob::Base.logger = nil

class ReportJob < ActiveJob::Base
  def perform(*args)
    tell("performed", by: self.class.name, args: args, types: args.map { |arg| arg.class.name }, job_id: job_id,
         provider_job_id: provider_job_id, queue: queue_name, executions: executions, zone: Time.zone.name,
         locale: I18n.locale, enqueued_at: enqueued_at.to_time.to_f)
  end
end

class KeywordJob < ActiveJob::Base
  def perform(format:, of:)
    tell("performed", format: format, of: of.inspect)
  end
end

class HashJob < ActiveJob::Base
  def perform(options, **keywords)
    tell("performed", options: options.inspect, keywords: keywords.inspect)
  end
end

class FlakyJob < ActiveJob::Base
  retry_on ArgumentError, wait: 3600, attempts: 3

  def perform(*)
    raise ArgumentError, "flaky"
  end
end

# The workers of examples/sidetick.toml are the example's own.
require_relative "../../examples/workers/sidekiq_worker"
