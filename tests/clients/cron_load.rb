# Reads a schedule as JSON, name -> options, and has the real sidekiq-cron keep it in Redis. Prints
# what sidekiq-cron refuses, name -> errors.
require "json"
require "sidekiq"
require "sidekiq-cron"

Sidekiq.logger.level = Logger::ERROR
Sidekiq.configure_client { |config| config.redis = { url: ENV.fetch("REDIS_URL") } }

puts JSON.generate(Sidekiq::Cron::Job.load_from_hash(JSON.parse($stdin.read)))
