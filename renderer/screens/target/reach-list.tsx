import { Checkbox, Stack, Text } from '@mantine/core';
import { type HostsReach, type Reach, reachKey } from '../../../shared/reach';
import { Panel } from '../../parts/panel';
import { words } from '../../words';
import classes from './target.module.css';

const { reach: text, sudo } = words.target;

interface ReachListProps {
  reaches: Reach[];
  /** Keys of what the person has ticked. */
  ticked: ReadonlySet<string>;
  onTick: (key: string, ticked: boolean) => void;
}

/** Whom a target from elsewhere would reach, to be ticked one by one. What changes afterwards is not ticked any more. */
export function ReachList({ reaches, ticked, onTick }: ReachListProps) {
  return (
    <Panel title={text.title}>
      <Text mb="md">{text.why}</Text>
      <Stack gap="md">
        {reaches.map((reach) => {
          const key = reachKey(reach);
          return (
            <div key={key}>
              <Checkbox
                label={titleOf(reach)}
                aria-description={linesOf(reach)
                  .map((line) => line.join(' '))
                  .join('; ')}
                checked={ticked.has(key)}
                onChange={(event) => onTick(key, event.currentTarget.checked)}
              />
              <dl className={classes.reach}>
                {linesOf(reach).map(([label, value]) => (
                  <Line key={`${label}${value}`} label={label} value={value} />
                ))}
              </dl>
            </div>
          );
        })}
      </Stack>
    </Panel>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm">
        {value}
      </Text>
    </>
  );
}

function titleOf(reach: Reach): string {
  if (reach.kind === 'hosts') return text.hosts(reach.hosts.map(({ name }) => name));
  return reach.kind === 'site' ? text.site(reach.url) : text.active;
}

function linesOf(reach: Reach): [label: string, value: string][] {
  const { labels, open } = text;
  if (reach.kind === 'hosts') {
    return [
      ...reach.hosts.map((host): [string, string] => [labels.at, sayHost(host)]),
      [labels.user, reach.user ?? open.user],
      [labels.port, reach.port === null ? open.port : String(reach.port)],
      [labels.key, reach.identityFile ?? open.key],
      [labels.knownHosts, reach.knownHostsFile ?? open.knownHosts],
      [labels.jump, reach.jump ?? open.jump],
      [labels.sudo, sudo[reach.sudo]],
    ];
  }
  if (reach.kind === 'site') {
    return [
      [labels.connect, reach.connect ?? open.connect],
      [labels.http, reach.http ?? open.http],
      [labels.ca, reach.caFile ?? open.ca],
    ];
  }
  return [
    ...(reach.addresses.length > 0 ? [[labels.ports, reach.addresses.join(', ')] as [string, string]] : []),
    [labels.bursts, reach.login],
  ];
}

const sayHost = ({ name, address, hostKey }: HostsReach['hosts'][number]): string =>
  `${address === name ? address : `${address} (${name})`}; ${text.labels.hostKey} ${hostKey ?? text.open.hostKey}`;
