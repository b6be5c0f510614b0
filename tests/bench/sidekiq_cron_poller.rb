# sidekiq-cron's poller alone, until it is ended: ruby sidekiq_cron_poller.rb URL SECONDS
require "sidekiq"
require "sidekiq-cron"
require "sidekiq/cron/poller"

Sidekiq.configure_client { |config| config.redis = { url: ARGV[0] } }
Sidekiq.logger.level = Logger::WARN
Redis.sadd_returns_boolean = false  # or a warning for each job

Sidekiq::Cron::Poller.new(cron_poll_interval: ARGV[1].to_i).start
sleep
