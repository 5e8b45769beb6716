import { down, type Host, running, up } from './host';
import { scenarios } from './scenarios';

/** `npm run host -- up NAME | down NAME | list`: the hosts of the lab, to look at. Needs root. */
const [verb, name = ''] = process.argv.slice(2);

const show = ({ folder, address, targetFile }: Host): string => `\
ssh      ssh -i ${folder}/deploy -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null deploy@${address}
as root  nsenter -t $(cat ${folder}/pid) -a bash
check    npm run -s gonogo -- check ${targetFile}
`;

if (verb === 'list') {
  const up = running();
  for (const [name, { about }] of Object.entries(scenarios))
    process.stdout.write(`${up.includes(name) ? 'up  ' : '    '}${name.padEnd(20)} ${about}\n`);
} else if (verb === 'up' && name in scenarios) {
  process.stdout.write(show(await up(name, scenarios[name]!, { owned: false })));
} else if (verb === 'down' && running().includes(name)) {
  down(name);
} else {
  process.stderr.write('npm run host -- up NAME | down NAME | list\n');
  process.exitCode = 2;
}
