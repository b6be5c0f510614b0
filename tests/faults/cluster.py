"""A Redis Cluster of the tests' own: primaries that share the slots, and replicas where they are asked for."""

from faults import wait_for
from harness import Server, free_port

SLOTS = 16384

class Node(Server):
    def __init__(self, *options):
        # The port of the cluster's own talk is 10,000 above by default, which may be none.
        self.bus_port = free_port()
        super().__init__("--cluster-enabled", "yes", "--cluster-port", str(self.bus_port),
                         "--cluster-node-timeout", "700", "--repl-diskless-sync-delay", "0", *options)
        self.id = self.redis("CLUSTER", "MYID")

    def info(self, field):
        rows = dict(row.split(":", 1) for row in self.redis("CLUSTER", "INFO").split("\r\n") if ":" in row)
        return rows[field]


class Cluster:
    """`primaries` nodes with an equal share of the slots each; node 0 has a replica for each of `replicas`."""

    def __init__(self, primaries=3, replicas=0, options=()):
        self.primaries = [Node(*options) for _ in range(primaries)]
        self.replicas = [Node(*options) for _ in range(replicas)]
        self.nodes = self.primaries + self.replicas
        for number, node in enumerate(self.primaries):
            node.redis("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
            self.call(node, "CLUSTER", "ADDSLOTSRANGE", *self.share(number))
        for node in self.nodes[1:]:
            self.call(node, "CLUSTER", "MEET", "127.0.0.1", self.nodes[0].port, self.nodes[0].bus_port)
        for node in self.nodes:
            wait_for(lambda: node.info("cluster_known_nodes") == str(len(self.nodes)), "nodes that know each other")
            wait_for(lambda: node.info("cluster_state") == "ok", "a cluster that is up")

    def share(self, number):
        count = len(self.primaries)
        return SLOTS * number // count, SLOTS * (number + 1) // count - 1

    def call(self, node, *command):
        answer = node.redis(*command)
        if answer != "OK":
            raise AssertionError(f"{command}: {answer}")

    def follow(self, replica, primary):
        """Makes `replica` one of `primary`, and waits until it has its data."""
        self.call(replica, "CLUSTER", "REPLICATE", primary.id)
        wait_for(lambda: "master_link_status:up" in replica.redis("INFO", "replication"), "a replica that is in step")
        wait_for(lambda: all(f"slave {primary.id}" in node.redis("CLUSTER", "NODES") for node in self.nodes),
                 "nodes that know the replica")

    def slot(self, key):
        return self.primaries[0].redis("CLUSTER", "KEYSLOT", key)

    def owner(self, key):
        slot = self.slot(key)
        return next(node for number, node in enumerate(self.primaries)
                    if self.share(number)[0] <= slot <= self.share(number)[1])

    def others(self, node):
        return [other for other in self.primaries if other is not node]

    def close(self):
        for node in self.nodes:
            node.close()


class Migration:
    """The slot of `key` on its way from one node to another."""

    def __init__(self, cluster, key, source, target):
        self.cluster, self.slot, self.source, self.target = cluster, cluster.slot(key), source, target
        cluster.call(target, "CLUSTER", "SETSLOT", self.slot, "IMPORTING", source.id)
        cluster.call(source, "CLUSTER", "SETSLOT", self.slot, "MIGRATING", target.id)

    def move(self, *keys):
        self.cluster.call(self.source, "MIGRATE", "127.0.0.1", self.target.port, "", 0, 5000, "KEYS", *keys)

    def finish(self):
        keys = self.source.redis("CLUSTER", "GETKEYSINSLOT", self.slot, 1000)
        if keys:
            self.move(*keys)
        for node in (self.target, self.source, *self.cluster.primaries):
            self.cluster.call(node, "CLUSTER", "SETSLOT", self.slot, "NODE", self.target.id)
