// The sandbox's control API over HTTP, wherever the sandbox runs.

/** @param control origin of the control API @throws Error with what the sandbox says of a call that it does not take */
export async function askControl<T>(control: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${control}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The sandbox answers ${response.status} to ${method} ${path}: ${text}`);
  // The sandbox is ours; its own tests check these shapes.
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
