#!/bin/sh
# collect.sh [FOLDER]: hands sidetick's gauges to the textfile collector of node_exporter.
#
#   install -m 755 collect.sh /usr/local/bin/sidetick-metrics
#   systemctl enable --now sidetick-metrics.timer          or a line of the crontab:
#   * * * * * prometheus /usr/local/bin/sidetick-metrics
#
# FOLDER is --collector.textfile.directory, Debian's by default. The file is written beside its place
# and renamed: node_exporter never reads half of it. It is replaced whatever happens, so that a Redis
# that does not answer is seen as sidetick_up 0.
set -u
folder=${1:-/var/lib/prometheus/node-exporter}
new=$(mktemp "$folder/.sidetick.XXXXXX") || exit
trap 'rm -f "$new"' EXIT

sidetick status --format openmetrics >"$new"
status=$?
# Without a document the program has not even begun, as when it is not installed.
[ -s "$new" ] || printf 'sidetick_up 0\n# EOF\n' >"$new"
chmod 644 "$new" && mv "$new" "$folder/sidetick.prom" || exit
trap - EXIT
exit "$status"
