// Identical reads in flight: shared, left alone, taken down by the last one to leave.
import { describe, expect, test } from 'vitest';
import { currentScope, runInScope } from '../../telemetry/scope.js';
import { clientOf, signal, Thing, thing, upstream } from './client-fixture.js';
import { json, type Step } from './scripted-server.js';

describe('shared reads', () => {
  /** Holds every answer until released. */
  function held() {
    const waiting: (() => void)[] = [];
    const aborted = signal();
    const step: Step = (response) => {
      response.on('close', () => aborted.tell());
      waiting.push(() => json(200, { id: 't1' })(response, { method: '', url: '', headers: {}, body: '' }));
    };
    const release = () => {
      for (const answer of waiting.splice(0)) answer();
    };
    return { step, aborted: aborted.happened, release };
  }

  test('identical reads are one call, told to the scope of each', async () => {
    const { step, release } = held();
    const server = await upstream(step);
    const { client } = clientOf(server.url);
    const read = (id: string) =>
      runInScope(id, async () => ({
        value: await client.get(thing, Thing),
        calls: currentScope()?.upstreamCalls.length,
      }));
    const reads = [read('a'), read('b'), read('c')];
    await server.arrived(1);
    release();
    const results = await Promise.all(reads);
    expect(results).toEqual(Array.from({ length: 3 }, () => ({ value: { id: 't1' }, calls: 1 })));
    expect(results[0]?.value).not.toBe(results[1]?.value);
    expect(server.seen).toHaveLength(1);
  });

  test('other queries are other reads, and nothing is kept afterwards', async () => {
    const server = await upstream(json(200, { id: 't1' }));
    const { client } = clientOf(server.url);
    await Promise.all([client.get(thing, Thing), client.get(thing, Thing, { query: { a: 1 } })]);
    await client.get(thing, Thing);
    expect(server.seen).toHaveLength(3);
  });

  test('one that leaves does not disturb the others; the last one takes the call with it', async () => {
    const first = held();
    const server = await upstream(first.step, first.step);
    const { client } = clientOf(server.url);
    const [one, two] = [new AbortController(), new AbortController()];
    const reads = [one, two].map(({ signal }) => client.get(thing, Thing, { signal }));
    await server.arrived(1);
    one.abort('one left');
    await expect(reads[0]).rejects.toBe('one left');
    first.release();
    await expect(reads[1]).resolves.toEqual({ id: 't1' });

    const second = held();
    const slow = await upstream(second.step);
    const other = clientOf(slow.url).client;
    const last = new AbortController();
    const abandoned = other.get(thing, Thing, { signal: last.signal });
    await slow.arrived(1);
    last.abort('all left');
    await expect(abandoned).rejects.toBe('all left');
    await second.aborted;
  });

  test('a fresh read, and one after a write, do not join an older one', async () => {
    const { step, release } = held();
    const server = await upstream(step, step, json(200, { id: 't1' }), step);
    const { client } = clientOf(server.url);
    const reads = [client.get(thing, Thing), client.get(thing, Thing, { fresh: true })];
    await server.arrived(2);
    await client.put(thing, {}, Thing);
    reads.push(client.get(thing, Thing));
    await server.arrived(4);
    release();
    await Promise.all(reads);
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'PUT', 'GET']);
  });
});
