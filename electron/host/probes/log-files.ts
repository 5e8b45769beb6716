import { unseen } from '../../../shared/fact';
import { logFiles, parseLogFiles } from '../../../shared/facts/host/log-files';
import { statFormat } from '../../../shared/facts/host/stat-line';
import { inApp } from '../../../shared/target';
import { defineProbe, type ProbeContext } from '../probe';
import { textOf } from '../section-reason';
import { whyNotFind } from '../why-not-find';

/**
 * Section `log-files.stat`, as root: everything in the folders of the log files, so that rotated ones are seen too.
 *
 *     find -L /srv/shop/logs -maxdepth 1 -type f -exec stat -L -c %F/%a/%U/%G/%s/%Y/%n -- {} +
 *     regular file/640/shop/shop/1048/1790000000//srv/shop/logs/app.log
 */
export const logFilesProbe = defineProbe({
  fact: logFiles,
  roles: ['app'],
  sections: {
    stat: {
      as: 'root',
      seconds: 10,
      argv: (context) => {
        const folders = [
          ...new Set(logPaths(context).map((path) => path.slice(0, Math.max(1, path.lastIndexOf('/'))))),
        ];
        if (folders.length === 0) return null;
        return [
          'find',
          '-L',
          ...folders,
          '-maxdepth',
          '1',
          '-type',
          'f',
          '-exec',
          'stat',
          '-L',
          '-c',
          statFormat,
          '--',
          '{}',
          '+',
        ];
      },
    },
  },
  read: ({ stat }, context) => {
    if (!context.app) return unseen('not-collected', { fact: logFiles.id });
    const paths = logPaths(context);
    if (paths.length === 0) return { ok: true, value: { files: [] } };
    const reason = whyNotFind(stat);
    return reason ? { ok: false, reason } : parseLogFiles(textOf(stat.stdout), paths);
  },
});

export const logPaths = ({ app }: Pick<ProbeContext, 'app'>): string[] =>
  app ? app.logFiles.map((file) => inApp(app, file)) : [];
