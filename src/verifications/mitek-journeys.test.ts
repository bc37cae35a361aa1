// Creates of Mitek journeys whose answer comes late or never, and how long what they were asked for is kept. On a real PostgreSQL.
import { beforeEach, expect, test } from 'vitest';
import { useStore } from '../store/store-fixture.js';
import { createLogger } from '../telemetry/logger.js';
import { instanceOn, interruptedStart, journeyRequest, OTHER_SECRET } from './journey-fixture.js';
import { JourneyUpkeep } from './mitek-upkeep.js';

const store = useStore();

beforeEach(async () => {
  await store.sql('truncate verifications, verification_starts, callback_inbox cascade');
});

async function silentFor(interval: string): Promise<void> {
  await store.sql(`update verification_starts set started_at = started_at - interval '${interval}'`);
}

test('what Mitek answers to a create that was taken for dead is kept: link and request id', async () => {
  const [slow, other] = [instanceOn(store), instanceOn(store)];
  slow.mitek.createJourney.mockImplementation(async () => {
    await silentFor('1 minute');
    await other.journeys.adopt();
    return { url: 'https://mitek.test/en/checkid/request/r-1', requestId: 'r-1' };
  });
  const { record, certain } = await slow.journeys.start(journeyRequest(), null);
  expect(certain).toBe(true);
  expect(record).toMatchObject({ lifecycle: 'SENT', version: 2 });
  const [journey] = await slow.journeys.store.findMany([record.id]);
  expect(journey?.requestId).toBe('r-1');
  expect(journey && slow.journeys.data.personOf(journey)?.journeyUrl).toBe('https://mitek.test/en/checkid/request/r-1');
});

test('what was erased before such an answer stays erased', async () => {
  const [slow, other] = [instanceOn(store), instanceOn(store)];
  slow.mitek.createJourney.mockImplementation(async () => {
    await silentFor('1 minute');
    await other.journeys.adopt();
    const [row] = await store.sql('select id from verifications');
    await other.journeys.store.erase(store.db, String(row?.id));
    return { url: 'https://mitek.test/en/checkid/request/r-1', requestId: 'r-1' };
  });
  const { record } = await slow.journeys.start(journeyRequest(), null);
  expect(await slow.journeys.store.findMany([record.id])).toMatchObject([{ personalSealed: null, requestId: null }]);
});

test('a create that cannot be kept, as its key is gone, keeps nothing else from its turn', async () => {
  const { journeys, verifications } = instanceOn(store);
  await interruptedStart(store, journeyRequest(), OTHER_SECRET);
  const readable = await interruptedStart(store);
  await silentFor('1 minute');
  const over = (await journeys.start(journeyRequest(), null)).record.id;
  await verifications.change(over, (present) => ({ record: { ...present, finishedAt: new Date(0) }, events: [] }));
  const upkeep = new JourneyUpkeep(journeys, createLogger('silent'));
  upkeep.start();
  await upkeep.stop();
  expect(await verifications.find(readable)).toMatchObject({ lifecycle: 'CREATED' });
  expect(await journeys.store.findMany([over])).toMatchObject([{ personalSealed: null }]);
});

test('what it was asked for goes after the time for which personal data is kept', async () => {
  const { journeys } = instanceOn(store, { dataHours: 3 });
  const id = await interruptedStart(store, journeyRequest(), OTHER_SECRET);
  const kept = () =>
    store.sql('select request_sealed is not null as kept from verification_starts where id = $1', [id]);
  await silentFor('2 hours');
  await journeys.expireRequests();
  expect(await kept()).toEqual([{ kept: true }]);
  await silentFor('2 hours');
  await journeys.expireRequests();
  expect(await kept()).toEqual([{ kept: false }]);
  // It is not tried any more.
  await journeys.adopt();
});

test('a create under way keeps its request however short that time is', async () => {
  const { journeys } = instanceOn(store, { dataHours: 0.001 });
  await interruptedStart(store);
  await silentFor('1 minute');
  await journeys.expireRequests();
  expect(await store.sql('select 1 from verification_starts where request_sealed is null')).toEqual([]);
});

test('whom a journey was for goes also where its start was dropped, so that nobody can call it back', async () => {
  const { journeys } = instanceOn(store);
  const open = (await journeys.start(journeyRequest(), null)).record.id;
  const dropped = (await journeys.start(journeyRequest(), null)).record.id;
  await store.sql('delete from verification_starts where id = $1', [dropped]);
  await store.sql(`update verifications set created_at = created_at - interval '25 hours'`);
  await journeys.purge();
  expect(await journeys.store.findMany([dropped])).toMatchObject([{ personalSealed: null }]);
  expect(await journeys.store.findMany([open])).toMatchObject([{ personalSealed: expect.any(Buffer) }]);
});
