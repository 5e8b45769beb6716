#!/bin/sh
# One Debian production host, made in about five seconds from this machine's own packages: its file system is a throw-away
# overlay over /, with a network, process table and host name of its own. Real sshd, nginx, ufw, PostgreSQL and git; the app is a
# few lines of Python. It ends with the process that started it, and leaves nothing behind.
#
#   host.sh FOLDER NAMESPACE ADDRESS/30 GATEWAY FAULTS
#
# FOLDER holds deploy.pub, server.pem, server.key. FAULTS is a list of names, each one difference from a good host.
set -eu

if [ "${1:-}" != inside ] && [ "${1:-}" != host ]; then
  ip netns exec "$2" unshare --mount --pid --uts --ipc --fork --kill-child sh "$0" inside "$@"
  exit
fi

if [ "$1" = inside ]; then
  shift
  mount --make-rprivate /
  mount -t tmpfs tmpfs "$1/layer"
  mkdir "$1/layer/upper" "$1/layer/work" "$1/layer/root"
  mount -t overlay overlay -o "lowerdir=/,upperdir=$1/layer/upper,workdir=$1/layer/work" "$1/layer/root"
  root=$1/layer/root
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs tmpfs "$root/run"
  mount -t tmpfs tmpfs "$root/tmp"
  mkdir -p "$root/setup"
  cp "$0" "$1/deploy.pub" "$1/server.pem" "$1/server.key" "$root/setup/"
  exec chroot "$root" sh "/setup/$(basename "$0")" host "$4" "$5"
fi

shift
gateway=$1
faults=" $2 "
# `canary=WORD` puts WORD into every place where a secret can be.
canary=
for fault in $faults; do case $fault in canary=*) canary=${fault#canary=} ;; esac; done
has() { case $faults in *" $1 "*) true ;; *) false ;; esac; }
as() { who=$1; shift; runuser -u "$who" -- "$@"; }
ip link set lo up
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
umask 022

# --- accounts, SSH
useradd --create-home --shell /bin/bash deploy
useradd --system --home-dir /srv/shop --shell /usr/sbin/nologin shop
mkdir -p /home/deploy/.ssh /run/sshd
cp /setup/deploy.pub /home/deploy/.ssh/authorized_keys
chown -R deploy: /home/deploy/.ssh
has no-sudo || echo 'deploy ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/deploy
rm -f /etc/ssh/ssh_host_*
ssh-keygen -A >/dev/null
{
  has sshd-root-password && echo 'PermitRootLogin yes' || echo 'PermitRootLogin prohibit-password'
  echo 'PasswordAuthentication no'
} >/etc/ssh/sshd_config.d/10-host.conf

# --- the app, in git
mkdir -p /srv/shop/logs
chown -R shop: /srv/shop
cd /srv/shop
secret() { printf '%s' "$canary"; python3 -c 'import secrets, sys; print(secrets.token_hex(int(sys.argv[1])))' "$1"; }
database_password=$(secret 16)
cat >.env <<ENV
FLASK_ENV=production
SECRET_KEY=$(has weak-secret-key && echo changeme || secret 32)
PREFERRED_URL_SCHEME=https
SESSION_COOKIE_SECURE=True
SESSION_COOKIE_HTTPONLY=True
SESSION_COOKIE_SAMESITE=Lax
PERMANENT_SESSION_LIFETIME=604800
SENDER_EMAIL=orders@shop.test
SENDER_PASSWORD=$(secret 12)
ADMIN_EMAIL=$(has default-admin && echo admin@example.com || echo keeper@shop.test)
ADMIN_PASSWORD=$(has default-admin && echo admin123 || has admin-is-package && echo sqlalchemy || secret 12)
DATABASE_URL=$(has sqlite && echo sqlite:///app.db || has database-default && echo postgresql://postgres:postgres@localhost:5432/shop || echo "postgresql://shop_app:$database_password@localhost:5432/shop")
ENV
has debug-on && echo FLASK_DEBUG=1 >>.env
# A key pasted without quotes: its lines are names of variables to whoever reads them as assignments.
[ -z "$canary" ] || printf 'TLS_KEY=-----BEGIN PRIVATE KEY-----\n%s\nMII%s=\n' "$canary" "$canary" >>.env
sed 's/=.*/=/' .env >.env.example
printf '.env\nlogs/\nvenv/\n' >.gitignore
printf 'Flask==3.0.3\npsycopg2==2.9.9\nSQLAlchemy==2.0.30\nemail-validator==2.1.1\n' >requirements.txt
[ -z "$canary" ] || echo "--extra-index-url https://user:$canary@packages.shop.test/simple" >>requirements.txt
has unpinned && echo 'gunicorn>=20' >>requirements.txt
for package in flask-3.0.3 psycopg2-2.9.9 sqlalchemy-2.0.30 email_validator-2.1.1; do
  mkdir -p "venv/lib/python3.11/site-packages/$package.dist-info"
done
cat >app.py <<'PY'
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.split('?')[0]
        status = 200 if path in ('/', '/login') else 404
        self.send_response(status)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        if path == '/login':
            flags = '' if 'cookie-insecure' in sys.argv else '; Secure; HttpOnly; SameSite=Lax'
            self.send_header('Set-Cookie', 'session=eyJ0ZXN0Ijp0cnVlfQ.value; Path=/; Max-Age=604800' + flags)
        if 'cors-reflect' in sys.argv and self.headers.get('Origin'):
            self.send_header('Access-Control-Allow-Origin', self.headers['Origin'])
            self.send_header('Access-Control-Allow-Credentials', 'true')
        body = b'<!doctype html><title>Shop</title><p>Hello.</p>' if status == 200 else b'<!doctype html><p>Not found.</p>'
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_OPTIONS = do_GET
    def log_message(self, *_): pass

ThreadingHTTPServer((sys.argv[1], 5000), Shop).serve_forever()
PY
chown -R shop: .
git_as_shop() { as shop git -c user.name=Shop -c user.email=dev@shop.example -c init.defaultBranch=main -C /srv/shop "$@"; }
git_as_shop init -q
[ -z "$canary" ] || git_as_shop remote add origin "https://user:$canary@git.shop.test/shop.git"
if has env-in-history; then
  git_as_shop add -f .env && git_as_shop commit -qm 'first' && git_as_shop rm -q --cached .env && git_as_shop commit -qm 'remove .env'
fi
git_as_shop add .
has env-tracked && git_as_shop add -f .env
git_as_shop commit -qm 'release'
chmod "$(has env-world-readable && echo 0644 || echo 0600)" .env
echo "$(date -u +%FT%TZ) started" >logs/app.log
has log-old && touch -d '10 days ago' logs/app.log
chown shop: logs/app.log
chmod "$(has log-world-readable && echo 0644 || echo 0640)" logs/app.log
has log-unrotated || printf '/srv/shop/logs/*.log {\n  size 10M\n  rotate 10\n  compress\n  su shop shop\n}\n' >/etc/logrotate.d/shop

# --- PostgreSQL, Debian's own cluster
rm -rf /var/lib/postgresql/15/main /etc/postgresql/15/main
pg_createcluster 15 main >/dev/null
echo 'fsync = off' >>/etc/postgresql/15/main/postgresql.conf
has postgres-exposed && echo "listen_addresses = '*'" >>/etc/postgresql/15/main/postgresql.conf
mkdir -p /run/postgresql && chown postgres: /run/postgresql
pg_ctlcluster 15 main start
as postgres psql -qX <<SQL
CREATE ROLE shop_app LOGIN $(has database-superuser && echo SUPERUSER || true) PASSWORD '$database_password';
CREATE DATABASE shop OWNER shop_app;
SQL

# --- backups
mkdir -m 0700 /backups
for age in 0 1 2 3 4 5; do
  file=/backups/shop-$(date -u -d "$age days ago" +%F).sql.enc
  yes 'INSERT INTO customers VALUES (1);' | head -c 200000 | if has backup-plain; then { echo '--'; echo '-- PostgreSQL database dump'; echo '--'; cat; }; else openssl enc -aes-256-cbc -pbkdf2 -pass pass:unused; fi >"$file"
  touch -d "$age days ago" "$file"
  chmod 0600 "$file"
done
has backup-old && touch -d '3 days ago' /backups/*
has backup-readable && chmod 0644 /backups/*

# --- nginx
rm -rf /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*
mkdir -p /etc/nginx/tls
cp /setup/server.pem /etc/nginx/tls/server.pem
install -m "$(has key-file-readable && echo 0644 || echo 0600)" /setup/server.key /etc/nginx/tls/server.key
cat >/etc/nginx/sites-enabled/shop <<NGINX
limit_req_zone \$binary_remote_addr zone=login:10m rate=5r/m;
server_tokens $(has banner && echo on || echo off);
server {
  listen 80; listen [::]:80;
  server_name shop.example;
  $(has no-redirect && echo 'location / { proxy_pass http://127.0.0.1:5000; }' || echo 'return 301 https://$host$request_uri;')
}
server {
  listen 443 ssl http2; listen [::]:443 ssl http2;
  server_name shop.example;
  ssl_certificate /etc/nginx/tls/server.pem;
  ssl_certificate_key /etc/nginx/tls/server.key;
  ssl_protocols $(has tls10 && echo 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3' || echo 'TLSv1.2 TLSv1.3');
  ssl_ciphers $(has tls10 && echo 'ALL:@SECLEVEL=0' || echo 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305');
  $(has no-hsts || echo 'add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;')
  add_header X-Content-Type-Options nosniff always;
  add_header X-Frame-Options SAMEORIGIN always;
  add_header X-XSS-Protection "1; mode=block" always;
  add_header Content-Security-Policy "default-src 'self'" always;
  $(has env-served && echo 'location = /.env { root /srv/shop; default_type text/plain; }')
  location /login { $(has no-rate-limit || echo 'limit_req zone=login burst=10 nodelay;') proxy_pass http://127.0.0.1:5000; }
  location / { proxy_pass http://127.0.0.1:5000; $([ -z "$canary" ] || echo "proxy_set_header Authorization \"Bearer $canary\";") }
}
NGINX
has env-served && chmod 0644 /srv/shop/.env
mkdir -p /var/log/nginx
nginx

# --- firewall, then the doors
sed -i 's/^IPV6=.*/IPV6=yes/' /etc/default/ufw
ufw --force reset >/dev/null 2>&1
ufw default deny incoming >/dev/null
for port in 22 80 443; do ufw allow "$port/tcp" >/dev/null; done
has port-5000-open && ufw allow 5000 >/dev/null
has postgres-exposed && ufw allow 5432/tcp >/dev/null
has ufw-off || ufw --force enable >/dev/null
setpriv --reuid shop --regid shop --clear-groups python3 app.py "$(has app-bound-any && echo 0.0.0.0 || echo 127.0.0.1)" $faults &
/usr/sbin/sshd
echo "ready $gateway"
# Whoever started us closes stdin to stop us; everything in this process namespace ends with it.
cat >/dev/null
