// The guard of `serve --drafts`: drafts go to a client on this machine, to no other one and into no cache.

import type { Fetch } from './http-server.ts';
import { UsageError } from './io.ts';

/** The address to listen on. Throws if it can be reached from another machine. */
export function loopbackOf(host: string): string {
  if (host === 'localhost') return '127.0.0.1'; // what a hosts file says of it does not matter
  if (host === '127.0.0.1' || host === '::1') return host;
  throw new UsageError(`--drafts is for this machine only, and ${host} is not: leave out --host.`);
}

/** Refuses what a proxy passed on or another name leads to, and lets nothing be stored, found or embedded elsewhere. */
export function guarded(fetch: Fetch): Fetch {
  return async (request, env) => {
    if (!isOwn(request) || isOld(env)) return new Response(REFUSAL, { status: 403, headers: PRIVATE });
    const { body, status, headers } = (await fetch(request, env)) as Response;
    const fields = [...headers].filter(([name]) => !name.startsWith('access-control-'));
    return new Response(body, { status, headers: { ...Object.fromEntries(fields), ...PRIVATE } });
  };
}

const REFUSAL = 'Drafts are shown at http://localhost only, and not through a proxy.\n';

const PRIVATE = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  'cross-origin-resource-policy': 'same-origin',
};

/** A page of another site may lead its own name to this machine (DNS rebinding): Host tells. */
const OWN_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

const PASSED_ON = /^(?:forwarded|via|x-forwarded-.*|x-real-ip)$/;

const isOwn = ({ headers }: Request): boolean =>
  OWN_HOST.test(headers.get('host') ?? '') && ![...headers.keys()].some((name) => PASSED_ON.test(name));

/** nginx asks in HTTP/1.0 if it is not told otherwise, with a Host of its own and no other sign; no reader does. */
const isOld = (env: Parameters<Fetch>[1]): boolean => 'incoming' in env && env.incoming.httpVersion === '1.0';
