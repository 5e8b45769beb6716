#!/bin/sh
# Boots one host: a throw-away layer over the base, a network namespace that is there already, mounts, processes, host name
# and control groups of its own, and systemd as its first process. Ends when that does; killing it kills the host.
#
#   boot.sh NAME BASE FOLDER NAMESPACE
#
# FOLDER holds what settle.sh wants, and prepare.sh, which makes the host differ. The id of the first process, as this machine
# counts, goes to FOLDER/pid.
set -eu
step=outside
case ${1:-} in --*) step=${1#--}; shift ;; esac
name=$1 base=$2 folder=$3 namespace=$4

case $step in
outside)
  exec ip netns exec "$namespace" unshare --mount sh "$0" --grouped "$@"
  ;;
grouped)
  # A branch of the control groups of its own, so that its systemd manages nothing of this machine.
  mkdir -p "$folder/cgroup"
  mount -t cgroup2 cgroup2 "$folder/cgroup"
  mkdir -p "$folder/cgroup/$namespace"
  echo $$ >"$folder/cgroup/$namespace/cgroup.procs"
  exec unshare --mount --pid --uts --ipc --cgroup --fork --kill-child sh "$0" --first "$@"
  ;;
first)
  # /proc is the machine's still: this is how it calls us.
  read -r pid _ </proc/self/stat
  echo "$pid" >"$folder/pid"
  umount "$folder/cgroup"
  hostname "$name"
  root=$folder/root
  mkdir -p "$folder/layer" "$root"
  mount -t tmpfs tmpfs "$folder/layer"
  mkdir "$folder/layer/upper" "$folder/layer/work"
  mount -t overlay overlay -o "lowerdir=$base,upperdir=$folder/layer/upper,workdir=$folder/layer/work" "$root"

  mount -t proc proc "$root/proc"
  # Sysctls other than the network's are this machine's.
  for path in sys sysrq-trigger irq; do
    [ -e "$root/proc/$path" ] || continue
    mount --bind "$root/proc/$path" "$root/proc/$path"
    mount -o remount,bind,ro "$root/proc/$path"
  done
  mount -t sysfs -o ro sysfs "$root/sys"
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
  done
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  mount -t tmpfs -o mode=755 tmpfs "$root/run"
  mkdir "$root/run/lab"
  cp "$(dirname "$0")/settle.sh" "$folder/deploy.pub" "$folder/server.pem" "$folder/server.key" "$folder/prepare.sh" "$root/run/lab"

  mkdir -p "$root/mnt"
  cd "$root"
  pivot_root . mnt
  umount -l /mnt
  export PATH=/usr/sbin:/usr/bin:/sbin:/bin
  sh /run/lab/settle.sh "$name"
  sh -eu /run/lab/prepare.sh
  rm -r /run/lab
  exec env -i container=lab PATH="$PATH" \
    setpriv --bounding-set=-sys_time,-sys_module,-sys_rawio,-syslog,-mknod,-sys_boot,-audit_control \
    /sbin/init --log-level=warning
  ;;
esac
