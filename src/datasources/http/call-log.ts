// Tells the log of calls that failed: where, how, and under which id upstream knows it; never what was sent or answered.
import type { Logger } from '../../telemetry/logger.js';
import type { ObservedCall } from './call.js';

/** What is the caller's to mend, or part of looking whether something is there, is no warning. */
const LEVELS = { rejected: 'info', 'not-found': 'debug' } as const;

/** @returns to be told of each call; a failure becomes one line with the id of the request that it belongs to */
export function createCallLog(logger: Logger): (call: ObservedCall) => void {
  return ({ source, method, pathTemplate, status, outcome, failure, correlationId, durationMs }) => {
    if (failure === null) return;
    const level = outcome === 'rejected' || outcome === 'not-found' ? LEVELS[outcome] : 'warn';
    const problems = failure.details.map(({ code, target }) => (target === null ? code : `${code} ${target}`));
    logger[level](
      {
        source,
        method,
        path: pathTemplate,
        status,
        outcome,
        code: failure.code,
        ...(problems.length === 0 ? {} : { problems }),
        ...(correlationId === null ? {} : { correlationId }),
        durationMs: Math.round(durationMs),
      },
      'A call to the identity service failed.',
    );
  };
}
