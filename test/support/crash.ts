// A gateway that dies while a vendor is at a create.
import type { Gateway } from './gateway.js';
import type { TestSandbox } from './sandbox.js';
import { until } from './waiting.js';

/** Long enough to be killed in. */
const DELAY_MS = 20_000;

/**
 * Sends a create and kills the gateway before it has the answer.
 * @param made.path how the path of the vendor's call ends
 * @param made.when `after`: the vendor has made it by then; `before`: it never does
 */
export async function killDuring(
  { sandbox, gateway }: { readonly sandbox: TestSandbox; readonly gateway: Gateway },
  made: { readonly path: string; readonly when: 'after' | 'before' },
  send: () => Promise<unknown>,
): Promise<void> {
  const { path, when } = made;
  await sandbox.clearRequests();
  const heal = await sandbox.fault({ match: { method: 'POST', path }, when, delayMs: DELAY_MS });
  const lost = send().catch(() => null);
  await until('the vendor is asked', () => sandbox.countCalls('POST', path));
  await gateway.kill();
  await lost;
  await heal();
}
