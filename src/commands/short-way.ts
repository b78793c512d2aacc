// The short way: a made document, asked for plainly, is answered without the app and exactly as the app answers it.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Asked } from '../http/asked.ts';
import type { Representation } from '../http/representation.ts';
import type { Representations } from '../http/representations.ts';
import { answerOf } from '../http/respond.ts';
import type { Publication } from '../model/resource.ts';

/** True where it has answered; false leaves the request to the app. */
export type ShortWay = (asked: IncomingMessage, answer: ServerResponse) => boolean;

/** A path that no server reads otherwise: nothing encoded, no query, no dots or slashes to resolve. */
const PLAIN_PATH = /^(?:\/[\w~-][\w.~-]*)*\/?$/;
/** Of a request with a body, and of a browser. */
const NOT_PLAIN = ['content-length', 'transfer-encoding', 'sec-fetch-mode'];
/** What node-server takes without looking closer. */
const PLAIN_HOST = /^[a-z0-9._-]+(?::[1-5]\d{3,4})?$/;

/**
 * What subscribers poll all day costs less than half as much without Hono and node-server in between, which build a
 * Request, an address and a Response for each (`npm run bench -- --only requests`). Whatever is not wholly plain goes
 * to the app: other methods, a cold document, a file, a person's browser, an odd address or host.
 */
export function shortWay(
  source: { current(): Publication | undefined },
  representations: Pick<Representations, 'made'>,
): ShortWay {
  let plainHost = 'localhost'; // the last one seen: most servers have one

  const isPlainHost = (host: string | undefined): boolean => {
    if (host === plainHost) return true;
    if (host === undefined || !PLAIN_HOST.test(host)) return false;
    plainHost = host;
    return true;
  };

  function madeAt(path: string, publication: Publication): Representation | undefined {
    try {
      return representations.made(path, publication);
    } catch {
      return undefined; // the app meets the same fault, and tells of it
    }
  }

  return (incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    if ((method !== 'GET' && method !== 'HEAD') || !isPlainHost(headers.host) || !PLAIN_PATH.test(url)) return false;
    if (NOT_PLAIN.some((name) => headers[name] !== undefined)) return false;
    const publication = source.current();
    if (!publication || !url.startsWith(publication.basePath)) return false;
    const made = madeAt(url.slice(publication.basePath.length - 1), publication);
    if (!made) return false;
    const asked: Asked = { method, header: (name) => fieldOf(headers[name]) };
    const { status, fields, body } = answerOf(asked, made);
    outgoing.writeHead(status, fields);
    outgoing.end(body);
    return true;
  };
}

const fieldOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value;
