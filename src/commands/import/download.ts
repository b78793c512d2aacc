// Downloads: bytes from an address, with an end to their number, to the time and to the redirects they take.

import { Failure } from '../io.ts';

export interface Downloaded {
  readonly bytes: Uint8Array;
  /** `Content-Type`, as it was sent. */
  readonly type: string;
  /** Where it was in the end. */
  readonly url: string;
}

/** 10 MB, which is more than feeds and pictures have. */
export const LARGEST = 10_000_000;
const REDIRECTS = 5;

/** Gets what is at an address of the web, in so many seconds. Throws a Failure that says why it cannot be had. */
export async function download(url: string, accept: string, stop: AbortSignal, seconds = 20): Promise<Downloaded> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(seconds * 1000)]);
  try {
    return await follow(url, accept, signal);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (stop.aborted) throw new Failure('Stopped.');
    if (signal.aborted) throw new Failure(`${url} took longer than ${seconds} seconds.`);
    const { message, cause } = error as Error;
    throw new Failure(`${url} cannot be reached: ${(cause as Error | undefined)?.message ?? message}`);
  }
}

async function follow(url: string, accept: string, signal: AbortSignal): Promise<Downloaded> {
  let at = url;
  for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
    const response = await fetch(at, {
      redirect: 'manual',
      signal,
      headers: { accept, 'user-agent': 'Courant (import)' },
    });
    const to = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (to === null) return await bodyOf(response, at);
    await response.body?.cancel();
    if (!URL.canParse(to, at)) throw new Failure(`${at} is redirected to ${to}, which is no address.`);
    at = new URL(to, at).href;
    if (!/^https?:/.test(at)) throw new Failure(`${url} is redirected to ${at}, which is not of the web.`);
  }
  throw new Failure(`${url} is redirected more than ${REDIRECTS} times.`);
}

async function bodyOf(response: Response, url: string): Promise<Downloaded> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new Failure(`${`${url} answers ${response.status} ${response.statusText}`.trim()}.`);
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  // Counted as they come, and unpacked: what a header says of the length may be wrong.
  for await (const piece of response.body ?? []) {
    length += piece.byteLength;
    if (length > LARGEST) throw new Failure(`${url} is larger than ${LARGEST / 1_000_000} MB.`);
    pieces.push(piece);
  }
  return { bytes: Buffer.concat(pieces), type: response.headers.get('content-type') ?? '', url };
}
