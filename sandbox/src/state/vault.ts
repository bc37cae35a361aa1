/** Keeps pictures and texts that were handed in, one file each, beside the state; who they belong to is in the state. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Content by the id of the document or the piece of evidence. They are too big for the one state file. */
export class Vault {
  /** @param folder made when it is not there */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  put(id: string, content: string): void {
    writeFileSync(this.fileOf(id), content, { mode: 0o600 });
  }

  /** @returns undefined when it was taken away */
  get(id: string): string | undefined {
    try {
      return readFileSync(this.fileOf(id), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Keeps the same content a second time, under another id. */
  copy(id: string, copyId: string): void {
    copyFileSync(this.fileOf(id), this.fileOf(copyId));
  }

  remove(id: string): void {
    rmSync(this.fileOf(id), { force: true });
  }

  /** Removes what nobody names any more. */
  keepOnly(isNamed: (id: string) => boolean): void {
    for (const id of readdirSync(this.folder)) {
      if (!isNamed(id)) this.remove(id);
    }
  }

  private fileOf(id: string): string {
    return join(this.folder, id);
  }
}
