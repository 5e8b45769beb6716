import { Code, Group, List, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Plan, PlannedHost } from '../../../shared/ipc';
import type { Target } from '../../../shared/target';
import { accepted } from '../../bridge';
import { Copy } from '../../parts/copy';
import { Panel } from '../../parts/panel';
import { attempt } from '../../state/notices';
import { sentOnTop } from '../../state/sent-on-top';
import { words } from '../../words';
import classes from './target.module.css';

const text = words.target.plan;

/** Everything that a run would send, before there is a review. */
export function WhatWillRun({ target }: { target: Target | null }) {
  const plan = usePlan(target);
  return (
    <Panel title={text.title}>
      {plan === null || target === null ? (
        <Text c="dimmed">{text.notYet}</Text>
      ) : (
        <>
          <Text mb="sm">{text.readOnly}</Text>
          {plan.hosts.map((host, i) => (
            <HostPlan key={host.name} host={host} sudo={target.hosts[i]?.ssh.sudo !== 'none'} />
          ))}
          {plan.site.length > 0 && <Lines summary={text.site(plan.site.length)} lines={plan.site} />}
          {plan.active.length > 0 && <Lines summary={text.active(plan.active.length)} lines={plan.active} />}
        </>
      )}
    </Panel>
  );
}

function HostPlan({ host: { name, user, root, sudoers, unavoidable }, sudo }: { host: PlannedHost; sudo: boolean }) {
  const show = (commands: { id: string; command: string }[]): string =>
    commands.map(({ id, command }) => `# ${id}\n${command}`).join('\n');
  return (
    <details className={classes.planned}>
      <summary>{text.host(name, user.length, root.length)}</summary>
      <Text fw={600}>{text.asAccount}</Text>
      <Code block className={classes.lines}>
        {show(user)}
      </Code>
      <Text fw={600}>{sudo ? text.asRoot : text.rootAsAccount}</Text>
      <Code block className={classes.lines}>
        {show(root)}
      </Code>
      {sudoers.length > 0 && (
        <>
          <Group gap="xs">
            <Text fw={600}>{text.sudoers}</Text>
            <Copy text={`${sudoers.join('\n')}\n`} label={text.copySudoers(name)} />
          </Group>
          <Text size="sm">{text.sudoersHow}</Text>
          <Code block className={classes.lines}>
            {sudoers.join('\n')}
          </Code>
        </>
      )}
      {unavoidable.length > 0 && (
        <>
          <Text fw={600}>{text.unavoidable}</Text>
          <List size="sm">
            {unavoidable.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </>
      )}
    </details>
  );
}

function Lines({ summary, lines }: { summary: string; lines: string[] }) {
  return (
    <details className={classes.planned}>
      <summary>{summary}</summary>
      <Code block className={classes.lines}>
        {lines.join('\n')}
      </Code>
    </details>
  );
}

function usePlan(target: Target | null): (Plan & { active: string[] }) | null {
  const [plan, setPlan] = useState<(Plan & { active: string[] }) | null>(null);
  useEffect(() => {
    if (!target) {
      setPlan(null);
      return;
    }
    let current = true;
    void attempt(async () => {
      const [passive, active] = await Promise.all([
        accepted(window.gonogo.target.plan({ target, active: false })),
        sentOnTop(target),
      ]);
      if (current) setPlan({ ...passive, active });
    });
    return () => {
      current = false;
    };
  }, [target]);
  return plan;
}
