# frozen_string_literal: true

# Sidekiq::Web on a free port of the loopback; prints "port N" once it listens.

require_relative "workers"
require "rack"
# Rack 3 has left both to gems of their own.
begin
  require "rack/handler/webrick"
  handler = Rack::Handler::WEBrick
rescue LoadError
  require "rack/session"
  require "rackup/handler/webrick"
  handler = Rackup::Handler::WEBrick
end
require "securerandom"
require "sidekiq/web"

$stdout.sync = true

app = Rack::Builder.app do
  use Rack::Session::Cookie, secret: SecureRandom.hex(32), same_site: true
  run Sidekiq::Web
end

handler.run(app, Host: "127.0.0.1", Port: 0, AccessLog: []) do |server|
  puts "port #{server.listeners.first.addr[1]}"
  trap("TERM") { server.shutdown }
end
