import { databaseName, defineScenario } from '../scenario';

export default defineScenario({
  about: 'app and database apart; the database is reached over a jump host only',
  prepare: `
systemctl -q disable postgresql.service
rm -r /backups`,
  database: {
    prepare: `
systemctl -q disable nginx.service shop.service
rm -r /srv/shop /etc/systemd/system/shop.service
cluster=/etc/postgresql/15/main
install -o postgres -m 0600 /run/lab/server.key "$cluster/server.key"
install -o postgres -m 0644 /run/lab/server.pem "$cluster/server.pem"
cat >>"$cluster/conf.d/lab.conf" <<CONF
listen_addresses = '*'
ssl_cert_file = '$cluster/server.pem'
ssl_key_file = '$cluster/server.key'
CONF
echo 'hostssl shop shop_app samenet scram-sha-256' >>"$cluster/pg_hba.conf"
sed -i '/--dport \\(80\\|443\\)/d; /tuple.* \\(80\\|443\\) /d' /etc/ufw/user.rules /etc/ufw/user6.rules
gateway=$(ip -4 route show default | awk '{ print $3 }')
sed -i "/^### RULES ###/a -A ufw-user-input -p tcp --dport 5432 -s $gateway -j ACCEPT" /etc/ufw/user.rules`,
    joined: ({ address, ca }) => `
echo '${address} ${databaseName}' >>/etc/hosts
cat >/srv/shop/database-ca.pem <<'PEM'
${ca}PEM
sed -i 's|^\\(DATABASE_URL=.*\\)@localhost:5432/shop|\\1@${databaseName}:5432/shop?sslmode=verify-full\\&sslrootcert=/srv/shop/database-ca.pem|' /srv/shop/.env
systemctl restart shop.service`,
  },
  expected: {
    'database.tls': 'pass',
    // The roles are in a database that the app's host does not run.
    'database.least-privilege': 'manual remote',
  },
});
