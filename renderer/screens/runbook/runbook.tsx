import { usePlace } from '../../state/place';
import { Incidents } from './incidents';
import { OneIncident } from './one-incident';
import { type OpenIncident, useIncidents } from './use-incidents';

/** What to do when somebody got in: the plan, and each incident with its clock, its steps and its log. */
export default function Runbook() {
  const { incidents, start, say } = useIncidents();
  const at = usePlace(({ place }) => place.at);
  const { go } = usePlace.getState();
  if (!incidents) return null;
  const open = incidents.find((one): one is OpenIncident => one.id === at && one.state !== null);
  const show = (id?: string): void => go({ screen: 'runbook', review: null, at: id });
  if (open) {
    return (
      <OneIncident key={open.id} incident={open} say={(by, saying) => say(open.id, by, saying)} onBack={() => show()} />
    );
  }
  return (
    <Incidents
      incidents={incidents}
      onOpen={show}
      onStart={async (incident) => {
        show(await start(incident));
      }}
    />
  );
}
