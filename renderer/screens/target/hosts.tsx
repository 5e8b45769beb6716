import { Button, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { accepted } from '../../bridge';
import { Panel } from '../../parts/panel';
import { attempt } from '../../state/notices';
import { words } from '../../words';
import { ConnectionTest } from './connection-test';
import { valueAt } from './draft';
import { ChoiceField, NumberField, RolesField, SuggestedField, TextField } from './fields';
import { More } from './more';
import classes from './target.module.css';
import { useForm } from './use-target-form';

const text = words.target.hosts;

/** The servers, each with how to reach it. */
export function Hosts({ mayConnect }: { mayConnect: boolean }) {
  const { file, set } = useForm();
  const aliases = useAliases();
  const hosts = (file.hosts ?? []) as { name?: string }[];
  const box = useRef<HTMLDivElement>(null);
  const [added, setAdded] = useState(0);
  useEffect(() => {
    if (added > 0) box.current?.querySelector<HTMLInputElement>('fieldset:last-of-type input')?.focus();
  }, [added]);
  const add = (): void => {
    set(['hosts', hosts.length], {});
    setAdded(added + 1);
  };
  const remove = (index: number): void => {
    const others = hosts.filter((_, i) => i !== index);
    set(['hosts'], others.length > 0 ? others : undefined);
  };
  return (
    <Panel title={words.target.groups.hosts}>
      <div ref={box}>
        {hosts.length === 0 && <Text mb="sm">{text.none}</Text>}
        {hosts.map((host, index) => (
          <Host
            // biome-ignore lint/suspicious/noArrayIndexKey: a host that is being written has no other name
            key={index}
            index={index}
            title={host.name || text.nth(index + 1)}
            aliases={aliases}
            mayConnect={mayConnect}
            onRemove={remove}
          />
        ))}
      </div>
      <Button variant="default" onClick={add}>
        {text.add}
      </Button>
    </Panel>
  );
}

interface HostProps {
  index: number;
  title: string;
  aliases: string[];
  /** False where a connection must not be tested yet. */
  mayConnect: boolean;
  onRemove: (index: number) => void;
}

function Host({ index, title, aliases, mayConnect, onRemove }: HostProps) {
  const { file, problems, allShown, problemAt } = useForm();
  const path = ['hosts', index] as const;
  const hidden = ['roles', 'ssh.identityFile', 'ssh.hostKey', 'ssh.knownHostsFile', 'ssh.jump', 'ssh.port'];
  const wrong = problems.some(({ at }) => hidden.some((key) => at.startsWith(`hosts[${index}].${key}`)));
  const whole = valueAt(file, path) === undefined ? null : problemAt(path, false);
  return (
    <fieldset className={classes.host}>
      <legend>{title}</legend>
      <div className={classes.fields}>
        <TextField path={[...path, 'name']} required />
        <SuggestedField path={[...path, 'ssh', 'host']} options={aliases} />
        <TextField path={[...path, 'ssh', 'user']} />
        <ChoiceField path={[...path, 'ssh', 'sudo']} options={words.target.sudo} />
      </div>
      <More wrong={allShown && wrong}>
        <NumberField path={[...path, 'ssh', 'port']} />
        <TextField path={[...path, 'ssh', 'identityFile']} />
        <TextField path={[...path, 'ssh', 'hostKey']} />
        <TextField path={[...path, 'ssh', 'knownHostsFile']} />
        <TextField path={[...path, 'ssh', 'jump']} />
        <RolesField path={[...path, 'roles']} options={words.target.hostRoles} />
      </More>
      {whole && (
        <Text mt="sm" c="var(--no-go)">
          {whole}
        </Text>
      )}
      <ConnectionTest index={index} host={title} mayConnect={mayConnect}>
        <Button variant="default" size="compact-sm" onClick={() => onRemove(index)}>
          {text.remove(title)}
        </Button>
      </ConnectionTest>
    </fieldset>
  );
}

function useAliases(): string[] {
  const [aliases, setAliases] = useState<string[]>([]);
  useEffect(() => {
    void attempt(async () => setAliases(await accepted(window.gonogo.target.aliases())));
  }, []);
  return aliases;
}
