import { LogFolder } from '../../../electron/store/log-folder';
import { incidentLog } from '../../../shared/incident/fold';

/** A child of log-folder.test.ts: writes notes without end, and prints the number of each once it was acknowledged. */
const [folder, id] = process.argv.slice(2) as [string, string];
const incidents = new LogFolder(folder, incidentLog);
for (;;) {
  const { seq } = await incidents.append(id, {
    type: 'noted',
    data: { text: 'n'.repeat(1 + Math.floor(Math.random() * 9000)) },
    at: new Date().toISOString(),
    statedBy: 'Ada Lead',
  });
  process.stdout.write(`${seq}\n`);
}
