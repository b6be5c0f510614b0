"""A root folder with a fresh Debian in it, of the release and from the mirror that apt has here.

Its /dev has nodes that mmdebstrap made by mknod, nothing of this machine's; /proc is mounted for one command
at a time, in a mount namespace that ends with it. So the folder can be deleted at any time."""

import atexit
import functools
import hashlib
import pathlib
import shutil
import stat
import subprocess
import tempfile

from checkout import output

# What dpkg and apt keep of their own, whatever was installed and removed.
OWN = ("proc/", "sys/", "dev/", "run/", "tmp/", "var/log/", "var/cache/", "var/lib/dpkg/", "var/lib/apt/", "etc/ld.so.cache")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def release():
    lines = pathlib.Path("/etc/os-release").read_text().splitlines()
    return next(line.split("=")[1] for line in lines if line.startswith("VERSION_CODENAME="))


def mirror():
    def uris():
        found = output("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Origin: Debian",
                       f"Codename: {release()}").split()
        return [uri for uri in found if "security" not in uri]
    # Without its lists apt does not know whose mirrors it has.
    return (uris() or (output("apt-get", "update") and uris()))[0]


@functools.cache
def shared_machine():
    """One for all tests, which leave it as they found it: with what the program wants, and systemd."""
    machine = Machine("ca-certificates", "openssl", "systemd", "tzdata")
    atexit.register(machine.close)
    return machine


class Machine:
    def __init__(self, *packages):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-root-"))
        self.root.chmod(0o755)
        output("unshare", "--mount", "--propagation=private", "mmdebstrap", "--mode=root", "--variant=apt", "--quiet",
               "--include=" + ",".join(packages), release(), self.root, f"deb {mirror()} {release()} main")

    def close(self):
        mounts = [line.split()[1] for line in pathlib.Path("/proc/self/mounts").read_text().splitlines()]
        if any(mount.startswith(f"{self.root}/") for mount in mounts):
            raise RuntimeError(f"something is mounted in {self.root}: it is left as it is")
        shutil.rmtree(self.root)

    def run(self, *words, user=0, **environment):
        """How `words` end in the root: a CompletedProcess."""
        return run_inside(self.root, *words, user=user, **{"PATH": PATH, **environment})

    def files(self):
        """{path: what it is}, of all files and folders but those that the package tools keep for themselves."""
        return {name: description(path) for path in self.root.rglob("*")
                if not (name := str(path.relative_to(self.root))).startswith(OWN)}


def run_inside(root, *words, user=0, read_only=False, **environment):
    """How `words` end with `root` for their root, as that user without groups: a CompletedProcess.

    They have a /proc, as in a container, and no other variables than `environment`."""
    steps = ['mount --bind "$0" "$0"', 'mount -t proc proc "$0/proc"']
    steps += ['mount -o remount,bind,ro "$0"'] if read_only else []
    steps += [f'exec {shutil.which("chroot")} --userspec={user}:{user} --groups= "$0" "$@"']
    return subprocess.run(["unshare", "--mount", "--propagation=private", "--pid", "--fork", "sh", "-c", " && ".join(steps),
                           str(root), *map(str, words)],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False, env=environment)


def description(path):
    status = path.lstat()
    kind = stat.filemode(status.st_mode)
    if path.is_symlink():
        return kind, str(path.readlink())
    if stat.S_ISREG(status.st_mode):
        return kind, hashlib.sha256(path.read_bytes()).hexdigest()
    return kind, ""
