/** Why an event is not allowed in a review: a closed list of codes, and the words of each. */
export const ruleWords = {
  'not-opened': () => 'a review begins with the event that opens it',
  'already-open': () => 'this review was opened before',
  'clock-went-back': ({ last }: { last: string }) =>
    `the last event is dated ${last}, which is later: check this computer's clock`,
  'is-frozen': () => 'the review is frozen for signing: unfreeze it first, which makes its signatures void',
  'not-frozen': () => 'the review is not frozen',
  'unknown-run': ({ run }: { run: string }) => `the run ${run.slice(0, 12)}… is not kept beside the log`,
  'other-target': () => 'the run checked another target than the one this review is about: open a new review for it',
  'no-run': () => 'nothing was checked in this review yet: run the checks first',
  'no-finding': ({ control, host }: { control: string; host: string | null }) =>
    `the last run has no finding of ${control}${host ? ` on ${host}` : ''}`,
  'not-manual': ({ control, status }: { control: string; status: string }) =>
    `${control} was decided by the checks (${status}): only what waits for a person can be attested; a failure is repaired or waived`,
  'expiry-passed': ({ expires }: { expires: string }) => `${expires} is over: choose a later day`,
  'expiry-needed': ({ control, days }: { control: string; days: number }) =>
    `an attestation of ${control} needs a day on which it expires, at most ${days} days from now`,
  'expiry-too-late': ({ expires, days }: { expires: string; days: number }) =>
    `${expires} is too far away: at most ${days} days are allowed here`,
  unwaivable: ({ control }: { control: string }) => `nobody may accept the risk of ${control}: repair it`,
  'nothing-to-waive': ({ control, status }: { control: string; status: string }) =>
    `${control} is ${status}: only what failed or could not be checked can be waived`,
  'no-such-attestation': ({ seq }: { seq: number }) => `event ${seq} is no attestation that stands`,
  'no-such-waiver': ({ seq }: { seq: number }) => `event ${seq} is no waiver that stands`,
  'already-approved': ({ seq }: { seq: number }) => `the waiver of event ${seq} was approved before`,
  'same-person': ({ name }: { name: string }) => `${name} asked for this waiver: somebody else has to approve it`,
  'unknown-role': ({ role, roles }: { role: string; roles: string }) =>
    `the poll has no role "${role}": it asks ${roles}`,
  'reason-needed': () => 'a no-go needs its reason',
  'go-over-hold': ({ holding }: { holding: number }) =>
    `no go while ${holding} ${holding === 1 ? 'finding holds' : 'findings hold'} the launch: repair, attest or waive first`,
  'partial-run': () => 'the last run left something out: only a complete run can be voted on and signed',
  'votes-missing': ({ roles }: { roles: string }) => `not everybody has voted: ${roles}`,
  'no-release': () => 'say first which release is launched: a commit, an image digest or the hash of the file list',
} as const;

type RuleCode = keyof typeof ruleWords;
type ParamsOf<C extends RuleCode> = (typeof ruleWords)[C] extends (params: infer P) => string
  ? P
  : Record<string, never>;
export type RuleError = { [C in RuleCode]: { code: C; params: ParamsOf<C> } }[RuleCode];

export const sayRule = ({ code, params }: RuleError): string =>
  (ruleWords[code] as (params: unknown) => string)(params);

/** Thrown while an event is applied; `applyEvent` and `foldReview` return it as data. */
export class RuleBroken extends Error {
  constructor(readonly error: RuleError) {
    super(sayRule(error));
  }
}

export const refuse = <C extends RuleCode>(
  code: C,
  ...params: Record<string, never> extends ParamsOf<C> ? [] : [ParamsOf<C>]
): never => {
  throw new RuleBroken({ code, params: params[0] ?? {} } as RuleError);
};
