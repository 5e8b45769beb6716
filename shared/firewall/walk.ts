import { type AddressSet, intersect, nobody, subtract, union } from './address-set';
import type { Flow } from './flow';
import { type Hit, hitOf, type Prepared } from './matching';
import type { Chain, Rule } from './rule';

/**
 * Which sources get where. `may`: those that may be here; `sure`: those that certainly are, or have certainly been let in
 * before. Where a condition cannot be evaluated the two part, and neither "open" nor "closed" is ever said of what lies between.
 */
export interface Sources {
  may: AddressSet;
  sure: AddressSet;
}
export const none: Sources = { may: nobody, sure: nobody };
export const join = (a: Sources, b: Sources): Sources => ({ may: union(a.may, b.may), sure: union(a.sure, b.sure) });

/** Where a base chain sends sources, with the rule that did so (null: its policy), and what could not be evaluated. */
export interface Outcome {
  accepted: { sources: Sources; chain: string; rule: Rule | null }[];
  refused: { sources: Sources; chain: string; rule: Rule | null; by: 'drop' | 'reject' }[];
  translated: { sources: Sources; rule: Rule }[];
  unknown: Set<string>;
}

/** More steps than any real rule set needs; jumps can be nested so that a small one takes for ever. */
export class Budget {
  constructor(private left: number) {}
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new BudgetSpent();
  }
}
export class BudgetSpent extends Error {}

export interface WalkContext {
  flow: Flow;
  prepared: Prepared;
  chains: ReadonlyMap<string, Chain>;
  budget: Budget;
}

export function runBase(chain: Chain, entering: Sources, context: WalkContext): Outcome {
  const outcome: Outcome = { accepted: [], refused: [], translated: [], unknown: new Set() };
  const left = new Walk(context, outcome, chain.base?.type === 'nat').chain(chain, entering, true, 0);
  if (left.may.length > 0) {
    if (chain.base?.policy === 'drop')
      outcome.refused.push({ sources: left, chain: chain.name, rule: null, by: 'drop' });
    else outcome.accepted.push({ sources: left, chain: chain.name, rule: null });
  }
  return outcome;
}

/** nft's own limit (NFT_JUMP_STACK_SIZE). */
const maxDepth = 16;

class Walk {
  constructor(
    private readonly context: WalkContext,
    private readonly outcome: Outcome,
    /** In a nat chain "accept" means "as it is": what comes later would translate, so having been let in is no matter. */
    private readonly isTranslating: boolean,
  ) {}

  /**
   * Runs one chain and gives back what falls through to the caller. `isSure`: whether the sources got into this chain for
   * certain; `sure` within is then meant under the condition that they did.
   */
  chain(chain: Chain, entering: Sources, isSure: boolean, depth: number): Sources {
    let here = entering;
    let returned = none;
    for (const rule of chain.rules) {
      if (here.may.length === 0) break;
      this.context.budget.spend(1 + here.may.length);
      const hit = hitOf(rule, this.context.flow, this.context.prepared);
      if (!hit) continue;
      const matched = within(here, hit);
      if (matched.may.length === 0) continue;
      const missed: Sources = {
        may: hit.certain ? without(here.may, hit) : here.may,
        sure: without(here.sure, hit),
      };
      const certain = isSure && hit.certain;
      const ifCertain = (some: Sources): Sources => (hit.certain ? some : { may: some.may, sure: nobody });
      const sources = isSure ? ifCertain(matched) : { may: matched.may, sure: nobody };
      const { verdict } = rule;
      // What could not be evaluated matters only where a rule decides something.
      if (verdict.do !== 'mark' && verdict.do !== 'continue')
        for (const what of hit.unknown) this.outcome.unknown.add(what);
      switch (verdict.do) {
        case 'continue':
        case 'mark':
          break;
        case 'accept':
          this.outcome.accepted.push({ sources, chain: chain.name, rule });
          here = this.isTranslating ? missed : { may: missed.may, sure: here.sure };
          break;
        case 'drop':
        case 'reject':
          this.outcome.refused.push({ sources, chain: chain.name, rule, by: verdict.do });
          here = missed;
          break;
        case 'dnat':
        case 'redirect':
          this.outcome.translated.push({ sources, rule });
          here = missed;
          break;
        case 'return':
          returned = join(returned, ifCertain(matched));
          here = missed;
          break;
        case 'jump':
        case 'goto': {
          const target = this.context.chains.get(verdict.chain);
          if (!target || depth >= maxDepth) {
            here = this.undecided(here, hit, sources, { chain: chain.name, rule, what: `chain ${verdict.chain}` });
            break;
          }
          const back = this.chain(target, matched, certain, depth + 1);
          if (verdict.do === 'jump') here = join(missed, back);
          else {
            returned = join(returned, ifCertain(back));
            here = missed;
          }
          break;
        }
        case 'unknown':
          here = this.undecided(here, hit, sources, { chain: chain.name, rule, what: verdict.what });
      }
    }
    return join(here, returned);
  }

  /** A verdict that cannot be evaluated may let in, keep out or go on. */
  private undecided(
    here: Sources,
    hit: Hit,
    sources: Sources,
    { chain, rule, what }: { chain: string; rule: Rule; what: string },
  ): Sources {
    this.outcome.unknown.add(what);
    this.outcome.accepted.push({ sources: { may: sources.may, sure: nobody }, chain, rule });
    return { may: here.may, sure: without(here.sure, hit) };
  }
}

const within = (here: Sources, { sources }: Hit): Sources =>
  sources ? { may: intersect(here.may, sources), sure: intersect(here.sure, sources) } : here;
const without = (set: AddressSet, { sources }: Hit): AddressSet => (sources ? subtract(set, sources) : nobody);
