// The logger: JSON lines on standard error, without secrets or personal data. Standard output stays free for answers.
import { type Logger, pino } from 'pino';
import { currentScope } from './scope.js';

export type { Logger } from 'pino';

/** Keys whose values never reach a log, at any depth that our own code logs. */
const SECRET_KEYS = [
  'authorization',
  'cookie',
  'token',
  'accessToken',
  'clientSecret',
  'secret',
  'otp',
  'password',
  'value',
];

/** Makes the process-wide logger. @param level one of pino's levels, or `silent`. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
      // What is described already must not be described again.
      serializers: { err: (error: unknown) => (error instanceof Error ? describeError(error) : error) },
      mixin: () => {
        const scope = currentScope();
        return scope ? { requestId: scope.requestId } : {};
      },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

/**
 * An error as it may be logged: its kind, its code and the line of ours it came from.
 * Its message is left out unless it is one of our own, for texts of libraries can quote what people typed.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {};
  return { type: error.name, ...code, at: originOf(error), ...cause };
}

function originOf(error: Error): string | undefined {
  const frame = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ') && !line.includes('node:'));
  return frame
    ?.trim()
    .replace(/^at /, '')
    .replace(/\(?(file:\/\/)?[^\s()]*\/([^/\s()]+)\)?$/, '$2');
}
