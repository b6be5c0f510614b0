# frozen_string_literal: true

# What sidekiq-scheduler does to Redis, command for command, in our words: Debian does not have it.
#
# Source: sidekiq-scheduler/sidekiq-scheduler: lib/sidekiq-scheduler/redis_manager.rb (keys, register_job_instance,
# remove_elder_job_instances), scheduler.rb (idempotent_job_enqueue, enqueue_job, job_enabled?, toggle_job_enabled),
# prepare_arguments), job_presenter.rb and web/views/recurring_jobs.erb (what the page shows), utils.rb
# (RUFUS_METADATA_KEYS, symbolize_keys, initialize_active_job, enqueue_with_active_job).
#
#   scheduler.rb page               the rows of its web page, as JSON
#   scheduler.rb toggle NAME        its button Enable or Disable
#   scheduler.rb enqueue NAME       its button Enqueue now
#   scheduler.rb times EPOCH        that time in each form in which a release of it may have written last_times
#   scheduler.rb race NAME PLACE    a process of it: see test_ledger.py

require_relative "workers"
require "et-orbi"
require "time"

DAY = 24 * 60 * 60
METADATA = %w[description at cron every in interval enabled].freeze

def redis(&block)
  Sidekiq.redis(&block)
end

def schedules
  redis { |r| r.hgetall("schedules") }.transform_values { |config| JSON.parse(config) }
end

def state(name)
  JSON.parse(redis { |r| r.hget("sidekiq-scheduler:states", name) } || "{}")
end

def enabled?(name)
  state(name).fetch("enabled", schedules.fetch(name).fetch("enabled", true))
end

def toggle(name)
  json = JSON.generate(state(name).merge("enabled" => !enabled?(name)))
  redis { |r| r.hset("sidekiq-scheduler:states", name, json) }
end

def time_of(hash, name)
  text = redis { |r| r.hget("sidekiq-scheduler:#{hash}", name) }
  Time.parse(text).getutc.iso8601 if text
end

def row(name, job)
  {name: name, interval: job["cron"] || job["interval"] || job["every"] || job["at"] || job["in"],
   queue: job.fetch("queue", "default"), class: job["class"], args: job["args"], description: job["description"],
   enabled: enabled?(name), last_time: time_of("last_times", name), next_time: time_of("next_times", name)}
end

def active_job(klass, args, keyword_argument)
  return klass.new(*args) if args.is_a?(Array)

  keyword_argument ? klass.new(**args.deep_symbolize_keys) : klass.new(args)
end

def enqueue(config, time)
  config = config.reject { |key, _| METADATA.include?(key) }
  args = config["args"].is_a?(Hash) ? config["args"].symbolize_keys : Array(config["args"])
  args = [*(args.is_a?(Hash) ? [args] : args), {"scheduled_at" => time.to_f}] if config.delete("include_metadata")
  klass = config["class"].safe_constantize
  return Sidekiq::Client.push(config.merge("args" => args)) unless klass && klass < ActiveJob::Base

  active_job(klass, args, config["keyword_argument"]).enqueue(queue: config["queue"])
end

# Claims a tick in the ledger: true for the first who does. Older releases pipeline, newer ones use MULTI.
def register(name, tick, way)
  key = "sidekiq-scheduler:pushed:#{name}"
  added, = redis do |r|
    r.public_send(way) do |commands|
      commands.zadd(key, tick, tick)
      commands.expire(key, DAY)
    end
  end
  [true, 1].include?(added)  # redis-rb, redis-client
end

def tick(name, config, tick, now, way)
  return unless register(name, tick, way)

  enqueue(config, Time.at(tick))
  redis { |r| r.zremrangebyscore("sidekiq-scheduler:pushed:#{name}", 0, now - DAY) }
end

def await(list)
  redis { |r| r.respond_to?(:blocking_call) ? r.blocking_call(false, "BLPOP", list, 0) : r.blpop(list) }.last
end

# Each message of the list go:PLACE is a round, {"ticks": […], "now": …}; an empty one is the last.
def race(name, place)
  config = schedules.fetch(name).merge("include_metadata" => true, "pushed_by" => "sidekiq-scheduler")
  way = place.to_i.even? ? :multi : :pipelined
  redis { |r| r.rpush("ready", place) }
  loop do
    round = JSON.parse(await("go:#{place}"))
    return if round.empty?

    round["ticks"].each { |time| tick(name, config, time, round["now"], way) }
    redis { |r| r.rpush("ready", place) }
  end
end

# rufus-scheduler gives it et-orbi's times, an older one Ruby's own; redis-rb writes them with to_s.
def times(epoch)
  zones = %w[UTC Etc/UTC Europe/Copenhagen Asia/Kathmandu America/New_York]
  [Time.at(epoch).utc, Time.at(epoch).localtime("-03:30"),
   *zones.flat_map { |zone| [EtOrbi::EoTime.new(epoch, zone), Time.at(epoch).in_time_zone(zone)] }].map(&:to_s).uniq
end

command, *arguments = ARGV
answer = case command
         when "page" then schedules.sort.map { |name, job| row(name, job) }
         when "toggle" then toggle(*arguments)
         when "enqueue" then enqueue(schedules.fetch(arguments.first), Time.now)
         when "times" then times(Integer(arguments.first))
         when "race" then race(*arguments)
         else abort("scheduler.rb: no such command: #{command}")
         end
puts JSON.generate(answer)
