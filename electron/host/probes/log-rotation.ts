import { type Reason, unseen } from '../../../shared/fact';
import { logRotation, parseHandlers, parseLogrotate } from '../../../shared/facts/host/log-rotation';
import { quote } from '../../../shared/shell';
import { frameFile } from '../frame-file';
import { defineProbe, type SectionOutput } from '../probe';
import { textOf, whyNot } from '../section-reason';
import { logPaths } from './log-files';

/**
 * Section `log-rotation.logrotate`, as the login account: `installed` where logrotate is, each configuration file as
 * `file <bytes> <path>` with its content, and `end`.
 * Section `log-rotation.handlers`, as the login account: the rotating handlers that the app's own Python code names, one
 * class name a line (`RotatingFileHandler`, `TimedRotatingFileHandler`).
 */
const logrotate = `\
${frameFile}
if command -v logrotate >/dev/null; then echo installed; fi
for file in /etc/logrotate.conf /etc/logrotate.d/*; do [ ! -e "$file" ] || frame "$file"; done
echo end`;

const absent = 3;
const closed = 4;
const handlers = (directory: string): string => `\
[ -d ${quote(directory)} ] || exit ${absent}
cd ${quote(directory)} 2>/dev/null && [ -r . ] || exit ${closed}
find . -type d \\( -name site-packages -o -name dist-packages -o -name node_modules -o -name 'python3*' -o -name .git \\) -prune -o -type f -name '*.py' -size -2048 -exec grep -ohE '[A-Za-z]*RotatingFileHandler' {} + | sort -u`;

export const logRotationProbe = defineProbe({
  fact: logRotation,
  roles: ['app'],
  sections: {
    logrotate: { as: 'user', seconds: 5, sh: () => logrotate },
    handlers: { as: 'user', seconds: 10, sh: ({ app }) => (app ? handlers(app.directory) : null) },
  },
  read: (outputs, context) => {
    if (!context.app) return unseen('not-collected', { fact: logRotation.id });
    const reason = whyNot(outputs.logrotate);
    if (reason) return { ok: false, reason };
    const files = parseLogrotate(outputs.logrotate.stdout, logPaths(context));
    if (!files.ok) return files;
    // The code is asked only for what logrotate does not cover; it may well be closed to this account.
    const isCovered = files.value.every(({ entry }) => entry !== null);
    const unread = isCovered ? null : whyNoHandlers(outputs.handlers, context.app.directory);
    if (unread) return { ok: false, reason: unread };
    return { ok: true, value: { files: files.value, handlers: parseHandlers(textOf(outputs.handlers.stdout)) } };
  },
});

function whyNoHandlers(section: SectionOutput, directory: string): Reason | null {
  if (section.exitCode === absent) return unseen('no-file', { path: directory }).reason;
  if (section.exitCode === closed) return unseen('no-root', { command: `reading ${directory}` }).reason;
  return whyNot(section);
}
