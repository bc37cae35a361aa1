// Where the project is and which Node it needs. Imported first, so that an old Node gets this message and no other.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const needed = [20, 18, 1];
const present = process.versions.node.split('.').map(Number);
const difference = needed.map((part, index) => present[index] - part).find((part) => part !== 0) ?? 0;
if (difference < 0) {
  console.error(
    `Node ${needed.join('.')} or newer is needed; this is Node ${process.versions.node} (${process.execPath}).`,
  );
  process.exit(1);
}
