// Policies of one kind, read at most once a minute by the whole process. They change by an administrator's hand only, and every viewer gets the same answer.
import { KeptAnswers, nullIfMissing } from './kept-answers.js';

const MAX_AGE_MS = 60_000;
const MAX_POLICIES = 1_000;

/** Where policies of one kind are read. */
export interface PolicySource<Policy> {
  readPolicy(policyId: string): Promise<Policy>;
  listPolicies(): Promise<readonly Policy[]>;
}

export class PolicyCache<Policy extends { readonly default: boolean }> {
  readonly #source: PolicySource<Policy>;
  readonly #policies: KeptAnswers<Policy | null>;
  readonly #lists: KeptAnswers<readonly Policy[]>;

  /** @param maxAgeMs how old an answer may be */
  constructor(source: PolicySource<Policy>, maxAgeMs = MAX_AGE_MS) {
    this.#source = source;
    this.#policies = new KeptAnswers({ max: MAX_POLICIES, maxAgeMs });
    this.#lists = new KeptAnswers({ max: 1, maxAgeMs });
  }

  /** One policy; null when there is none. @param signal ends the wait of this caller only. */
  read(policyId: string, signal?: AbortSignal): Promise<Policy | null> {
    return this.#policies.get(policyId, () => this.#source.readPolicy(policyId).catch(nullIfMissing), signal);
  }

  /** All policies of the environment, in upstream's order. @param signal ends the wait of this caller only. */
  list(signal?: AbortSignal): Promise<readonly Policy[]> {
    return this.#lists.get('all', () => this.#source.listPolicies(), signal);
  }

  /** The policy that holds where none is named; null when the environment has no default. */
  async default(signal?: AbortSignal): Promise<Policy | null> {
    const policies = await this.list(signal);
    return policies.find((policy) => policy.default) ?? null;
  }
}
