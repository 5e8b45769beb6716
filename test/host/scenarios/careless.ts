import { defineScenario } from '../scenario';

export default defineScenario({
  about: 'nearly everything is as it should not be',
  prepare: `
cd /srv/shop
set_to() { sed -i "s|^$1=.*|$1=$2|" .env; }
set_to FLASK_ENV development
set_to SECRET_KEY changeme
set_to PREFERRED_URL_SCHEME http
set_to SESSION_COOKIE_SECURE False
set_to SESSION_COOKIE_HTTPONLY False
set_to SESSION_COOKIE_SAMESITE ''
set_to PERMANENT_SESSION_LIFETIME 2678400
set_to SENDER_EMAIL ''
set_to SENDER_PASSWORD letmein2026
set_to ADMIN_EMAIL admin@example.com
set_to ADMIN_PASSWORD admin123
set_to DATABASE_URL postgresql://postgres:postgres@localhost:5432/shop
printf 'FLASK_DEBUG=1\\nMAIL_SERVER=smtp.gmail.com\\nCORS_ORIGIN=reflect\\n' >>.env
chmod 0644 .env
sed -i 's/There is nothing here\\./Traceback (most recent call last): File "\\/srv\\/shop\\/app.py", line 3/' app.py
sed -i '/^email-validator/d; s/^gunicorn==.*/gunicorn>=20/' requirements.txt
git() { runuser -u shop -- git -c user.name=Shop -c user.email=dev@shop.example "$@"; }
git rm -q .env.example
git add -f .env
git add .
git commit -qm 'It works'
sed -i 's/^UMask=.*/UMask=0022/; s/--bind 127.0.0.1:5000/--bind 0.0.0.0:5000/' /etc/systemd/system/shop.service
rm /etc/logrotate.d/shop

printf 'PermitRootLogin yes\\nPasswordAuthentication yes\\n' >/etc/ssh/sshd_config.d/10-host.conf
echo "listen_addresses = '*'" >>/etc/postgresql/15/main/conf.d/lab.conf

chmod 0644 /etc/nginx/tls/server.key
sed -i 's/.*server_tokens .*/\\tserver_tokens on;/' /etc/nginx/nginx.conf
cd /etc/nginx/sites-available
sed -i '/add_header/d; /limit_req_zone/d; s/limit_req [^;]*;//; s/ http2//g' shop
sed -i 's|return 301 .*|location / { proxy_pass http://127.0.0.1:5000; }|' shop
sed -i 's/ssl_protocols .*/ssl_protocols TLSv1 TLSv1.1 TLSv1.2;/; s/ssl_ciphers .*/ssl_ciphers ALL:@SECLEVEL=0;/' shop
sed -i 's|location /login|location = /.env { root /srv/shop; }\\n  location /login|' shop

chmod 0755 /backups
rm /backups/*
for days in 3 4 5; do
  file=/backups/shop-$(date -u -d "$days days ago" +%F).sql
  { printf -- '--\\n-- PostgreSQL database dump\\n--\\n'; yes 'INSERT INTO customers VALUES (1);' | head -n 2000; } >"$file"
  touch -d "$days days ago" "$file"
done`,
  booted: `
ufw allow 5000 >/dev/null
ufw allow 5432/tcp >/dev/null
runuser -u postgres -- psql -qc "ALTER ROLE postgres PASSWORD 'postgres'"
# Start and change are told in whole seconds, with one of grace.
sleep 3
echo '# edited and never loaded' >>/srv/shop/.env`,
  expected: {
    'env.file-mode': 'fail',
    'env.not-tracked': 'fail',
    'env.not-in-history': 'fail',
    'env.history-rotated': 'fail',
    'env.example-present': 'fail',
    'env.required-keys': 'fail',
    'env.no-placeholders': 'fail',
    'env.production-mode': 'fail',
    'env.debug-off': 'fail',
    'env.loaded': 'fail',
    'env.not-served': 'fail',
    'secret-key.strength': 'fail',
    'session.cookie-secure': 'fail',
    'session.cookie-httponly': 'fail',
    'session.cookie-samesite': 'fail',
    'session.lifetime': 'fail',
    'session.https-scheme': 'fail',
    'tls.key-file-mode': 'fail',
    'tls.protocols': 'fail',
    'tls.ciphers': 'fail',
    'tls.forward-secrecy': 'fail',
    'tls.redirect': 'fail',
    'tls.http2': 'fail',
    'input.orm': 'fail no-validator',
    'errors.no-leak': 'fail',
    'errors.no-banner': 'fail',
    'logging.rotation': 'fail',
    'logging.mode': 'fail',
    'admin.not-default': 'fail',
    'admin.password-strength': 'fail',
    'database.least-privilege': 'fail',
    'database.not-exposed': 'fail',
    'database.credentials': 'fail',
    'email.app-password': 'fail',
    // ufw filters, and denies what no rule names: the rules themselves are the fault.
    'firewall.allowed-ports': 'fail open',
    'firewall.app-port-private': 'fail open',
    'firewall.ssh-hardening': 'fail',
    'firewall.ssh-passwords': 'fail',
    'cors.restricted': 'fail',
    'rate-limit.configured': 'fail',
    'headers.hsts': 'fail',
    'headers.nosniff': 'fail',
    'headers.frame-options': 'fail',
    'headers.csp': 'fail',
    'deps.pinned': 'fail',
    'backup.recent': 'fail old',
    'backup.mode': 'fail',
    'backup.encrypted': 'fail',
  },
});
