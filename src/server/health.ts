// What an orchestrator and a monitoring system ask: alive, ready, metrics.
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../telemetry/metrics.js';

/** What must work before traffic is sent here; each name with whether it does. */
export type Readiness = () => Promise<Readonly<Record<string, boolean>>>;

/** Adds `/livez`, `/readyz` and `/metrics`. PingOne being down leaves the gateway ready: it then answers with clear errors. */
export async function registerHealth(app: FastifyInstance, readiness: Readiness, metrics: Metrics): Promise<void> {
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const checks = await readiness();
    const ready = Object.values(checks).every(Boolean);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', checks });
  });
  app.get('/metrics', async (_request, reply) => {
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}
