// Who has to go when too many sockets have not said who they are: those from the same address first, and always the one that waited longest.
import { expect, test } from 'vitest';
import { Newcomers } from './newcomers.js';

const named = (name: string) => ({ name });

test('the one of the same address that waited longest goes', () => {
  const newcomers = new Newcomers({ perAddress: 2, inAll: 10 });
  const [a, b, c, other] = ['a', 'b', 'c', 'other'].map(named);
  if (!a || !b || !c || !other) throw new Error('There are four.');
  expect(newcomers.add(other, '192.0.2.2')).toBeNull();
  expect(newcomers.add(a, '192.0.2.1')).toBeNull();
  expect(newcomers.add(b, '192.0.2.1')).toBeNull();
  expect(newcomers.add(c, '192.0.2.1')).toBe(a);
});

test('where all addresses together are too many, the one that waited longest of all goes', () => {
  const newcomers = new Newcomers({ perAddress: 2, inAll: 3 });
  const first = named('first');
  newcomers.add(first, '192.0.2.1');
  newcomers.add(named('second'), '192.0.2.2');
  newcomers.add(named('third'), '192.0.2.3');
  expect(newcomers.add(named('fourth'), '192.0.2.4')).toBe(first);
});

test('whoever signed in or went makes room, told twice too', () => {
  const newcomers = new Newcomers({ perAddress: 1, inAll: 1 });
  for (let time = 0; time < 3; time += 1) {
    const socket = named(String(time));
    expect(newcomers.add(socket, '192.0.2.1')).toBeNull();
    newcomers.remove(socket);
    newcomers.remove(socket);
  }
});
