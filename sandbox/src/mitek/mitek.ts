/** The parts of Mitek that its routes, pages and control share. */
import type { Sandbox } from '../sandbox.js';
import { MitekCallbacks } from './callbacks.js';
import { Journeys } from './journeys.js';
import type { JourneyRecord } from './model.js';
import type { MitekProfile } from './profile.js';

export class Mitek {
  readonly callbacks: MitekCallbacks;
  readonly journeys: Journeys;
  private address: string | undefined;

  constructor(
    readonly sandbox: Sandbox,
    readonly profile: MitekProfile,
  ) {
    this.callbacks = new MitekCallbacks(sandbox, profile);
    this.journeys = new Journeys(sandbox, this.callbacks, profile.documentTypes.PASSPORT ?? 'passport');
  }

  /** The address that clients and people reach Mitek at, without a slash at the end. */
  get origin(): string {
    if (this.address === undefined) throw new Error('Mitek is not listening yet.');
    return this.address;
  }

  set origin(address: string) {
    this.address = address;
  }

  /** The page of a journey. */
  linkOf({ language, requestId }: JourneyRecord): string {
    return `${this.origin}/${language}/checkid/request/${requestId}`;
  }
}
