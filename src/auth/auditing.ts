// What enforcement tells the audit log: every mutation by others than the owner, every read of evidence by others than the owner.
import { type GraphQLField, type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { ownerOf } from './ownership.js';

/** The record an entry is about. */
export interface AuditTarget {
  /** Name of its GraphQL type. */
  readonly type: string;
  readonly id: string;
  /** The user the record is about. */
  readonly userId: string | null;
}

/** One mutation under way. Its entry is written when it ends, whichever way. */
export interface Act {
  /** Id that the entry will have. */
  readonly id: string;
  readonly action: string;
  target: AuditTarget | null;
  reason: string | null;
  /** Coordinates of personal fields that it reads. */
  fields: readonly string[];
}

/** The audit log, as far as enforcement needs it. */
export interface AccessAudit {
  begin(action: string): Act;
  /** Resolves when the entry is durable. */
  end(act: Act, outcome: 'SUCCEEDED' | 'DENIED' | 'FAILED'): Promise<void>;
  /** @param info of the field that was read; its root field is the action */
  noteRead(info: GraphQLResolveInfo, target: AuditTarget, field: string): void;
}

type Arguments = Readonly<Record<string, unknown>>;

/** Runs a mutation and records it, whether it succeeds, is refused or fails. */
export async function auditMutation<T>(
  audit: AccessAudit,
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'type'>,
  args: Arguments,
  work: () => T,
): Promise<Awaited<T>> {
  const act = audit.begin(field.name);
  act.reason = textAt(args, 'reason');
  try {
    const result = await work();
    act.target ??= targetOf(field, result) ?? namedTarget(args);
    await audit.end(act, wasRefused(result) ? 'FAILED' : 'SUCCEEDED');
    return result;
  } catch (error) {
    act.target ??= namedTarget(args);
    await audit.end(act, 'FAILED');
    throw error;
  }
}

/** Whether a payload says that there is no such record: it is not there, or not the caller's, which look alike. */
export function foundNothing(result: unknown): boolean {
  return (
    isRecord(result) &&
    Array.isArray(result.userErrors) &&
    result.userErrors.some((fault: unknown) => isRecord(fault) && fault.code === 'NOT_FOUND' && !namesKey(fault.field))
  );
}

/** Records a mutation that the caller had no right to. */
export async function recordDenial(audit: AccessAudit, action: string, args: Arguments): Promise<void> {
  const act = audit.begin(action);
  act.target = namedTarget(args);
  await audit.end(act, 'DENIED');
}

/** The object that a payload answers with. */
function targetOf(field: Pick<GraphQLField<unknown, unknown>, 'type'>, result: unknown): AuditTarget | null {
  const payload = getNamedType(field.type);
  if (!isObjectType(payload) || !isRecord(result)) return null;
  for (const { name, type } of Object.values(payload.getFields())) {
    const value = result[name];
    if (isRecord(value) && typeof value.id === 'string') {
      return { type: getNamedType(type).name, id: value.id, userId: ownerOf(value) };
    }
  }
  return null;
}

/** The record that an input names. */
function namedTarget(args: Arguments): AuditTarget | null {
  const userId = textAt(args, 'userId');
  const transactionId = textAt(args, 'transactionId') ?? textAt(args, 'verificationId');
  if (transactionId !== null) return { type: 'VerifyTransaction', id: transactionId, userId };
  const authenticationId = textAt(args, 'deviceAuthenticationId');
  if (authenticationId !== null) return { type: 'DeviceAuthentication', id: authenticationId, userId };
  return userId === null ? null : { type: 'User', id: userId, userId };
}

/** What an idempotency key once stood for is gone: the record was the caller's own. */
function namesKey(field: unknown): boolean {
  return Array.isArray(field) && field.at(-1) === 'idempotencyKey';
}

function wasRefused(result: unknown): boolean {
  return isRecord(result) && Array.isArray(result.userErrors) && result.userErrors.length > 0;
}

function textAt({ input }: Arguments, name: string): string | null {
  const value = isRecord(input) ? input[name] : null;
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
