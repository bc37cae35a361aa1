/** The parts of a running sandbox that its routes share. */
import type { KnobBoard } from './control/knob-board.js';
import type { VendorClock } from './state/clock.js';
import type { Log } from './state/log.js';
import type { SandboxState } from './state/state.js';
import type { StateStore } from './state/store.js';
import type { Vault } from './state/vault.js';

export class Sandbox {
  private address: string | undefined;

  constructor(
    readonly store: StateStore,
    readonly vault: Vault,
    readonly clock: VendorClock,
    readonly knobs: KnobBoard,
    readonly log: Log,
  ) {}

  get state(): SandboxState {
    return this.store.state;
  }

  /** The address people and gateways reach the sandbox at, without a slash at the end. */
  get origin(): string {
    if (this.address === undefined) throw new Error('The sandbox is not listening yet.');
    return this.address;
  }

  set origin(address: string) {
    this.address = address;
  }

  /** Address of the environment in the API. */
  environmentUrl(): string {
    return `${this.origin}/v1/environments/${this.state.environmentId}`;
  }
}
