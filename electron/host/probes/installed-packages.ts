import { seen } from '../../../shared/fact';
import { installedPackages, parseDistInfo } from '../../../shared/facts/host/installed-packages';
import { defineProbe } from '../probe';
import { textOf } from '../section-reason';
import { whyNotFind } from '../why-not-find';

/**
 * Section `installed-packages.find`, as root: folders only, nothing of Python runs.
 *
 *     find /srv/shop -maxdepth 6 -type d -name '*.dist-info' -prune
 *     /srv/shop/venv/lib/python3.11/site-packages/flask-3.0.3.dist-info
 */
export const installedPackagesProbe = defineProbe({
  fact: installedPackages,
  roles: ['app'],
  sections: {
    find: {
      as: 'root',
      seconds: 15,
      argv: ({ app }) =>
        app && [
          'find',
          `${app.directory.replace(/\/+$/, '')}/`,
          '-maxdepth',
          '6',
          '-type',
          'd',
          '-name',
          '*.dist-info',
          '-prune',
        ],
    },
  },
  read: ({ find }) => {
    const reason = whyNotFind(find);
    return reason ? { ok: false, reason } : seen(parseDistInfo(textOf(find.stdout)));
  },
});
