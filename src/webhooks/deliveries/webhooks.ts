// Outgoing webhooks for everything above: endpoints are added, changed and removed, deliveries listed and sent again. Sending is the dispatcher's.
import { randomUUID } from 'node:crypto';
import type { Keys } from '../../auth/keys.js';
import type { StatusLog } from '../../store/status-log.js';
import type { WebhookDeliveries } from '../../store/webhook-deliveries.js';
import type { EndpointChanges, StoredEndpoint, WebhookEndpoints } from '../../store/webhook-endpoints.js';
import type { DeliveryFilter, DeliveryPlace, ListedDelivery, Stretch, WebhookList } from '../../store/webhook-list.js';
import { passedBound } from '../../verifications/bounds.js';
import { type Fault, Refusal, refuseIfAny } from '../../verifications/refusal.js';
import { CursorOutOfLog } from '../../verifications/watching.js';
import { faultOfAddress, MAX_URL_LENGTH } from './address.js';
import { newSecret } from './message.js';
import { liveSecrets, rotated } from './secrets.js';

export interface WebhookParts {
  readonly endpoints: WebhookEndpoints;
  readonly deliveries: WebhookDeliveries;
  readonly list: WebhookList;
  readonly log: Pick<StatusLog, 'floor' | 'head'>;
  readonly keys: Keys;
  /** Plain http, and addresses that are not public, are allowed too. */
  readonly allowPrivate: boolean;
}

/** A new endpoint; `secret` is shown once and cannot be read back. */
export interface MadeEndpoint {
  readonly endpoint: StoredEndpoint;
  readonly secret: string | null;
}

const MAX_DESCRIPTION = 256;
const MAX_OVERLAP_HOURS = 168;
const MAX_LIVE_SECRETS = 5;
const MAX_STRETCH = 100_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** What PostgreSQL cannot keep, and what no one types. */
const CONTROL = /\p{Cc}/u;

export class Webhooks {
  constructor(private readonly parts: WebhookParts) {}

  /** All endpoints, oldest first. */
  list(): Promise<readonly StoredEndpoint[]> {
    return this.parts.endpoints.list();
  }

  async find(id: string): Promise<StoredEndpoint | null> {
    return (await this.findMany([id]))[0] ?? null;
  }

  findMany(ids: readonly string[]): Promise<readonly StoredEndpoint[]> {
    return this.parts.endpoints.findMany(ids.filter((id) => UUID.test(id)));
  }

  /** Adds an endpoint with a secret of its own. @throws Refusal for an address or text that cannot be taken */
  async add(input: Pick<StoredEndpoint, 'url' | 'description' | 'eventTypes'>): Promise<MadeEndpoint> {
    this.check(input);
    const secret = newSecret();
    const secrets = [{ sealed: this.seal(secret), expiresAt: null }];
    return { endpoint: await this.parts.endpoints.add({ ...input, id: randomUUID(), secrets }), secret };
  }

  /** Changes an endpoint. What waits for it rests while it is turned off. @throws Refusal */
  async change(id: string, changes: EndpointChanges): Promise<StoredEndpoint> {
    this.check(changes);
    const endpoint = UUID.test(id) ? await this.parts.endpoints.change(id, changes) : null;
    if (!endpoint) throw noEndpoint('id');
    if (changes.enabled === true) await this.parts.deliveries.resume(id);
    if (changes.enabled === false) await this.parts.deliveries.pause(id);
    return endpoint;
  }

  /** Removes an endpoint and all that waits for it. @throws Refusal */
  async remove(id: string): Promise<void> {
    if (!UUID.test(id) || !(await this.parts.endpoints.remove(id))) throw noEndpoint('id');
  }

  /** Adds a new secret; the others go on signing for `overlapHours`, 0 to 168. @throws Refusal */
  async rotateSecret(id: string, overlapHours: number): Promise<MadeEndpoint> {
    const limit = passedBound(overlapHours, { min: 0, max: MAX_OVERLAP_HOURS });
    if (limit !== null) throw outOfRange(`The overlap is 0 to ${MAX_OVERLAP_HOURS} hours.`, 'overlapHours', limit);
    const secret = newSecret();
    const sealed = this.seal(secret);
    const now = new Date();
    const change = (present: StoredEndpoint['secrets']) => {
      const secrets = rotated(present, sealed, overlapHours, now);
      if (liveSecrets(secrets, now).length <= MAX_LIVE_SECRETS) return secrets;
      throw outOfRange(`At most ${MAX_LIVE_SECRETS} secrets can be live.`, 'overlapHours', MAX_LIVE_SECRETS);
    };
    const endpoint = UUID.test(id) ? await this.parts.endpoints.changeSecrets(id, change) : null;
    if (!endpoint) throw noEndpoint('id');
    return { endpoint, secret };
  }

  /**
   * A page of deliveries, newest event first. An endpoint that does not exist has none.
   * @param options.count whether to count all that meet the filter, which reads them all; `total` is null else
   */
  async deliveries(
    filter: DeliveryFilter,
    before: DeliveryPlace | null,
    limit: number,
    options: { readonly count: boolean },
  ): Promise<{ readonly deliveries: readonly ListedDelivery[]; readonly total: number | null }> {
    if (filter.endpointId && !UUID.test(filter.endpointId)) return { deliveries: [], total: 0 };
    const { list } = this.parts;
    const [deliveries, total] = await Promise.all([
      list.read(filter, before, limit),
      options.count ? list.count(filter) : null,
    ]);
    return { deliveries, total };
  }

  /**
   * Sends deliveries of an endpoint again, under the ids they have.
   * @param ids at least one; how long a list may be is bounded for every operation
   * @returns how many
   * @throws Refusal
   */
  async replayDeliveries(endpointId: string, ids: readonly string[], dryRun: boolean): Promise<number> {
    await this.mustExist(endpointId);
    if (ids.length === 0) {
      const message = 'Give at least one delivery, or a cursor to begin after.';
      throw new Refusal([{ code: 'REQUIRED_VALUE', message, field: at('deliveryIds') }]);
    }
    const wanted = ids.map((id) => id.toLowerCase());
    const existing = await this.parts.list.existing(
      endpointId,
      wanted.filter((id) => UUID.test(id)),
    );
    refuseIfAny(
      wanted.flatMap((id, index): Fault[] => {
        const message = 'The endpoint has no such delivery.';
        return existing.has(id) ? [] : [{ code: 'NOT_FOUND', message, field: at('deliveryIds', String(index)) }];
      }),
    );
    return dryRun ? existing.size : this.parts.list.requeue(endpointId, [...existing]);
  }

  /**
   * Sends what the endpoint wants of a stretch of the log, also what was before its time. What was sent before keeps its id.
   * @returns how many
   * @throws CursorOutOfLog, Refusal when the stretch is empty by its order or holds too much
   */
  async replayStretch(
    endpointId: string,
    { after, upTo }: { readonly after: bigint; readonly upTo: bigint | null },
    dryRun: boolean,
  ): Promise<number> {
    await this.mustExist(endpointId);
    const { log, list } = this.parts;
    const [floor, head] = await Promise.all([log.floor(), log.head()]);
    const stretch: Stretch = { after, upTo: upTo ?? head };
    if (after < floor || after > head || stretch.upTo > head) throw new CursorOutOfLog(floor);
    if (stretch.upTo < after) {
      throw new Refusal([{ code: 'INVALID_VALUE', message: 'It ends before it begins.', field: at('toCursor') }]);
    }
    const count = await list.countWanted(endpointId, stretch, MAX_STRETCH);
    if (count > MAX_STRETCH) {
      throw outOfRange(`At most ${MAX_STRETCH} events can be sent at one time.`, 'toCursor', MAX_STRETCH);
    }
    return dryRun ? count : list.requeueStretch(endpointId, stretch);
  }

  private async mustExist(endpointId: string): Promise<void> {
    if (!(await this.find(endpointId))) throw noEndpoint('endpointId');
  }

  private check({ url, description }: EndpointChanges): void {
    const faults: Fault[] = [];
    const fault = url === undefined ? null : faultOfAddress(url, this.parts.allowPrivate);
    if (url !== undefined && url.length > MAX_URL_LENGTH) {
      const message = `An address has at most ${MAX_URL_LENGTH} characters.`;
      faults.push({ code: 'OUT_OF_RANGE', message, field: at('url'), limit: MAX_URL_LENGTH });
    } else if (fault !== null) faults.push({ code: 'INVALID_VALUE', message: fault, field: at('url') });
    if (description != null && description.length > MAX_DESCRIPTION) {
      const message = `This must have at most ${MAX_DESCRIPTION} characters.`;
      faults.push({ code: 'OUT_OF_RANGE', message, field: at('description'), limit: MAX_DESCRIPTION });
    }
    if (description != null && CONTROL.test(description)) {
      const message = 'A description has no control characters.';
      faults.push({ code: 'INVALID_VALUE', message, field: at('description') });
    }
    refuseIfAny(faults);
  }

  private seal(secret: string): string {
    return this.parts.keys.seal(secret).toString('base64');
  }
}

function noEndpoint(field: string): Refusal {
  return new Refusal([{ code: 'NOT_FOUND', message: 'There is no such endpoint.', field: at(field) }]);
}

function outOfRange(message: string, field: string, limit: number): Refusal {
  return new Refusal([{ code: 'OUT_OF_RANGE', message, field: at(field), limit }]);
}

function at(...path: readonly string[]): readonly string[] {
  return ['input', ...path];
}
