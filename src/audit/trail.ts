// What one operation leaves in the audit log: what it changed for others, and what evidence of others it read.
import { randomUUID } from 'node:crypto';
import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { AccessAudit, Act, AuditTarget } from '../auth/auditing.js';
import type { Viewer } from '../auth/viewer.js';
import type { AuditEntry, AuditLog } from '../store/audit-log.js';
import type { AuditOutcome } from '../store/records.js';
import type { Denials } from './denials.js';

/** Where a call came from. */
export interface CallOrigin {
  readonly requestId: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

/** Callers choose what they name and how they call themselves, and the log keeps it for good; true ids and most user agents are shorter. */
const MAX_TEXT = 128;

export class AuditTrail implements AccessAudit {
  /** The mutation that runs now and is to be recorded; mutations of one operation run one after the other. */
  current: Act | null = null;
  private readonly reads = new Map<string, { target: AuditTarget; actions: Set<string>; fields: Set<string> }>();

  constructor(
    private readonly log: Pick<AuditLog, 'append'>,
    private readonly denials: Pick<Denials, 'record'>,
    private readonly viewer: Viewer,
    private readonly origin: CallOrigin,
  ) {}

  /** Opens the entry of a mutation. */
  begin(action: string): Act {
    this.current = { id: randomUUID(), action, target: null, reason: null, fields: [] };
    return this.current;
  }

  /** Writes the entry of a mutation. Resolves when it is durable; of many that were denied only their number is kept. */
  async end(act: Act, outcome: AuditOutcome): Promise<void> {
    if (this.current === act) this.current = null;
    const entry = this.entry(act.id, act.action, outcome, act.target, act.fields, act.reason);
    await (outcome === 'DENIED' ? this.denials.record(entry) : this.log.append([entry]));
  }

  /** Takes note that a personal field of someone's evidence was read; written with `flush`. */
  noteRead(info: GraphQLResolveInfo, target: AuditTarget, field: string): void {
    const action = rootFieldOf(info);
    const key = `${target.type} ${target.id}`;
    const read = this.reads.get(key) ?? { target, actions: new Set(), fields: new Set() };
    read.actions.add(action);
    read.fields.add(field);
    this.reads.set(key, read);
  }

  /** Writes what was noted. To be awaited before the answer goes out: nothing is read without its entry. */
  async flush(): Promise<void> {
    const entries = [...this.reads.values()].map(({ target, actions, fields }) =>
      this.entry(randomUUID(), [...actions].join(' '), 'SUCCEEDED', target, [...fields].sort(), null),
    );
    this.reads.clear();
    await this.log.append(entries);
  }

  private entry(
    id: string,
    action: string,
    outcome: AuditOutcome,
    target: AuditTarget | null,
    fields: readonly string[],
    reason: string | null,
  ): AuditEntry {
    const { id: actorId, kind } = this.viewer;
    // Of an end user the id is enough, and nothing here can be erased.
    const displayName = kind === 'END_USER' ? null : this.viewer.displayName;
    return {
      id,
      occurredAt: new Date(),
      actor: { id: actorId, kind, displayName },
      action,
      outcome,
      targetType: target?.type ?? null,
      targetId: target?.id?.slice(0, MAX_TEXT) ?? null,
      userId: target?.userId?.slice(0, MAX_TEXT) ?? null,
      fields,
      reason,
      requestId: this.origin.requestId,
      ipAddress: this.origin.ipAddress,
      userAgent: this.origin.userAgent?.slice(0, MAX_TEXT) ?? null,
    };
  }
}

/** Name of the root field under which a field was read, whatever alias it was given. */
function rootFieldOf({ path, operation, fragments }: GraphQLResolveInfo): string {
  let root = path;
  while (root.prev) root = root.prev;
  return fieldNamed(operation.selectionSet, root.key, fragments) ?? operation.operation;
}

function fieldNamed(
  { selections }: SelectionSetNode,
  responseKey: string | number,
  fragments: GraphQLResolveInfo['fragments'],
): string | null {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      if ((selection.alias ?? selection.name).value === responseKey) return selection.name.value;
      continue;
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments[selection.name.value]?.selectionSet;
    const found = inner ? fieldNamed(inner, responseKey, fragments) : null;
    if (found !== null) return found;
  }
  return null;
}
