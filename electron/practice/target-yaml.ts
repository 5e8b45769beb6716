import { stringify } from 'yaml';
import { places } from './state';

interface Reached {
  httpsPort: number;
  httpPort: number;
  sshPort: number;
  hostKey: string;
  caFile: string;
  identityFile: string;
}

/** The target file of a running practice host. */
export const targetYaml = ({ httpsPort, httpPort, sshPort, hostKey, caFile, identityFile }: Reached): string =>
  stringify({
    name: 'Practice host',
    environment: 'production',
    site: {
      url: `https://${places.name}`,
      connect: `127.0.0.1:${httpsPort}`,
      http: `127.0.0.1:${httpPort}`,
      caFile,
      loginPath: '/login',
      corsPaths: ['/'],
    },
    hosts: [
      {
        name: 'practice',
        roles: ['app', 'web', 'database', 'backup'],
        ssh: { host: '127.0.0.1', port: sshPort, user: places.login, identityFile, hostKey, sudo: 'nopasswd' },
      },
    ],
    app: {
      directory: places.directory,
      envFile: '.env',
      exampleFile: '.env.example',
      requirements: ['requirements.txt'],
      logFiles: ['logs/app.log'],
      port: places.appPort,
      user: places.appUser,
    },
    firewall: { allowedPorts: [22, 80, 443] },
    backups: { directory: places.backups, maxAgeHours: 24 },
  });
