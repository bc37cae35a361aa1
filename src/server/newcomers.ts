// Sockets that have not said yet who they are: few at a time, so that nobody fills the gateway with them before their time to sign in is over.

export const NEWCOMERS = {
  /** From one address, which can be that of a proxy. */
  perAddress: 256,
  inAll: 4_096,
} as const;

export class Newcomers<S extends object> {
  /** In the order in which they came. */
  private readonly all = new Set<S>();
  private readonly byAddress = new Map<string, Set<S>>();
  private readonly addresses = new Map<S, string>();

  constructor(private readonly limits: { readonly perAddress: number; readonly inAll: number } = NEWCOMERS) {}

  /**
   * Takes in a socket.
   * @returns the one that has to go for it: whoever has waited longest does not mean to sign in; null when there is room
   */
  add(socket: S, address: string): S | null {
    const neighbours = this.byAddress.get(address) ?? new Set<S>();
    this.byAddress.set(address, neighbours.add(socket));
    this.all.add(socket);
    this.addresses.set(socket, address);
    const { perAddress, inAll } = this.limits;
    const [oldest] = neighbours.size > perAddress ? neighbours : this.all.size > inAll ? this.all : [];
    if (!oldest) return null;
    this.remove(oldest);
    return oldest;
  }

  /** Forgets one that has signed in or gone. */
  remove(socket: S): void {
    const address = this.addresses.get(socket);
    if (address === undefined) return;
    this.addresses.delete(socket);
    this.all.delete(socket);
    const neighbours = this.byAddress.get(address);
    neighbours?.delete(socket);
    if (neighbours?.size === 0) this.byAddress.delete(address);
  }
}
