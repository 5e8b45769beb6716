import { Fieldset, Stack } from '@mantine/core';
import { Panel } from '../../parts/panel';
import { words } from '../../words';
import { ChoiceField, ListField, NumberField, SwitchField, TextField } from './fields';
import { Hosts } from './hosts';
import { More } from './more';
import classes from './target.module.css';
import { useForm } from './use-target-form';

const { groups, rateLimit } = words.target;

/** The target as fields, in the order in which a person thinks of it. */
export function TargetFields({ mayConnect }: { mayConnect: boolean }) {
  const { problems, allShown } = useForm();
  const wrong = (...paths: string[]): boolean =>
    allShown && problems.some(({ at }) => paths.some((p) => at.startsWith(p)));
  return (
    <>
      <Panel title={groups.launch}>
        <div className={classes.fields}>
          <TextField path={['name']} required />
          <TextField path={['environment']} />
        </div>
      </Panel>
      <Hosts mayConnect={mayConnect} />
      <Panel title={groups.site}>
        <div className={classes.fields}>
          <TextField path={['site', 'url']} />
          <TextField path={['site', 'loginPath']} />
        </div>
        <More wrong={wrong('site.connect', 'site.http', 'site.caFile', 'site.corsPaths')}>
          <TextField path={['site', 'connect']} />
          <TextField path={['site', 'http']} />
          <TextField path={['site', 'caFile']} />
          <ListField path={['site', 'corsPaths']} />
        </More>
      </Panel>
      <Panel title={groups.app}>
        <div className={classes.fields}>
          <TextField path={['app', 'directory']} />
          <TextField path={['app', 'envFile']} />
          <NumberField path={['app', 'port']} />
          <ListField path={['app', 'requiredKeys']} />
        </div>
        <More wrong={wrong('app.ex', 'app.req', 'app.log', 'app.user', 'app.environmentKey', 'app.session')}>
          <TextField path={['app', 'user']} />
          <TextField path={['app', 'environmentKey']} />
          <TextField path={['app', 'sessionCookie']} />
          <TextField path={['app', 'exampleFile']} />
          <ListField path={['app', 'requirements']} />
          <ListField path={['app', 'logFiles']} />
        </More>
      </Panel>
      <Panel title={groups.advanced}>
        <div className={classes.fields}>
          <ListField path={['firewall', 'allowedPorts']} numbers />
          <ChoiceField path={['rateLimit']} options={rateLimit} />
          <TextField path={['backups', 'directory']} />
          <NumberField path={['backups', 'maxAgeHours']} />
          <ListField path={['review', 'roles']} />
          <Fieldset legend={words.target.modules}>
            <Stack gap="xs">
              <SwitchField path={['modules', 'gdpr']} />
              <SwitchField path={['modules', 'ccpa']} />
              <SwitchField path={['modules', 'pci']} />
              <SwitchField path={['modules', 'api']} />
              <SwitchField path={['modules', 'payments']} />
            </Stack>
          </Fieldset>
        </div>
      </Panel>
    </>
  );
}
