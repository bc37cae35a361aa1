// How much of the gateway one caller may take up at once, so that nobody has to wait for what another asks for.
import type { Viewer } from '../auth/viewer.js';
import type { ScopeCaller } from '../telemetry/scope.js';

export interface Share extends ScopeCaller {
  /** Events of its subscriptions that are resolved. */
  readonly events: number;
}

/** Of one person, on whichever devices. */
const END_USER = { connections: 4, events: 8 } as const;
/** Of whoever was given a link. */
const STATUS_TOKEN = { connections: 2, events: 2 } as const;
/** Of a program or a person of the staff, who may act for many. */
const OTHERS = { connections: 12, events: 64 } as const;

export function shareOf(viewer: Viewer): Share {
  if (viewer.followsOnly !== undefined) return { name: nameOf(viewer), ...STATUS_TOKEN };
  return { name: nameOf(viewer), ...(viewer.kind === 'END_USER' ? END_USER : OTHERS) };
}

/** The same for all tokens of one caller. A status token is not that of the person whose transaction it follows. */
export function nameOf({ kind, id, followsOnly }: Viewer): string {
  return JSON.stringify(followsOnly === undefined ? [kind, id] : [kind, id, followsOnly]);
}
