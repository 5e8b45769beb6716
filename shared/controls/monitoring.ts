import { asvs, cis, nist } from '../references';
import { defineAttested } from './attested';

const base = { point: null, severity: 'major', sources: ['Checklist, recommended tools: monitoring'] } as const;

export const monitoringUptime = defineAttested({
  ...base,
  id: 'monitoring.uptime',
  title: 'An outside monitor watches whether the site answers',
  why: 'A site that is down cannot report it, and customers who tell you first have already left.',
  expected: 'a check from outside your network at least every five minutes, of a page that needs the database',
  references: nist('CP-2', 'SI-4'),
  fix: 'Set up an outside monitor (UptimeRobot, StatusPage or the like) on a health address that asks the database too.',
  attest: {
    statement:
      'The monitor that I name asks the site from outside at least every five minutes, and I have seen it report an outage.',
    evidence: "the monitor's page with interval and a reported (or rehearsed) outage",
    expiresAfterDays: 180,
  },
});

export const monitoringErrors = defineAttested({
  ...base,
  id: 'monitoring.errors',
  title: 'Errors of the application are collected',
  why: 'Attempts at injection and broken access show first as a rise in exceptions, in a log that nobody opens.',
  expected:
    'an unhandled exception reaches a collector within a minute, without passwords, tokens or card numbers in it',
  references: [...asvs('V16.3.4', 'V16.5.4'), ...nist('SI-11', 'AU-6')],
  fix: 'Wire in a collector (Sentry, Rollbar or the like), scrub secrets and personal data before they leave, and cause one test error.',
  attest: {
    statement:
      'I caused a test error in production; it reached the collector that I name, and its report held no secret.',
    evidence: 'the report of the test error',
    expiresAfterDays: 180,
  },
});

export const monitoringPerformance = defineAttested({
  ...base,
  id: 'monitoring.performance',
  title: 'Load and response times are measured',
  why: 'A miner, a scraper and a slow flood look alike from inside: the machine is busy and nobody knows with what.',
  expected: 'CPU, memory, disk, response time and database connections are recorded, for at least two weeks back',
  references: nist('SC-5(3)', 'SI-4'),
  fix: 'Install an agent or exporter (Prometheus, Datadog, New Relic or the like) and keep the figures outside the host that they describe.',
  attest: {
    statement:
      'The tool that I name records load, memory, disk, response times and database connections of every host of this target.',
    evidence: 'its page for the last 24 hours',
    expiresAfterDays: 180,
  },
});

export const monitoringLogs = defineAttested({
  ...base,
  id: 'monitoring.logs',
  title: 'Logs are gathered on another machine',
  why: 'The first thing that an intruder cleans is the log on the machine they entered.',
  expected: 'logs of app, web server, ssh and database arrive elsewhere within minutes and can be searched together',
  references: [...asvs('V16.4.3', 'V16.2.4'), ...nist('AU-9(2)', 'AU-6(4)'), ...cis('8.9')],
  fix: 'Ship the logs (ELK, Papertrail, Sumo Logic, a syslog host over TLS) under an account that can write there and not delete.',
  attest: {
    statement:
      "I found, on the log system that I name, today's lines of the app, the web server, ssh and the database of every host, and the hosts cannot delete them there.",
    evidence: 'a search result that shows one line of each source',
    expiresAfterDays: 180,
  },
});

export const monitoringAlerts = defineAttested({
  ...base,
  id: 'monitoring.alerts',
  title: 'Somebody is woken when it matters',
  why: 'Attackers prefer Friday night; a dashboard does not ring.',
  expected: 'outage, error rate, full disk, failed logins and certificate expiry alert a named person, with a deputy',
  references: [...nist('SI-4(5)', 'IR-4'), ...cis('13.1', '17.6')],
  fix: 'Route each alert to an on-call person with a deputy, by something that rings, and test it outside working hours.',
  attest: {
    statement:
      'I set off a test alert outside working hours; the person named here was reached within 15 minutes, and a deputy is named.',
    evidence: 'the alert and its acknowledgement, with their times',
    expiresAfterDays: 90,
  },
});

export const monitoringControls = [
  monitoringUptime,
  monitoringErrors,
  monitoringPerformance,
  monitoringLogs,
  monitoringAlerts,
];
