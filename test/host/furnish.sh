#!/bin/sh
# Runs inside the new base: the good host, as its administrator would set it up, with nothing yet that differs from host to
# host (settle.sh) or has an age.
set -eu
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
umask 022
as() { who=$1; shift; runuser -u "$who" -- "$@"; }
secret() { openssl rand -hex "$1"; }

# What belongs to the machine and not to a host in namespaces of it.
systemctl -q mask getty.target console-getty.service systemd-udevd.service systemd-udev-trigger.service \
  systemd-networkd.service systemd-resolved.service systemd-timesyncd.service systemd-logind.service \
  systemd-sysctl.service systemd-modules-load.service modprobe@.service systemd-remount-fs.service \
  systemd-pstore.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
  e2scrub_reap.service fstrim.timer sys-kernel-debug.mount sys-kernel-tracing.mount sys-fs-fuse-connections.mount \
  dev-hugepages.mount dev-mqueue.mount

# --- accounts, SSH
useradd --create-home --shell /bin/bash deploy
useradd --system --home-dir /srv/shop --shell /usr/sbin/nologin shop
install -d -o deploy -g deploy -m 0700 /home/deploy/.ssh
echo 'deploy ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/deploy
chmod 0440 /etc/sudoers.d/deploy
rm -f /etc/ssh/ssh_host_*
printf 'PermitRootLogin prohibit-password\nPasswordAuthentication no\n' >/etc/ssh/sshd_config.d/10-host.conf

# --- PostgreSQL: Debian's own cluster, listening on loopback
echo 'fsync = off' >/etc/postgresql/15/main/conf.d/lab.conf
pg_ctlcluster 15 main start
database_password=$(secret 16)
as postgres psql -qX <<SQL
CREATE ROLE shop_app LOGIN PASSWORD '$database_password';
CREATE DATABASE shop OWNER shop_app;
\\connect shop
SET ROLE shop_app;
CREATE TABLE customers (name text NOT NULL);
INSERT INTO customers SELECT 'customer ' || n FROM generate_series(1, 2000) n;
SQL

# --- the app, in git, with a virtual environment of its own
install -d -o shop -g shop -m 0755 /srv/shop
cd /srv/shop
python3 -m venv --without-pip venv
# Debian's packages moved into it as pip would install them: it writes dist-info where Debian's tools wrote egg-info.
python3 - venv/lib/python3.11/site-packages requirements.txt <<'PY'
import importlib.metadata as metadata, os, shutil, sys
site, requirements = sys.argv[1:]
wanted = ['Flask', 'Werkzeug', 'Jinja2', 'MarkupSafe', 'click', 'itsdangerous', 'SQLAlchemy', 'greenlet', 'psycopg2',
          'gunicorn', 'setuptools', 'python-dotenv', 'email-validator', 'dnspython', 'idna']
source = '/usr/lib/python3/dist-packages'
for module in ['flask', 'werkzeug', 'jinja2', 'markupsafe', 'click', 'itsdangerous', 'sqlalchemy', 'greenlet', 'psycopg2',
               'gunicorn', 'setuptools', 'pkg_resources', 'dotenv', 'email_validator', 'dns', 'idna']:
    shutil.copytree(f'{source}/{module}', f'{site}/{module}')
with open(requirements, 'w') as out:
    for name in wanted:
        found = metadata.distribution(name)
        out.write(f'{name}=={found.version}\n')
        info = f"{site}/{name.lower().replace('-', '_')}-{found.version}.dist-info"
        os.mkdir(info)
        with open(f'{info}/METADATA', 'w') as text:
            text.write(found.read_text('METADATA') or found.read_text('PKG-INFO'))
        with open(f'{info}/INSTALLER', 'w') as text:
            text.write('pip\n')
PY
cp /root/app.py app.py
cat >.env <<ENV
FLASK_ENV=production
SECRET_KEY=$(secret 32)
PREFERRED_URL_SCHEME=https
SESSION_COOKIE_SECURE=True
SESSION_COOKIE_HTTPONLY=True
SESSION_COOKIE_SAMESITE=Lax
PERMANENT_SESSION_LIFETIME=604800
SENDER_EMAIL=orders@shop.test
SENDER_PASSWORD=$(secret 12)
ADMIN_EMAIL=keeper@shop.test
ADMIN_PASSWORD=$(secret 12)
DATABASE_URL=postgresql://shop_app:$database_password@localhost:5432/shop
ENV
sed 's/=.*/=/' .env >.env.example
printf '.env\nlogs/\nvenv/\n' >.gitignore
mkdir logs
chown -R shop: .
chmod 0600 .env
as shop git init -q -b main
as shop git add .
as shop git -c user.name=Shop -c user.email=dev@shop.example commit -qm 'Release'
cat >/etc/systemd/system/shop.service <<'UNIT'
[Unit]
Description=The shop
After=network.target postgresql.service

[Service]
User=shop
UMask=0027
WorkingDirectory=/srv/shop
ExecStart=/srv/shop/venv/bin/python -m gunicorn --workers 2 --bind 127.0.0.1:5000 app:app
Restart=on-failure

[Install]
WantedBy=multi-user.target
UNIT
systemctl -q enable shop.service
printf '/srv/shop/logs/*.log {\n  size 10M\n  rotate 10\n  compress\n  missingok\n  su shop shop\n}\n' >/etc/logrotate.d/shop

# --- one backup; settle.sh makes a week of it
install -d -m 0700 /backups
as postgres pg_dump -Fc shop | openssl enc -aes-256-cbc -pbkdf2 -pass "pass:$(secret 16)" >/backups/shop.dump.enc
pg_ctlcluster 15 main stop

# --- nginx; settle.sh brings the certificate
rm -f /etc/nginx/sites-enabled/default
install -d -m 0755 /etc/nginx/tls
sed -i 's/.*server_tokens .*/\tserver_tokens off;/' /etc/nginx/nginx.conf
cat >/etc/nginx/sites-available/shop <<'NGINX'
limit_req_zone $binary_remote_addr zone=login:10m rate=5r/m;
server {
  listen 80; listen [::]:80;
  server_name shop.example;
  return 301 https://$host$request_uri;
}
server {
  listen 443 ssl http2; listen [::]:443 ssl http2;
  server_name shop.example;
  ssl_certificate /etc/nginx/tls/server.pem;
  ssl_certificate_key /etc/nginx/tls/server.key;
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305;
  add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
  add_header X-Content-Type-Options nosniff always;
  add_header X-Frame-Options SAMEORIGIN always;
  add_header X-XSS-Protection "1; mode=block" always;
  add_header Content-Security-Policy "default-src 'self'" always;
  proxy_set_header Host $host;
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_set_header X-Forwarded-Host $host;
  location /login { limit_req zone=login burst=10 nodelay; proxy_pass http://127.0.0.1:5000; }
  location / { proxy_pass http://127.0.0.1:5000; }
}
NGINX
ln -s ../sites-available/shop /etc/nginx/sites-enabled/shop

# --- firewall: in force from the first boot on
for port in 22 80 443; do ufw allow "$port/tcp" >/dev/null; done
sed -i 's/^ENABLED=.*/ENABLED=yes/' /etc/ufw/ufw.conf
grep -q '^IPV6=yes' /etc/default/ufw
systemctl -q enable ufw.service
