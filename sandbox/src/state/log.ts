/** A log file of JSON lines that is turned over before it grows large; warnings also reach the error output. */
import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const MAX_BYTES = 5 * 1024 * 1024;

export type LogFields = { readonly [name: string]: string | number | boolean | null | undefined };

/** Writes one line per event and keeps at most two files of 5 MB. */
export class Log {
  private descriptor: number | undefined;
  private bytes = 0;

  constructor(private readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.open();
  }

  info(message: string, fields: LogFields = {}): void {
    this.line('info', message, fields);
  }

  /** Something a person should know: goes to the error output too. */
  warn(message: string, fields: LogFields = {}): void {
    process.stderr.write(`sandbox: ${this.line('warn', message, fields)}`);
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  private line(level: 'info' | 'warn', message: string, fields: LogFields): string {
    const text = `${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`;
    if (this.descriptor === undefined) return text;
    if (this.bytes > MAX_BYTES) this.turnOver();
    this.bytes += writeSync(this.descriptor, text);
    return text;
  }

  private open(): void {
    this.descriptor = openSync(this.file, 'a', 0o600);
    this.bytes = statSync(this.file).size;
  }

  private turnOver(): void {
    this.close();
    renameSync(this.file, `${this.file}.1`);
    this.open();
  }
}
