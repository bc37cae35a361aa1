// Who may take how much of the attempts under way in this instance, so that receivers that hang, however many, hold up no others.
import { LRUCache } from 'lru-cache';
import type { ClaimShares, DeliveryClaim } from '../../store/webhook-deliveries.js';

export interface ShareOptions {
  /** The most attempts to endpoints under way, and the most to callbacks: less than all, so that neither waits for the other. */
  readonly perKind: number;
  /** The most of these to receivers that are not known to answer quickly: less than all, so that those that do have room of their own. */
  readonly perKindUnproven: number;
  /** An answer, or a failure, within this time is quick. */
  readonly quickMs: number;
}

/** One attempt, from its claim to its end. */
export interface Share {
  readonly isCallback: boolean;
  readonly isProven: boolean;
}

/** Those heard of last; a deployment has few, and who is forgotten only has to prove itself again. */
const MOST_PROVEN = 200;

export class Shares {
  /** Targets whose last attempt from here was quick. */
  private readonly proven = new LRUCache<string, true>({ max: MOST_PROVEN });
  private readonly underWay = new Set<Share>();

  constructor(private readonly options: ShareOptions) {}

  /** What is free now. */
  free(): ClaimShares {
    return { endpoints: this.freeOf(false), callbacks: this.freeOf(true), proven: [...this.proven.keys()] };
  }

  /** Takes a share for a claim. */
  take({ target, endpointId }: Pick<DeliveryClaim, 'target' | 'endpointId'>): Share {
    const share = { isCallback: endpointId === null, isProven: this.proven.has(target) };
    this.underWay.add(share);
    return share;
  }

  /** Takes note of how long a receiver took for an attempt, whatever came of it. */
  note({ target }: Pick<DeliveryClaim, 'target'>, durationMs: number): void {
    if (durationMs < this.options.quickMs) this.proven.set(target, true);
    else this.proven.delete(target);
  }

  giveBack(share: Share): void {
    this.underWay.delete(share);
  }

  private freeOf(isCallback: boolean): ClaimShares['endpoints'] {
    const ofKind = [...this.underWay].filter((share) => share.isCallback === isCallback);
    const unproven = ofKind.filter(({ isProven }) => !isProven).length;
    const { perKind, perKindUnproven } = this.options;
    return { all: Math.max(0, perKind - ofKind.length), unproven: Math.max(0, perKindUnproven - unproven) };
  }
}
