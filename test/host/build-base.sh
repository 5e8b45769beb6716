#!/bin/sh
# What every host of the lab has under its own layer: Debian with all packages that one of them wants, as the packages make it,
# and on a copy of that the good host (furnish.sh). Minutes for the first, as the mirror is near or far; seconds for the second.
#
#   build-base.sh PACKAGES BASE      folders, which are there only when they are whole
set -eu
here=$(dirname "$0")
packages=$1 base=$2
building=$base.building
mkdir -p "$(dirname "$base")"
# Whoever comes second waits for the first.
exec 9>"$(dirname "$base")/lock"
flock 9
if [ -d "$base" ]; then
  touch "$packages" "$base"
  exit
fi
# What nobody used for two weeks was of other versions of these files.
find "$(dirname "$base")" -mindepth 1 -maxdepth 1 -type d -mtime +14 -exec rm -rf {} +
rm -rf "$building"
trap 'rm -rf "$building"' EXIT

# firewalld is only laid by: it would stand beside ufw. The scenario that wants it installs it.
if [ ! -d "$packages" ]; then
  mmdebstrap --quiet --variant=minbase --mode=root --aptopt='Acquire::Retries "3"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='force-unsafe-io' \
    --include=systemd,systemd-sysv,dbus,iproute2,openssh-server,openssh-client,sudo,nginx-light,ufw,nftables,iptables \
    --include=postgresql,python3-flask,gunicorn,python3-dotenv,python3-psycopg2,python3-sqlalchemy \
    --include=python3-email-validator,git,procps,logrotate,openssl,acl,busybox \
    --customize-hook='rm -f "$1"/var/cache/apt/archives/*.deb' \
    --customize-hook='chroot "$1" apt-get -qq install --download-only --no-install-recommends firewalld' \
    --customize-hook='mkdir "$1/opt/firewalld" && mv "$1"/var/cache/apt/archives/*.deb "$1/opt/firewalld"' \
    bookworm "$building" http://deb.debian.org/debian >&2
  mv "$building" "$packages"
fi

cp -a "$packages" "$building"
cp "$here/furnish.sh" "$here/app.py" "$building/root"
unshare --mount --pid --fork --kill-child sh -euc '
  mount -t proc proc "$1/proc"
  mount --rbind /dev "$1/dev"
  chroot "$1" sh /root/furnish.sh' sh "$building" 9>&- >&2
rm "$building/root/furnish.sh" "$building/root/app.py"
mv "$building" "$base"
