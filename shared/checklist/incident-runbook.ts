/** What to do when somebody got in: seven steps, in this order, each with who does it. Commands name the checklist's own paths as examples. */

export interface RunbookStep {
  number: number;
  title: string;
  /** After NIST SP 800-61; the notice stands apart because the law gives it a clock of its own. Steps of one phase stand together. */
  phase: 'containment' | 'analysis' | 'notification' | 'eradication';
  who: 'incident lead' | 'operations' | 'developer' | 'data protection' | 'communication';
  what: string;
  commands: readonly string[];
}

export const incidentRunbook: readonly RunbookStep[] = [
  {
    number: 1,
    title: 'Replace SECRET_KEY now',
    phase: 'containment',
    who: 'operations',
    what: 'Whoever holds it can forge a session of any user. Keep a copy of the disk or a snapshot first if that takes minutes, not hours; then put a new key in place, empty SECRET_KEY_FALLBACKS, and restart the application.',
    commands: ['python3 -c "import secrets; print(secrets.token_hex(32))"', 'systemctl restart shop.service'],
  },
  {
    number: 2,
    title: 'Sign everybody out',
    phase: 'containment',
    who: 'developer',
    what: 'A new key ends the sessions that live in signed cookies. It does not end sessions kept on the server (Redis, database), "remember me" tokens, API tokens or OAuth grants: delete and revoke these by hand.',
    commands: ["redis-cli --scan --pattern 'session:*' | xargs -r redis-cli del"],
  },
  {
    number: 3,
    title: 'Read the access logs',
    phase: 'analysis',
    who: 'operations',
    what: 'From two weeks before the first sign until now. Copy the logs off the machine first: they are evidence, and the intruder may still be there.',
    commands: [
      'tar -C /var/log -czf /root/incident-logs.tar.gz nginx auth.log',
      'last -Fxi',
      'journalctl --since -14d -u ssh',
    ],
  },
  {
    number: 4,
    title: 'Find out which data was reached',
    phase: 'analysis',
    who: 'data protection',
    what: 'Which tables, files and backups could be read with what the intruder had, and which were. When it is not known, it counts as reached. Write down when the team became aware: the GDPR gives 72 hours from then (Art. 33).',
    commands: [
      'ls -la --time=atime /backups',
      'psql -X -c "SELECT usename, client_addr, backend_start FROM pg_stat_activity"',
    ],
  },
  {
    number: 5,
    title: 'Notify whom you must',
    phase: 'notification',
    who: 'communication',
    what: 'The data protection authority within 72 hours of becoming aware, also with an incomplete picture; the people concerned without delay when the risk for them is high (GDPR Art. 34); the payment processor at once when cards may be touched; customers by contract.',
    commands: [],
  },
  {
    number: 6,
    title: 'Go through every administrative action',
    phase: 'eradication',
    who: 'incident lead',
    what: 'New administrators, changed roles and e-mail addresses, payouts, exports; new ssh keys, cron jobs, units and sudoers on the hosts. What nobody owns up to is undone.',
    commands: [
      'find /etc/cron* /etc/systemd/system /etc/sudoers.d /root/.ssh /home/*/.ssh -newermt "14 days ago" -ls',
      'getent group sudo',
    ],
  },
  {
    number: 7,
    title: 'Review and replace all credentials',
    phase: 'eradication',
    who: 'operations',
    what: 'Everything that stood in the env file or on the machine: database, mail, administration, API and deploy keys, TLS private key (and revoke its certificate). Change them where they are issued, not only where they are stored, and build the host anew rather than cleaning it.',
    commands: [
      'gonogo secrets generate target.yml --replace',
      'certbot revoke --cert-name shop.example --reason keycompromise',
    ],
  },
];

/** From becoming aware of a personal data breach to the notice at the authority (GDPR Art. 33(1)). */
export const breachNoticeHours = 72;
