import { type Answers, lines, says } from '../answer';
import { pids } from '../processes';
import { type PracticeState, places } from '../state';

interface Listener {
  address: string;
  process: string;
  /** A process id and its file descriptor. */
  holders: readonly (readonly [number, number])[];
}

const listeners = ({ appAddress, postgresAddress }: PracticeState): Listener[] => [
  { address: `${appAddress}:${places.appPort}`, process: 'gunicorn', holders: pids.app.map((pid) => [pid, 5]) },
  { address: '0.0.0.0:22', process: 'sshd', holders: [[pids.sshd, 3]] },
  { address: '0.0.0.0:80', process: 'nginx', holders: pids.nginx.map((pid) => [pid, 5]) },
  { address: '0.0.0.0:443', process: 'nginx', holders: pids.nginx.map((pid) => [pid, 7]) },
  { address: `${postgresAddress}:5432`, process: 'postgres', holders: [[pids.postgres, 6]] },
  { address: '[::]:22', process: 'sshd', holders: [[pids.sshd, 4]] },
  { address: '[::]:80', process: 'nginx', holders: pids.nginx.map((pid) => [pid, 6]) },
  { address: '[::]:443', process: 'nginx', holders: pids.nginx.map((pid) => [pid, 8]) },
];

/** ss names processes for root only. */
function ssLine({ address, process, holders }: Listener, root: boolean): string {
  const peer = address.startsWith('[') ? '[::]:*' : '0.0.0.0:*';
  const users = holders.map(([pid, fd]) => `("${process}",pid=${pid},fd=${fd})`).join(',');
  return `tcp   LISTEN 0      511    ${address.padStart(18)} ${peer.padStart(16)}${root ? `    users:(${users})` : ''}`;
}

/** A line of /proc/net/tcp: addresses as hexadecimal words in the byte order of the machine. */
function procLine({ address }: Listener, index: number): string {
  const port = Number(address.slice(address.lastIndexOf(':') + 1))
    .toString(16)
    .toUpperCase()
    .padStart(4, '0');
  const any = '0'.repeat(32);
  const [local, peer] = address.startsWith('[')
    ? [any, any]
    : [address.startsWith('127.') ? '0100007F' : '00000000', '00000000'];
  const rest = '00000000:00000000 00:00000000 00000000     0        0 20100 1 0000000000000000 100 0 0 10 0';
  return `${String(index).padStart(4)}: ${local}:${port} ${peer}:0000 0A ${rest}`;
}

const procTable = (all: readonly Listener[]): string =>
  lines(
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    ...all.map(procLine),
  );
const udpHeader = lines(
  '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops',
);

export const networkAnswers: Answers = {
  'sockets.ss': (state, { root }) => says(lines(...listeners(state).map((listener) => ssLine(listener, root)))),
  'sockets.proc': (state) => {
    const all = listeners(state);
    const v6 = all.filter(({ address }) => address.startsWith('['));
    return says(procTable(all.filter((one) => !v6.includes(one))) + procTable(v6) + udpHeader + udpHeader);
  },
};
