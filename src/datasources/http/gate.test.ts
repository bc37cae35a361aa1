// The gate in front of a service: circuit breaker and bulkhead, and the traps of the library behind them.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clientOf, failureOf, signal, Thing, thing, upstream } from './client-fixture.js';
import { defaultGateOptions, Gate } from './gate.js';
import { json, silence } from './scripted-server.js';

const never = new AbortController().signal;
const options = { ...defaultGateOptions, minimumCallsPerSecond: 0.3, maxRunning: 1, maxWaiting: 2 };
const fails = async () => 'outage';
const works = async () => 'fine';

function gate(changes: Partial<typeof options> = {}) {
  return new Gate<string>({ ...options, ...changes }, (result) => result === 'outage');
}

async function opened(): Promise<Gate<string>> {
  const subject = gate();
  for (let call = 0; call < 3; call += 1) await subject.admit(fails, never);
  expect(subject.circuit).toBe('OPEN');
  return subject;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('circuit', () => {
  test('opens when most calls fail, and then refuses at once with the moment to come back', async () => {
    const subject = await opened();
    const work = vi.fn(works);
    await expect(subject.admit(work, never)).rejects.toMatchObject({
      reason: 'CIRCUIT_OPEN',
      retryAt: new Date(Date.now() + options.halfOpenAfterMs),
    });
    expect(work).not.toHaveBeenCalled();
  });

  test('lets one call through after the rest; its success closes it, its failure does not', async () => {
    const subject = await opened();
    vi.setSystemTime(Date.now() + options.halfOpenAfterMs);
    await subject.admit(async () => {
      await Promise.resolve();
      expect(subject.circuit).toBe('HALF_OPEN');
      return 'outage';
    }, never);
    expect(subject.circuit).toBe('OPEN');
    vi.setSystemTime(Date.now() + options.halfOpenAfterMs);
    await subject.admit(works, never);
    expect(subject.circuit).toBe('CLOSED');
  });

  test('callers that leave neither open it nor, half open, close it', async () => {
    const left = async () => {
      throw new Error('left');
    };
    const closed = gate();
    for (let call = 0; call < 5; call += 1) await expect(closed.admit(left, never)).rejects.toThrow('left');
    expect(closed.circuit).toBe('CLOSED');

    const subject = await opened();
    vi.setSystemTime(Date.now() + options.halfOpenAfterMs);
    const leftLater = async () => {
      await Promise.resolve();
      throw new Error('left');
    };
    await expect(subject.admit(leftLater, never)).rejects.toThrow('left');
    expect(subject.circuit).toBe('OPEN');
  });

  test.each([
    [500, 'OPEN'],
    [404, 'CLOSED'],
    [429, 'CLOSED'],
  ])('answers of %i leave it %s', async (status, circuit) => {
    const server = await upstream(json(status, {}));
    const { client } = clientOf(server.url, { gate: { minimumCallsPerSecond: 0.3 } });
    for (let call = 0; call < 3; call += 1) await failureOf(client.get(thing, Thing, { retry: 'never' }));
    expect(client.circuit).toBe(circuit);
  });

  test('time-outs open it, and a refused call was not sent', async () => {
    const server = await upstream(silence);
    const { client, calls } = clientOf(server.url, { gate: { minimumCallsPerSecond: 0.1 } });
    await failureOf(client.get(thing, Thing, { timeoutMs: 20 }));
    const error = await failureOf(client.post(thing, {}, Thing));
    expect(error).toMatchObject({ kind: 'unavailable', code: 'CIRCUIT_OPEN', status: null, mayHaveTakenEffect: false });
    expect(error.retryAt).toBeInstanceOf(Date);
    expect(calls).toHaveLength(1);
  });
});

describe('bulkhead', () => {
  test('runs so many, lets so many wait, and refuses the rest', async () => {
    const subject = gate();
    const { happened, tell } = signal();
    const slow = () => happened.then(works);
    const admitted = [subject.admit(slow, never), subject.admit(works, never), subject.admit(works, never)];
    await expect(subject.admit(works, never)).rejects.toMatchObject({ reason: 'TOO_MANY_WAITING' });
    tell();
    await expect(Promise.all(admitted)).resolves.toEqual(['fine', 'fine', 'fine']);
  });

  test('one that leaves while waiting goes at once and does not hold up those behind it', async () => {
    const subject = gate();
    const { happened, tell } = signal();
    const caller = new AbortController();
    const running = subject.admit(() => happened.then(works), never);
    const waiting = subject.admit(works, caller.signal);
    const behind = subject.admit(works, never);
    caller.abort('left');
    await expect(waiting).rejects.toBe('left');
    tell();
    await expect(running).resolves.toBe('fine');
    await expect(behind).resolves.toBe('fine');
  });
});
