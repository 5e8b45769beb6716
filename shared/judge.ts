import type {
  Control,
  Finding,
  FixContext,
  HostRole,
  JudgeContext,
  Maybe,
  Params,
  Scope,
  Status,
  Words,
} from './control';
import { controls } from './controls';
import { type Fact, type FactId, type FactType, type Reason, sayReason } from './fact';
import { renderFix } from './fix';
import { quote } from './shell';
import { type HostTarget, inApp, type Target } from './target';

/**
 * facts → findings. Pure: the same facts, target and instant give the same findings, in a run and years later from a
 * record. Exactly one finding for each site and process control, and one for each host that a host control is for.
 */
export function judge(facts: readonly Fact[], { target, at }: { target: Target; at: number }): Finding[] {
  const byKey = new Map(facts.map((fact) => [`${fact.id}|${fact.host ?? ''}`, fact]));
  const lookUp: LookUp = (type, host) => {
    const isHostFact = type.id.startsWith('host.');
    const fact = byKey.get(`${type.id}|${isHostFact ? (host?.name ?? '') : ''}`);
    if (!fact) return { ok: false, reason: whyMissing(type) };
    return fact.ok ? { ok: true, value: fact.value } : { ok: false, reason: fact.reason };
  };
  return controls.flatMap((control) => {
    const outOfScope = whyOutOfScope(control, target);
    if (outOfScope) return [toFinding(control, { target, host: null, at }, outOfScope)];
    return subjects(control.scope, target).map((host) => {
      const context = { target, host, at };
      return toFinding(control, context, judgeOne(control, context, lookUp));
    });
  });
}

const whyMissing = ({ id, activeOnly }: FactType<FactId, unknown>): Reason =>
  activeOnly ? { code: 'needs-active', params: {} } : { code: 'not-collected', params: { fact: id } };

type LookUp = (type: FactType<FactId, unknown>, host: HostTarget | null) => Maybe<unknown>;
interface Judged {
  status: Status;
  code: string;
  params: Params;
  observed: string;
  notes?: { code: string; params: Params; text: string }[];
  severity?: Control['severity'];
}

const roleOf = (scope: Scope): HostRole | 'any' | null =>
  scope.startsWith('host:') ? (scope.slice('host:'.length) as HostRole | 'any') : null;

const hasRole = (host: HostTarget, role: HostRole | 'any'): boolean => role === 'any' || host.roles.includes(role);

function subjects(scope: Scope, target: Target): (HostTarget | null)[] {
  const role = roleOf(scope);
  return role ? target.hosts.filter((host) => hasRole(host, role)) : [null];
}

/** What the target leaves out is not green and not "not applicable": a person must say why it may be left out. */
function whyOutOfScope(control: Control, target: Target): Judged | null {
  const because = (what: string): Judged => ({
    status: 'manual',
    code: 'out-of-scope',
    params: { what },
    observed: `out of scope: ${what}; attest with the reason why it may be left out`,
  });
  if (control.module && !target.modules[control.module])
    return because(`the module ${control.module} is off in the target`);
  if (control.scope === 'site' && !target.site) {
    // Session settings stand in the app's environment too, so an app host is enough to say something.
    const fleet = Object.keys(control.fleet).length > 0 && target.hosts.some((host) => host.roles.includes('app'));
    if (!fleet) return because('the target names no site');
  }
  const role = roleOf(control.scope);
  if (role && target.hosts.length === 0) return because('the target names no hosts');
  if (role && subjects(control.scope, target).length === 0)
    return because(`no host of the target has the role ${role}`);
  return null;
}

function judgeOne(control: Control, context: JudgeContext, lookUp: LookUp): Judged {
  if (!control.judge) {
    return { status: 'manual', code: 'attest', params: {}, observed: 'a named person has to attest this' };
  }
  const needs: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(control.needs)) {
    const fact = lookUp(type, context.host);
    if (!fact.ok) return couldNotSee(control, fact.reason);
    needs[name] = fact.value;
  }
  const wants = Object.fromEntries(
    Object.entries(control.wants).map(([name, type]) => [name, lookUp(type, context.host)]),
  );
  const fleet = Object.fromEntries(
    Object.entries(control.fleet).map(([name, type]) => [
      name,
      context.target.hosts
        .map((host) => ({ host, fact: lookUp(type, host) }))
        // A host whose role does not collect this fact has nothing to say about it.
        .filter(({ fact }) => fact.ok || fact.reason.code !== 'not-collected'),
    ]),
  );
  const verdict = control.judge(needs, context, { wants, fleet });
  if ('unseen' in verdict) return couldNotSee(control, verdict.unseen);
  const said = say(control.words);
  return {
    status: verdict.status,
    code: verdict.code,
    params: verdict.params,
    observed: said(verdict),
    notes: verdict.notes.map((note) => ({ code: note.code, params: note.params, text: said(note) })),
    severity: verdict.severity,
  };
}

/** A control that was not checked is never green: `error`, or for a person to attest where that is allowed. */
const couldNotSee = (control: Control, reason: Reason): Judged => ({
  status: control.method === 'automatic/attested' ? 'manual' : 'error',
  code: reason.code,
  params: reason.params,
  observed:
    control.method === 'automatic/attested'
      ? `to attest, as it could not be checked: ${sayReason(reason)}`
      : sayReason(reason),
});

const say =
  (words: Words) =>
  ({ code, params }: { code: string; params: Params }): string => {
    const word = words[code];
    if (!word) throw new Error(`no words for the outcome "${code}"`);
    return word(params);
  };

function toFinding(control: Control, { target, host }: JudgeContext, judged: Judged): Finding {
  const app = target.app;
  const fixContext: FixContext = { target, host, quote, envFile: app ? inApp(app, app.envFile) : '/PATH/TO/.env' };
  const neededHere = [
    ...Object.values(control.needs),
    ...Object.values(control.wants),
    ...Object.values(control.fleet),
  ];
  return {
    control: control.id,
    point: control.point,
    group: control.id.slice(0, control.id.indexOf('.')),
    severity: judged.severity ?? control.severity,
    method: control.method,
    host: host?.name ?? null,
    status: judged.status,
    code: judged.code,
    params: judged.params,
    title: control.title,
    expected: control.expected,
    observed: judged.observed,
    fix: renderFix(control.fix(fixContext)),
    notes: judged.notes ?? [],
    sources: [...control.sources],
    facts: neededHere.map((type) => type.id),
    waived: false,
    waiver: null,
  };
}
